import { refusalOf } from '@aisystant/testing';
import { beforeAll, describe, expect, test } from 'vitest';
import { importDemo } from '../testing/corpus.ts';
import { ask } from '../testing/person.ts';
import { checkContext } from './check-context.ts';
import { fetch } from './fetch.ts';
import { getConcept } from './get-concept.ts';
import { getPage } from './get-page.ts';
import { getToc } from './get-toc.ts';
import { listGuides } from './list-guides.ts';
import { listPath } from './list-path.ts';
import { nextPage } from './next-page.ts';
import { search } from './search.ts';
import { searchGuides } from './search-guides.ts';

beforeAll(importDemo);

describe('search and fetch, as research assistants call them', () => {
  test('answer one JSON text that equals the data', async () => {
    const found = await ask(search, { query: 'слот' });
    expect(JSON.parse(found.summary)).toEqual(found.data);
    const { results } = found.data as { results: { id: string; title: string; url: string }[] };
    expect(results.length).toBeGreaterThan(2);
    for (const result of results) {
      expect(Object.keys(result)).toEqual(['id', 'title', 'url']);
      expect(() => new URL(result.url)).not.toThrow();
      const document = await ask(fetch, { id: result.id });
      expect(JSON.parse(document.summary)).toEqual(document.data);
      expect(document.data).toMatchObject({ id: result.id, url: result.url, text: expect.stringMatching(/\S/) });
    }
  });

  test('take exactly one argument each', () => {
    expect(Object.keys(search.input.shape)).toEqual(['query']);
    expect(Object.keys(fetch.input.shape)).toEqual(['id']);
  });
});

test('answers to exercises come only when they are asked for, and are never found', async () => {
  const shown = async (answers: boolean) =>
    (await ask(getPage, { id: 'X1.1:4', answers })).data as { pages: { markdown: string; answers_hidden: boolean }[] };
  const [hidden] = (await shown(false)).pages;
  const [open] = (await shown(true)).pages;
  expect(hidden?.answers_hidden).toBe(true);
  expect(open?.answers_hidden).toBe(false);
  const answers = open?.markdown.slice(hidden?.markdown.length) ?? '';
  expect(answers).toContain('Ответы');
  const [line = ''] = answers.split('\n').filter((each) => each.length > 60);
  const found = await ask(searchGuides, { query: line.slice(0, 200), limit: 20 });
  expect(JSON.stringify(found.data)).not.toContain(line.slice(10, 60));
});

test('a page says what to read before and what its reader can do', async () => {
  const { data } = await ask(getPage, { id: 'X1.1:2', part: 'outline' });
  expect(data).toMatchObject({
    pages: [{ markdown: '', read_before: [{ id: 'X1.1:1' }] }],
    previous: { id: 'X1.1:1' },
    next: { id: 'X1.1:3' },
  });
  const first = await ask(getPage, { id: 'X1.1:1', part: 'outline' });
  expect(first.data).toMatchObject({ pages: [{ can_do: [expect.stringMatching(/рывок и ритм/)] }], previous: null });
});

test('pages from one to another are read in order', async () => {
  const { data } = await ask(getPage, { id: 'X1.1:2', until: 'X1.1:3', max_chars: 18_000 });
  expect((data as { pages: { id: string }[] }).pages.map(({ id }) => id)).toEqual(['X1.1:2', 'X1.1:3']);
  expect(await refusalOf(ask(getPage, { id: 'X1.1:3', until: 'X1.1:2' }))).toMatchObject({ field: 'until' });
});

test.each([
  [getPage, { id: 'X9.9:9' }, 'id'],
  [getToc, { guide: 'нет такого' }, 'guide'],
  [getConcept, { term: 'квантовая хромодинамика' }, 'term'],
  [listPath, { id: 'ritm-uchenik' }, 'id'],
] as const)('what does not exist is refused with its field and what to do next', async (tool, input, field) => {
  const refusal = await refusalOf(ask(tool as typeof getPage, input));
  expect(refusal).toMatchObject({ code: 'NOT_FOUND', field, hint: expect.stringMatching(/\S/) });
});

test('a table of contents of any depth comes in pages that make it up', async () => {
  const all: unknown[] = [];
  let cursor: string | null = null;
  do {
    const { data } = await ask(getToc, { guide: 'X1', depth: 3, limit: 7, ...(cursor && { cursor }) });
    const page = data as { entries: unknown[]; next_cursor: string | null };
    all.push(...page.entries);
    cursor = page.next_cursor;
  } while (cursor !== null);
  const { data } = await ask(getToc, { guide: 'ritm-uchenika', depth: 3, limit: 300 });
  expect((data as { entries: unknown[] }).entries).toEqual(all);
});

