import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { readGlossary } from './read-glossary.ts';

const read = (text: string) => readGlossary({ path: 'glossary.json', text });

describe('the glossary of a folder', () => {
  test.each([
    [
      'a comma too few',
      '[\n  {\n    "term": "слот"\n    "pages": []\n  }\n]',
      /glossary\.json: не удалось прочитать JSON около строки 4: .*запятые/,
    ],
    [
      'an unknown field',
      '[{ "term": "слот", "synonims": [] }]',
      /glossary\.json, поле \[0\]\.synonims: такого поля нет/,
    ],
    [
      'no name',
      '[{ "term": "слот" }, { "definition": "Время." }]',
      /glossary\.json, поле \[1\]\.term: обязательное поле/,
    ],
    [
      'a list that is a text',
      '[{ "term": "слот", "synonyms": "окно" }]',
      /glossary\.json, поле \[0\]\.synonyms: нужен список/,
    ],
    [
      'two entries of one name',
      '[{ "term": "слот" }, { "term": "Слот" }]',
      /glossary\.json, поле \[1\]\.term: «слот» уже есть выше/,
    ],
  ])('with %s is refused in a sentence with its file and its field', (_, text, refusal) => {
    expect(() => read(text)).toThrow(
      expect.objectContaining({ name: 'WrongGlossary', message: expect.stringMatching(refusal) }),
    );
  });

  test('of the school is read whole', async () => {
    const text = await readFile(path.resolve(import.meta.dirname, '../content/glossary.json'), 'utf8');
    expect(read(text)).toHaveLength(JSON.parse(text).length);
  });
});
