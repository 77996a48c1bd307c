import { env, exports } from 'cloudflare:workers';
import { createPeople } from '@aisystant/testing';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { importCorpus } from '../../build/import-corpus.ts';
import { parseCorpus } from '../../build/parse-corpus.ts';
import { server } from '../server.ts';
import { db, importDemo } from '../testing/corpus.ts';
import { SimulatedAi, SimulatedVectorize } from '../testing/simulated-vectors.ts';
import { searchGuides } from '../tools/search-guides.ts';
import { cloudflareVectors } from './cloudflare-vectors.ts';
import { d1CorpusStore } from './d1-corpus-store.ts';
import { vectorDependency } from './vector-dependency.ts';

/** To the model of these tests a car is what the texts call an automobile. */
const ai = new SimulatedAi({ тачка: 'автомобиль', гараж: 'стоянка' });
const index = new SimulatedVectorize();
const bindings = { AI: ai, VECTORS: index };
const ask = createPeople(server, { ...(env as object), ...bindings }, exports).clientOf('reader');
const askByWords = createPeople(server, env, exports).clientOf('reader');

const page = (n: number, title: string, text: string, rest = '') => ({
  path: `docs/ru/personal/1-${n % 2 === 0 ? '1-even' : '2-odd'}/01-part/${String(n).padStart(2, '0')}-page.md`,
  text: `---\ntitle: ${title}\norder: ${n}\n${rest}---\n${text}\n\n## Ответы\n\nАвтомобиль тайный.\n`,
});
const FILES = [
  page(1, 'Автомобиль', 'Автомобиль ездит. Автомобиль стоит.'),
  page(2, 'Стоянка', 'Автомобиль и стоянка.', 'status: draft\n'),
  page(3, 'Дорога', 'Автомобиль, автомобиль и снова автомобиль.', 'stage_relevant: [2]\n'),
  page(4, 'Разное', 'Тачка для сада, а не то, о чём речь. Урожай, лопата, грядка, лейка, рассада.'),
  ...Array.from({ length: 8 }, (_, n) => page(10 + n, `Сад ${n}`, `Грядка и лопата, вот и весь сад ${n}. Лейка.`)),
];
const OPTIONS = { glossary: [], lookUp: () => null, now: '2026-11-28T01:00:00.000Z' };
const importFiles = (vectors: boolean) =>
  importCorpus(db, parseCorpus(FILES, 'ru'), { ...OPTIONS, vectors: vectors ? cloudflareVectors(ai, index) : null });

interface Answer {
  readonly status: string;
  readonly guides: readonly {
    readonly slug: string;
    readonly pages: readonly { title: string; id: string; status: string; snippet: string; matched_terms: string[] }[];
  }[];
  readonly next_cursor: string | null;
}
const found = async (query: string, rest: object = {}, by = ask) =>
  (await by(searchGuides, { query, ...rest })).data as unknown as Answer;
const pagesOf = ({ guides }: Answer) => guides.flatMap(({ pages }) => pages);

beforeAll(async () => {
  await importDemo();
  await importFiles(true);
  index.settle();
});
afterAll(importDemo);

test('a page is found by what it means, though it has no word of the question', async () => {
  expect(pagesOf(await found('тачка', {}, askByWords)).map(({ title }) => title)).toEqual(['Разное']);
  const titles = pagesOf(await found('тачка')).map(({ title }) => title);
  expect(titles).toEqual(expect.arrayContaining(['Автомобиль', 'Дорога', 'Разное']));
  expect(titles).not.toContain('Сад 1');
});

test('where no page has the words, those that mean the same answer, and none else', async () => {
  expect(await found('гараж', {}, askByWords)).toMatchObject({ status: 'NO_DATA' });
  expect(pagesOf(await found('гараж')).map(({ title }) => title)).toEqual(['Стоянка']);
  expect(await found('квантовая хромодинамика')).toMatchObject({ status: 'NO_DATA', next_cursor: null });
});

test('a snippet marks no word that the question does not have, and no answer of an exercise is found', async () => {
  for (const { title, snippet, matched_terms } of pagesOf(await found('тачка'))) {
    if (title === 'Разное') expect(snippet).toContain('**Тачка**');
    else expect({ snippet, matched_terms }).toEqual({ snippet: expect.not.stringContaining('**'), matched_terms: [] });
  }
  expect(ai.texts.join('\n')).not.toContain('тайный');
});

test('filters hold for pages that are found by meaning', async () => {
  const titlesOf = async (filter: object) => pagesOf(await found('тачка', filter)).map(({ title }) => title);
  expect(await titlesOf({ current_only: true })).not.toContain('Стоянка');
  expect(await titlesOf({ stage: 'STG.Learner.Random' })).not.toContain('Дорога');
  expect(await titlesOf({ types: ['checklist'] })).toEqual([]);
  const { guides } = await found('тачка', { guide: 'odd' });
  expect(guides.map(({ slug }) => slug)).toEqual(['odd']);
  expect(await titlesOf({ programme: 'no-such' })).toEqual([]);
});

describe('pages of results', () => {
  const all = async (query: string, limit: number, between: () => void) => {
    const ids: string[] = [];
    let cursor: string | null = null;
    do {
      const answer: Answer = await found(query, { limit, ...(cursor && { cursor }) });
      // Pages of one answer are grouped by guide, so that only their set is compared.
      ids.push(...pagesOf(answer).map(({ id }) => id));
      cursor = answer.next_cursor;
      between();
    } while (cursor !== null);
    return ids;
  };

  test('do not overlap and end, whatever becomes of the vectors in between', async () => {
    const whole = await all('тачка лопата', 20, () => {});
    expect(whole.length).toBeGreaterThan(8);
    for (const limit of [1, 2, 3, 5]) {
      const ids = await all('тачка лопата', limit, () => {
        ai.fault = { rejects: 'down' };
      });
      ai.fault = null;
      expect(ids.toSorted(), `by ${limit}`).toEqual(whole.toSorted());
    }
  });
});

test('while vectors fail, the answer is the one of words alone', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.constantFrom('тачка', 'автомобиль', 'сад', 'лопата', 'гараж', 'дорога'), {
        minLength: 1,
        maxLength: 3,
      }),
      fc.constantFrom({ rejects: 'down' }, { answers: { matches: 'none' } }, { answers: null }),
      async (words, fault) => {
        index.fault = fault;
        try {
          expect(await found(words.join(' '))).toEqual(await found(words.join(' '), {}, askByWords));
        } finally {
          index.fault = null;
        }
      },
    ),
    { numRuns: 15 },
  );
});

test('the doctor hears whether pages are found by meaning, and of which generation', async () => {
  const of = (vectors: boolean) =>
    vectorDependency(d1CorpusStore(db), vectors ? cloudflareVectors(ai, index) : null).check();
  const { id, vectors } = await d1CorpusStore(db).generation();
  expect(await of(false)).toEqual({ status: 'ok', detail: expect.stringContaining('off') });
  expect(await of(true)).toEqual({
    status: 'ok',
    detail: expect.stringContaining(`generation ${id} has ${vectors} passages`),
  });
});
