import { refusalOf } from '@aisystant/testing';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { importCorpus } from '../../build/import-corpus.ts';
import { parseCorpus } from '../../build/parse-corpus.ts';
import { db, importDemo } from '../testing/corpus.ts';
import { ask, send } from '../testing/person.ts';
import { getPage } from '../tools/get-page.ts';
import { searchGuides } from '../tools/search-guides.ts';

const words = Array.from({ length: 60 }, (_, n) => `слово${n % 17}х${n}`).join(' ');
const importAt = (path: string, text: string, status = 'current') =>
  importCorpus(
    db,
    parseCorpus([{ path: `${path}.md`, text: `---\ntitle: Кочевник\nstatus: ${status}\n---\n${text}\n` }], 'ru'),
    { glossary: [], lookUp: () => null, now: '2026-11-28T01:00:00.000Z' },
  );
const read = async (id: string) => {
  const { data } = await ask(getPage, { id });
  return (data as { pages: { id: string; markdown: string; status: string }[] }).pages[0];
};

beforeAll(importDemo);
afterAll(importDemo);

test('a page that moves again and again is found by every name it ever had, in any spelling', async () => {
  await importAt('personal/1-1-guide/01-section/01-first', words);
  const before = await read('guide/section/first');
  await importAt('personal/1-1-guide/07-other/05-second', `${words} и несколько новых слов`);
  await importAt('personal/2-1-кочевье/01-раздел/01-третья', `${words} и несколько новых слов`);
  const names = ['guide/section/first', 'guide/other/second', 'кочевье/раздел/третья', before?.id ?? ''];
  for (const name of names) {
    for (const spelling of [name, name.toUpperCase(), encodeURIComponent(name), `guides://${name}`, `/${name}.md`]) {
      expect(await read(spelling), spelling).toMatchObject({
        id: before?.id,
        markdown: expect.stringContaining('новых'),
      });
    }
  }
});

const pageFile = (path: string, text: string, fields = '') => ({
  path: `${path}.md`,
  text: `---\ntitle: Кочевник\n${fields}---\n${text}\n`,
});
const importFiles = (...files: readonly ReturnType<typeof pageFile>[]) =>
  importCorpus(db, parseCorpus(files, 'ru'), { glossary: [], lookUp: () => null, now: '2026-11-28T01:00:00.000Z' });
const textOf = (seed: string) => Array.from({ length: 60 }, (_, n) => `${seed}${n % 17}х${n}`).join(' ');

test('a page that moved and then got a permanent number is found by every name it had', async () => {
  await importFiles(pageFile('personal/1-1-порядок/01-раздел/01-а', textOf('номер')));
  await importFiles(pageFile('personal/1-1-порядок/02-другой/01-б', textOf('номер')));
  await importFiles(
    pageFile('personal/1-1-порядок/02-другой/01-б', textOf('номер'), 'subsection_id: PD.GUIDE.7.S1.SS1\n'),
  );
  for (const name of ['порядок/раздел/а', 'порядок/другой/б', 'PD.GUIDE.7.S1.SS1'])
    expect(await read(name), name).toMatchObject({ id: 'PD.GUIDE.7.S1.SS1' });
});

test('a page that moved and is away for some imports is found by every name it had when it is back', async () => {
  const other = pageFile('personal/1-1-отпуск/03-третий/01-в', textOf('иной'));
  await importFiles(other, pageFile('personal/1-1-отпуск/01-раздел/01-а', textOf('отпуск')));
  await importFiles(other, pageFile('personal/1-1-отпуск/02-другой/01-б', textOf('отпуск')));
  expect(await importFiles(other)).toMatchObject({ removed: 1 });
  expect(await refusalOf(ask(getPage, { id: 'отпуск/раздел/а' }))).toMatchObject({ code: 'NOT_FOUND' });
  expect(await importFiles(pageFile('personal/1-1-отпуск/03-третий/01-в', textOf('ещё')))).toMatchObject({
    removed: 0,
  });
  await importFiles(other, pageFile('personal/1-1-отпуск/02-другой/01-б', textOf('отпуск')));
  for (const name of ['отпуск/раздел/а', 'отпуск/другой/б'])
    expect(await read(name), name).toMatchObject({ id: 'отпуск/раздел/а' });
});

test('the address of a page opens it, also where another page was before', async () => {
  await importFiles(pageFile('personal/1-1-место/01-раздел/01-а', textOf('прежний')));
  await importFiles(
    pageFile('personal/1-1-место/01-раздел/01-а', textOf('новый')),
    pageFile('personal/1-1-место/02-другой/01-б', textOf('прежний')),
  );
  const open = async (uri: string) => (await send({ method: 'resources/read', params: { uri } })) as { text: string };
  for (const word of ['прежний3х3', 'новый3х3']) {
    const { data } = await ask(searchGuides, { query: word });
    const [hit] = (data as { guides: { pages: { id: string; uri: string }[] }[] }).guides.flatMap(({ pages }) => pages);
    for (const name of [hit?.id, hit?.uri, encodeURI(hit?.uri ?? '')])
      expect((await read(name ?? ''))?.markdown, name).toContain(word);
    expect((await open(hit?.uri ?? '')).text).toContain(word);
  }
});

test('a draft is found and marked, and can be left out', async () => {
  await importAt('personal/1-1-guide/01-section/01-draft', 'Единственный черновик.', 'draft');
  const found = await ask(searchGuides, { query: 'единственный' });
  expect(found.data).toMatchObject({ guides: [{ pages: [{ status: 'draft' }] }] });
  expect(found.summary).toContain('(черновик)');
  expect((await ask(searchGuides, { query: 'единственный', current_only: true })).data).toMatchObject({ guides: [] });
  expect((await ask(searchGuides, { query: 'guide/section/draft', current_only: true })).data).toMatchObject({
    guides: [],
  });
});
