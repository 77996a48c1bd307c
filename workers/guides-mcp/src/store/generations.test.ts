import type { Database, Statement } from '@aisystant/mcp/d1';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { importCorpus } from '../../build/import-corpus.ts';
import { parseCorpus } from '../../build/parse-corpus.ts';
import { findPages } from '../queries/find-pages.ts';
import { db, importDemo } from '../testing/corpus.ts';
import { d1CorpusStore } from './d1-corpus-store.ts';

const guide = (word: string) => ({
  path: 'z9.md',
  text: `---\ncode: Z9\nslug: z\ntitle: Проба\n---\n# Z9.1 Раздел\n\n## Z9.1:1 - Первая\n\nЗдесь ${word}.\n\n## Z9.1:2 - Вторая\n\nИ тут ${word}.\n`,
});
const importGuide = (word: string, into: Database = db) =>
  importCorpus(into, parseCorpus([guide(word)], 'z'), {
    glossary: [],
    lookUp: () => null,
    now: '2026-11-28T01:00:00.000Z',
  });
const found = async (word: string) => {
  const { pages } = await findPages(d1CorpusStore(db), word, { filters: { currentOnly: false }, limit: 5, offset: 0 });
  return pages.map(({ page }) => page.id).sort();
};

/** The same database, which does nothing more before or after its n-th transaction. */
function breakingAt(n: number, done: boolean): Database {
  let batches = 0;
  return {
    prepare: (sql) => db.prepare(sql) as Statement,
    async batch<Row>(statements: Statement[]) {
      batches += 1;
      if (batches > n || (batches === n && !done)) throw new Error('stopped');
      const answer = await (db as Database).batch<Row>(statements);
      if (batches === n) throw new Error('stopped');
      return answer;
    },
  };
}

beforeAll(importDemo);
afterAll(importDemo);

test('wherever an import is stopped, readers have the old corpus or the new one whole, and the next import completes', async () => {
  await importGuide('барсук');
  let stopped = 0;
  for (let n = 1, ended = false; !ended; n += 1) {
    for (const done of [false, true]) {
      const word = `выдра${'аб'.repeat(n)}${done ? 'в' : 'г'}`;
      const end = await importGuide(word, breakingAt(n, done)).then(
        () => 'whole',
        () => 'stopped',
      );
      if (end === 'stopped') stopped += 1;
      else ended = true;
      const [before, after] = [await found('барсук'), await found(word)];
      expect([before.length, after.length].sort(), `transaction ${n}`).toEqual([0, 2]);
      await importGuide('барсук');
      expect(await found('барсук')).toEqual(['Z9.1:1', 'Z9.1:2']);
    }
  }
  expect(stopped).toBeGreaterThan(15);
}, 180_000);

test('what older imports left is removed, but for the generation that readers may still be in', async () => {
  await importGuide('ёж');
  await importGuide('крот');
  const { results } = await db.prepare('SELECT DISTINCT generation FROM page').all<{ generation: number }>();
  expect(results).toHaveLength(2);
  const tables = await db.prepare("SELECT name FROM sqlite_master WHERE sql LIKE 'CREATE VIRTUAL%'").all();
  expect(tables.results).toHaveLength(6);
});

test('a request stays in the generation in which it began', async () => {
  await importGuide('лиса');
  const store = d1CorpusStore(db);
  const { id } = await store.generation();
  await importGuide('волк');
  expect((await store.page('Z9.1:1'))?.text).toContain('лиса');
  expect((await store.generation()).id).toBe(id);
  expect((await d1CorpusStore(db).page('Z9.1:1'))?.text).toContain('волк');
});

test('the same corpus is not imported twice', async () => {
  const first = await importGuide('рысь');
  expect(first).toMatchObject({ imported: true, changed: 2, removed: 0 });
  expect(await importGuide('рысь')).toMatchObject({ imported: false, generation: first.generation });
});
