import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { importCorpus } from '../../build/import-corpus.ts';
import { parseCorpus } from '../../build/parse-corpus.ts';
import type { SourceFile } from '../../build/parsed.ts';
import { addressKey, keyOf } from '../domain/corpus/page-key.ts';
import { db, importDemo } from '../testing/corpus.ts';

beforeAll(importDemo);
afterAll(importDemo);

// Names that are alike: by case, by alphabet, by their numbers.
const folder = fc.constantFrom(
  'a',
  '1-a',
  '2-a',
  'A',
  '1-A',
  'b',
  'x9.1',
  'X9',
  'start',
  'index',
  'а',
  'archive',
  '01',
);
const id = fc.constantFrom(null, null, 'X9.1:1', 'x9.1:1', 'Х9.1:2', 'a/start/a', 'P.1', 'p.1', 'a', 'x9');
const words = fc.constantFrom('Текст.', 'Другой текст.', '', '## Ответы\n\nТайна.', 'Много слов. '.repeat(30));
const number = fc.constantFrom('X9.1:1', 'x9.1:1', 'X9.1:2', 'X9.2:1', 'Х9.1:1', 'X9.1:1.1', 'X9.1:End');

const pageFile = fc.record({ id, words }).map(({ id: own, words: text }) => {
  const fields = own === null ? '' : `subsection_id: ${own}\n`;
  return `---\ntitle: Имя\n${fields}---\n${text}\n`;
});
const guideFile = fc.record({ slug: folder, numbers: fc.array(number, { minLength: 1, maxLength: 4 }) });
const guideText = guideFile.map(({ slug, numbers }) => {
  const pages = numbers.map((each, n) => `## ${each} - Имя\n\nТекст ${n}.\n`);
  return `---\nslug: ${slug}\n---\n# X9.1 Раздел\n\n${pages.join('\n')}`;
});
const file = fc.record({
  path: fc.array(folder, { minLength: 1, maxLength: 5 }).map((parts) => `${parts.join('/')}.md`),
  text: fc.oneof(pageFile, pageFile, guideText),
});
const files = fc.uniqueArray(file, { minLength: 1, maxLength: 9, selector: ({ path }) => path });

/** What the names of the present generation mean. */
async function targets(): Promise<ReadonlyMap<unknown, unknown>> {
  const sql = 'SELECT name, kind, target FROM alias WHERE generation = (SELECT generation FROM pointer)';
  const { results } = await db.prepare(sql).all();
  return new Map(results.map(({ name, kind, target }) => [name, `${kind} ${target}`]));
}

/** Imports them; false when there is no page in them. */
async function imported(given: readonly SourceFile[]): Promise<boolean> {
  const options = { glossary: [], lookUp: () => null, now: '2026-11-28T01:00:00.000Z' };
  const corpus = parseCorpus(given, 'ru');
  if (corpus.pages.length === 0) return false;
  expect(await importCorpus(db, corpus, options)).toMatchObject({ pages: corpus.pages.length });
  return true;
}

test('every page is found by its id and at its address, whatever was imported before', async () => {
  await fc.assert(
    fc.asyncProperty(files, async (given) => {
      if (!(await imported(given))) return;
      const names = await targets();
      const sql = 'SELECT id, path FROM page WHERE generation = (SELECT generation FROM pointer)';
      for (const { id: own, path } of (await db.prepare(sql).all<{ id: string; path: string }>()).results) {
        expect([own, names.get(keyOf(own))]).toEqual([own, `page ${own}`]);
        expect([path, names.get(addressKey(path)) ?? names.get(keyOf(path))]).toEqual([path, `page ${own}`]);
      }
    }),
    { numRuns: 15 },
  );
});
