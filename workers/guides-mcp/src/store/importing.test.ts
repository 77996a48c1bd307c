import { afterAll, beforeAll, expect, test } from 'vitest';
import { importCorpus } from '../../build/import-corpus.ts';
import { parseCorpus } from '../../build/parse-corpus.ts';
import type { SourceFile } from '../../build/parsed.ts';
import { db, importDemo } from '../testing/corpus.ts';
import { d1CorpusStore } from './d1-corpus-store.ts';

const importFiles = (...files: readonly SourceFile[]) =>
  importCorpus(db, parseCorpus(files, 'z'), {
    glossary: [],
    lookUp: () => null,
    now: '2026-11-28T01:00:00.000Z',
  });
const guide = (number: string, text: string) => `# ${number} Раздел\n\n## ${number}:1 - Страница\n\n${text}\n`;

beforeAll(importDemo);
afterAll(importDemo);

test('a folder without one page leaves the guides as they are', async () => {
  await importFiles({ path: 'z9.md', text: guide('Z9.1', 'Здесь бобёр.') });
  await expect(importFiles({ path: 'README.md', text: 'Это не страница.' })).rejects.toThrow(
    /no page[\s\S]*README\.md/,
  );
  expect(await d1CorpusStore(db).page('Z9.1:1')).toMatchObject({ text: 'Здесь бобёр.' });
});