test('the place of a page is told with what is around it', async () => {
  const { data } = await ask(listPath, { id: 'X1.2:3' });
  expect(data).toMatchObject({ position: 7, of: 12, previous: 'X1.2:2', next: 'X1.2:4' });
  const { entries } = data as { entries: { id: string; current: boolean }[] };
  expect(entries.filter(({ current }) => current).map(({ id }) => id)).toEqual(['X1.2:3']);
});

test('a concept is found by any of its names and forms', async () => {
  for (const term of ['помидорка', 'помидорки', 'pomodoro', 'Помодоро']) {
    expect((await ask(getConcept, { term })).data).toMatchObject({ term: 'помидорка' });
  }
});

test('what to read next fits into the time, and a guide ends', async () => {
  const { data } = await ask(nextPage, { guide: 'X1', after: 'X1.1:1', minutes: 8 });
  const { pages, reading_minutes: minutes } = data as { pages: { id: string }[]; reading_minutes: number };
  expect(pages[0]?.id).toBe('X1.1:2');
  expect(minutes).toBeLessThanOrEqual(8);
  expect((await ask(nextPage, { guide: 'X1', after: 'X1.3:4' })).data).toMatchObject({ pages: [], finished: true });
});

test('a guide is recommended at the stage it is written for', async () => {
  const { data } = await ask(listGuides, { stage: 'STG.Learner.Systematic' });
  const { guides } = data as { guides: { code: string; recommended: boolean }[] };
  expect(guides.filter(({ recommended }) => recommended).map(({ code }) => code)).toContain('X3');
});

test('the search keeps to a guide, a stage, and a kind of page', async () => {
  const ids = async (filter: object) => {
    const { data } = await ask(searchGuides, { query: 'неделя слот время', limit: 20, ...filter });
    return (data as { guides: { slug: string; pages: { id: string; type: string }[] }[] }).guides;
  };
  for (const { slug } of await ids({ guide: 'X2' })) expect(slug).toBe('uchet-vremeni');
  for (const { pages } of await ids({ types: ['questions'] })) {
    for (const { type } of pages) expect(type).toBe('questions');
  }
  const forFirst = (await ids({ stage: 'STG.Learner.Random' })).map(({ slug }) => slug);
  expect(forFirst).toContain('ritm-uchenika');
  expect(forFirst).not.toContain('uchet-vremeni');
});

test('a page or a guide that the query names keeps to the filters as any other does', async () => {
  const found = async (query: string, filter: object) => {
    const { data } = await ask(searchGuides, { query, ...filter });
    return (data as { guides: { slug: string; pages: { id: string; type: string }[] }[] }).guides;
  };
  const ids = async (filter: object) =>
    (await found('X1.2:3', filter)).flatMap(({ pages }) => pages.map(({ id }) => id));
  expect(await ids({ guide: 'X1', types: ['text'] })).toEqual(['X1.2:3']);
  for (const filter of [{ guide: 'X2' }, { types: ['case'] }, { programme: 'нет такой' }])
    expect(await ids(filter), JSON.stringify(filter)).not.toContain('X1.2:3');
  const forFirst = { stage: 'STG.Learner.Random' };
  expect((await found('X4.1:1', forFirst)).flatMap(({ pages }) => pages.map(({ id }) => id))).not.toContain('X4.1:1');
  const title = 'введение в системный взгляд';
  expect((await found(title, {})).map(({ slug }) => slug)).toContain('sistemnyj-vzglyad');
  expect((await found(title, forFirst)).map(({ slug }) => slug)).not.toContain('sistemnyj-vzglyad');
  for (const { pages } of await found(title, { types: ['questions'] }))
    for (const { type } of pages) expect(type).toBe('questions');
});

test('what is checked against are fragments that have the words, of the named page', async () => {
  const { data } = await ask(checkContext, { question: 'минимум на плохой день', page: 'X1.2:3', limit: 3 });
  const { fragments } = data as { fragments: { page: string; text: string }[] };
  expect(fragments.length).toBeGreaterThan(0);
  for (const { page } of fragments) expect(page).toBe('X1.2:3');
  expect(fragments[0]?.text).toMatch(/минимум/i);
});

test('where nothing was found to check against it is said where it was looked for', async () => {
  const elsewhere = await ask(checkContext, { question: 'надсистема', page: 'X1.2:3' });
  expect(elsewhere.data).toMatchObject({ status: 'NO_DATA', fragments: [] });
  expect(elsewhere.summary).toBe('На названных страницах об этом ничего не нашлось; во всех руководствах — без page.');
  expect((await ask(checkContext, { question: 'надсистема' })).data).toMatchObject({ status: 'OK' });
  const nowhere = await ask(checkContext, { question: 'кварковая хромодинамика' });
  expect(nowhere.summary).toBe('На действующих страницах руководств об этом ничего не нашлось.');
});
