import { type Database, rowsOf, type Statement } from '@aisystant/mcp/d1';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { importCorpus } from '../../build/import-corpus.ts';
import { parseCorpus } from '../../build/parse-corpus.ts';
import { db, importDemo } from '../testing/corpus.ts';
import { SimulatedAi, SimulatedVectorize } from '../testing/simulated-vectors.ts';
import { type AiBinding, cloudflareVectors, type VectorizeBinding } from './cloudflare-vectors.ts';
import { VectorFailure, type Vectors } from './vectors.ts';

/** A guide of two pages, of which a test changes the first. */
const guide = (word: string) => ({
  path: 'z9.md',
  text: `---\ncode: Z9\nslug: z\ntitle: Проба\n---\n# Z9.1 Раздел\n\n## Z9.1:1 - Первая\n\nЗдесь ${word}.\n\n## Z9.1:2 - Вторая\n\nЗдесь пень.\n`,
});
const importGuide = (word: string, vectors: Vectors | null, into: Database = db) =>
  importCorpus(into, parseCorpus([guide(word)], 'z'), {
    glossary: [],
    lookUp: () => null,
    vectors,
    now: '2026-11-28T01:00:00.000Z',
  });

const idsOf = async (condition: string) =>
  new Set((await rowsOf<{ id: string }>(db, `SELECT DISTINCT id FROM vector WHERE ${condition}`)).map(({ id }) => id));
const CURRENT = 'generation = (SELECT generation FROM pointer)';

beforeAll(importDemo);
afterAll(importDemo);

test('an import embeds what is new, and removes what no generation has that readers may be in', async () => {
  const [ai, index] = [new SimulatedAi(), new SimulatedVectorize()];
  const vectors = cloudflareVectors(ai, index);
  const first = await importGuide('барсук', vectors);
  expect(first).toMatchObject({ imported: true, vectors: ai.texts.length, vectorFailure: null });
  ai.texts.length = 0;
  index.settle();
  await importGuide('выдра', vectors);
  expect(ai.texts).toEqual([expect.stringContaining('выдра')]);
  await importGuide('рысь', vectors);
  expect(index.ids).toEqual(await idsOf('1'));
  expect(await idsOf('stored = 0')).toEqual(new Set());
  expect(await importGuide('рысь', vectors)).toMatchObject({ imported: false, vectors: first.vectors });
});

test('without a model the pages are imported, and the import with one completes them', async () => {
  const [ai, index] = [new SimulatedAi(), new SimulatedVectorize()];
  const vectors = cloudflareVectors(ai, index);
  ai.fault = { rejects: '3036: You have used up your daily free allocation of 10,000 neurons.' };
  const failed = await importGuide('заяц', vectors);
  expect(failed).toMatchObject({
    imported: true,
    pages: 2,
    vectors: 0,
    vectorFailure: expect.stringContaining('allowance'),
  });
  ai.fault = null;
  const complete = await importGuide('заяц', vectors);
  expect(complete).toMatchObject({ imported: true, vectorFailure: null });
  expect(complete.vectors).toBeGreaterThan(0);
  for (const id of await idsOf(CURRENT)) expect(index.ids).toContain(id);
});

test('an index that was made again is filled again, though no page has changed', async () => {
  await importGuide('сова', cloudflareVectors(new SimulatedAi(), new SimulatedVectorize()));
  const empty = new SimulatedVectorize();
  const again = await importGuide('сова', cloudflareVectors(new SimulatedAi(), empty));
  expect(again).toMatchObject({ imported: true, changed: 0 });
  expect(empty.ids).toEqual(await idsOf(CURRENT));
});

/** Stops everything, as the end of a process does, before or after its n-th call to the outside. */
function stoppingAt(n: number, done: boolean) {
  let calls = 0;
  const step = async <T>(call: () => Promise<T>): Promise<T> => {
    calls += 1;
    if (calls > n || (calls === n && !done)) throw new Error('stopped');
    const answer = await call();
    if (calls === n) throw new Error('stopped');
    return answer;
  };
  // Stops in the rest of an import are in generations.test.ts.
  let aboutVectors = false;
  const database: Database = {
    prepare: (sql) => {
      aboutVectors ||= /\bvector\b/.test(sql);
      return db.prepare(sql) as Statement;
    },
    batch: <Row>(statements: Statement[]) => {
      const run = () => (db as Database).batch<Row>(statements);
      const counts = aboutVectors;
      aboutVectors = false;
      return counts ? step(run) : run();
    },
  };
  return { step, database };
}

test('wherever an import is stopped, the next one leaves every passage with its vector, and no vector without a row', async () => {
  const [ai, index] = [new SimulatedAi(), new SimulatedVectorize()];
  const whole = cloudflareVectors(ai, index);
  let stopped = 0;
  for (let n = 1, ended = false; !ended; n += 1) {
    for (const done of [false, true]) {
      const { step, database } = stoppingAt(n, done);
      const stopping: Vectors = {
        ...whole,
        embed: (texts) => step(() => whole.embed(texts)),
        put: (all) => step(() => whole.put(all)),
        remove: (ids) => step(() => whole.remove(ids)),
      };
      const end = await importGuide(`крот${n}${done}`, stopping, database).then(
        () => 'whole',
        () => 'stopped',
      );
      if (end === 'stopped') stopped += 1;
      else ended = true;
      for (const id of index.ids) expect(await idsOf('1'), `call ${n}`).toContain(id);
      expect(await importGuide(`лось${n}${done}`, whole)).toMatchObject({ imported: true, vectorFailure: null });
      for (const id of await idsOf(CURRENT)) expect(index.ids, `call ${n}`).toContain(id);
      for (const id of index.ids) expect(await idsOf('1'), `call ${n}`).toContain(id);
    }
  }
  expect(stopped).toBeGreaterThan(15);
}, 300_000);

test('a failure that passes is not one of the import', async () => {
  const [ai, index] = [new SimulatedAi(), new SimulatedVectorize()];
  const whole = cloudflareVectors(ai, index);
  let failures = 2;
  const flaky: Vectors = {
    ...whole,
    embed: async (texts) => {
      failures -= 1;
      if (failures >= 0) throw new VectorFailure('failed', 'out of capacity');
      return whole.embed(texts);
    },
  };
  expect(await importGuide('бобр', flaky)).toMatchObject({ vectorFailure: null });
}, 20_000);

test('the bindings of wrangler have what is used of them', () => {
  // Types only: a change of Cloudflare's breaks the build here.
  const bindings = (ai: Ai, vectorize: Vectorize): readonly [AiBinding, VectorizeBinding] => [
    { run: (model, input) => ai.run(model as '@cf/baai/bge-m3', { ...input, text: [...input.text] }) },
    vectorize,
  ];
  expect(bindings).toBeTypeOf('function');
});
