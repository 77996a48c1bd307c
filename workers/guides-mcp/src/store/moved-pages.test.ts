import { afterAll, beforeAll, expect, test } from 'vitest';
import { importCorpus } from '../../build/import-corpus.ts';
import { parseCorpus } from '../../build/parse-corpus.ts';
import { db, importDemo } from '../testing/corpus.ts';
import { ask } from '../testing/person.ts';
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

test('a draft is found and marked, and can be left out', async () => {
  await importAt('personal/1-1-guide/01-section/01-draft', 'Единственный черновик.', 'draft');
  const found = await ask(searchGuides, { query: 'единственный' });
  expect(found.data).toMatchObject({ guides: [{ pages: [{ status: 'draft' }] }] });
  expect(found.summary).toContain('(черновик)');
  expect((await ask(searchGuides, { query: 'единственный', current_only: true })).data).toMatchObject({ guides: [] });
});
