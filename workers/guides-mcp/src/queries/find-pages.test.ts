import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { importCorpus } from '../../build/import-corpus.ts';
import { parseCorpus } from '../../build/parse-corpus.ts';
import { d1CorpusStore } from '../store/d1-corpus-store.ts';
import { db, importDemo } from '../testing/corpus.ts';
import { findPages } from './find-pages.ts';
import { searchGuides } from './search-guides.ts';

const long = (words: string) => `${words}, и ещё раз ${words}, а потом снова ${words}.\n`.repeat(40);
const PAGES = [
  ['Понятие метода', 'Здесь сказано, что это такое.'],
  ['Перенос в жизнь', long('понятие метода')],
  ['Состав метода', long('понятие, метод')],
  ['Роль ученика', 'Кем бывает тот, кто пришёл.'],
  ['Список дел', long('роль ученика')],
  ['Запись замысла', 'Одна строка утром.'],
  ['Утро', long('замысел и запись')],
  ['Экран', 'Онлайн встреча, в коде my_room.'],
] as const;
const text = PAGES.map(([title, body], n) => `## Z9.1:${n + 1} - ${title}\n\n${body}\n`).join('\n');

beforeAll(async () => {
  await importDemo();
  const files = [{ path: 'z9.md', text: `---\ncode: Z9\nslug: z\ntitle: Проба\n---\n# Z9.1 Раздел\n\n${text}` }];
  const options = { glossary: [], lookUp: () => null, now: '2026-11-28T01:00:00.000Z' };
  await importCorpus(db, parseCorpus(files, 'z'), options);
});
afterAll(importDemo);

const found = async (query: string) => {
  const options = { filters: { currentOnly: false }, limit: 5, offset: 0 };
  const { pages } = await findPages(d1CorpusStore(db), query, options);
  return pages.map(({ page }) => page.title);
};

describe('a page whose title is asked for is before long pages that have the words often', () => {
  test.each([
    ['понятия методов', 'Понятие метода'],
    ['о роли учеников', 'Роль ученика'],
    ['записями замыслов', 'Запись замысла'],
  ])('%s', async (query, title) => expect((await found(query))[0]).toBe(title));
});

test('a word that is in no page finds words of its family', async () => {
  expect(await found('методика')).toContain('Понятие метода');
});

describe('a long question most of whose words are in no page', () => {
  const unknown = 'квантовая хромодинамика зимнего трамвая';
  test('is answered by a page that has two of its words', async () => {
    expect(await found(`${unknown} роль ученика`)).toContain('Роль ученика');
  });
  test('is not answered by a page that has one of them by chance', async () => {
    expect(await found(`${unknown} ученика`)).toEqual([]);
  });
});

test.each(['онлайн-встреча', 'из-за онлайн встречи', 'my_room', 'онлайн\u00ADовая встреча'])(
  'a word with a hyphen is asked for by its parts, and code as it is written: %s',
  async (query) => {
    expect((await found(query))[0]).toBe('Экран');
  },
);

test('words with a hyphen that pages write apart are not called unknown', async () => {
  const options = { filters: { currentOnly: false }, limit: 5, offset: 0 };
  const read = (query: string) => findPages(d1CorpusStore(db), query, options);
  expect(await read('онлайн-встреча')).toMatchObject({ unknown: [], pages: [{ share: 1 }] });
  expect(await read('роль-брандмауэр')).toMatchObject({ unknown: ['брандмауэр'] });
});

test('a page that is named is shown whole where it is short, and cut with a mark where it is not', async () => {
  const options = { filters: { currentOnly: false }, limit: 5, baseUrl: '' };
  const snippetOf = async (query: string) =>
    (await searchGuides(d1CorpusStore(db), query, options)).guides[0]?.pages[0]?.snippet;
  expect(await snippetOf('Z9.1:8')).toBe('Онлайн встреча, в коде my_room.');
  expect(await snippetOf('Z9.1:2')).toMatch(/^понятие метода, .{100,}…$/);
});
