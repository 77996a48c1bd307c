import { beforeAll, expect, test } from 'vitest';
import { PAGE_TYPES } from '../domain/corpus/model.ts';
import { importDemo } from '../testing/corpus.ts';
import { ask } from '../testing/person.ts';
import { getPage } from './get-page.ts';
import { listGuides } from './list-guides.ts';
import { searchGuides } from './search-guides.ts';

beforeAll(importDemo);

const found = async (query: string, rest: object = {}) => {
  const { data } = await ask(searchGuides, { query, ...rest });
  return data as {
    status: string;
    guides: { slug: string; pages: { id: string; snippet: string }[] }[];
    next_cursor: string | null;
  };
};
const ids = (answer: Awaited<ReturnType<typeof found>>) =>
  answer.guides.flatMap(({ pages }) => pages.map(({ id }) => id));

test('a question in a learner’s words finds its page', async () => {
  expect(ids(await found('что делать если пропустил неделю'))).toContain('X1.3:2');
});

test.each(['X4.1:3', 'х4.1:3', 'Х4.1:3', '%D1%854.1:3'])(
  'a permanent number finds its page alone: %s',
  async (number) => {
    expect(ids(await found(number))).toEqual(['X4.1:3']);
  },
);

test('nothing is found for words that no page has, and the answer says so', async () => {
  expect(await found('квантовая хромодинамика')).toMatchObject({ status: 'NO_DATA', guides: [] });
});

test('no fewer pages are counted than are shown, also where only the title of a guide has the words', async () => {
  const { guides } = (await ask(listGuides, {})).data as { guides: { title: string }[] };
  for (const { title: query } of guides) {
    for (const filter of [{}, ...PAGE_TYPES.map((type) => ({ types: [type] }))]) {
      const { data, summary } = await ask(searchGuides, { query, limit: 2, ...filter });
      const answer = data as unknown as Awaited<ReturnType<typeof found>> & { total_estimate: number };
      expect(answer.total_estimate, `${query} ${JSON.stringify(filter)}`).toBeGreaterThanOrEqual(ids(answer).length);
      expect(summary.startsWith('Найдено: 0'), summary).toBe(false);
    }
  }
});

test('pages of results do not overlap and end', async () => {
  const seen: string[] = [];
  let cursor: string | null = null;
  do {
    const answer: Awaited<ReturnType<typeof found>> = await found('слот минимум', {
      limit: 7,
      ...(cursor && { cursor }),
    });
    seen.push(...ids(answer));
    cursor = answer.next_cursor;
  } while (cursor !== null);
  expect(new Set(seen).size).toBe(seen.length);
  expect(seen.length).toBeGreaterThan(7);
});

test('the pieces of a section make up its pages', async () => {
  let cursor: string | null = null;
  let text = '';
  do {
    const { data } = await ask(getPage, { id: 'X1.1', max_chars: 900, ...(cursor && { cursor }) });
    const answer = data as { pages: { markdown: string }[]; next_cursor: string | null };
    text += answer.pages.map(({ markdown }) => markdown).join('');
    cursor = answer.next_cursor;
  } while (cursor !== null);
  const { data } = await ask(getPage, { id: 'X1.1', max_chars: 18_000 });
  expect(text).toBe((data as { pages: { markdown: string }[] }).pages.map(({ markdown }) => markdown).join(''));
});

test('a permanent number is said as people write it', async () => {
  const absent = await ask(searchGuides, { query: 'X9.9:9' });
  expect(absent.data).toMatchObject({ unknown_words: ['X9.9:9'] });
  const { data } = await ask(searchGuides, { query: 'минимум X1.2:3' });
  expect(JSON.stringify(data)).toContain('"X1.2:3"');
  expect(JSON.stringify([absent, data])).not.toMatch(/nox\d/);
});
