import { describe, expect, test } from 'vitest';
import { frontMatter, textField } from './front-matter.ts';
import { parseCorpus } from './parse-corpus.ts';

const pagesOf = (text: string) =>
  parseCorpus([{ path: 'docs/ru/personal/1-1-guide/01-section/01-p.md', text }], 'ru').pages;

test.each([
  '# ---- поля редакции ----',
  '# ---',
  'description: до и после ---',
  'author: "---"',
  '# ---\n# ещё\n# ---',
])('a front matter ends with a line of its own, and not with %j', (line) => {
  const text = `---\ntitle: Имя\n${line}\nstatus: draft\n---\nТекст.`;
  expect(pagesOf(text)).toMatchObject([{ title: 'Имя', status: 'draft', text: 'Текст.' }]);
});

test.each([
  ['---\n---\nТекст.', {}],
  ['---\n\n---\nТекст.', {}],
  ['--- \ntitle: Имя\n--- \nТекст.', { title: 'Имя' }],
])('a front matter may be empty or have blanks after its lines: %j', (text, fields) => {
  expect(frontMatter(text)).toEqual({ fields, body: 'Текст.' });
});

describe('a title', () => {
  test.each(['Задача #3 о слоте', '#3 о слоте', '&слот сесть', '1.10', '2.0', 'C#', 'Слот: ритм #2'])(
    'is the whole line as its author wrote it: %s',
    (title) => {
      expect(textField(frontMatter(`---\ntitle: ${title}\n---\n`).fields, 'title')).toBe(title);
    },
  );

  test.each([
    ['Слот # комментарий', 'Слот'],
    ['"Задача #3"', 'Задача #3'],
    ["'Слот' # x", 'Слот'],
    ['  "Задача #3 о слоте"', 'Задача #3 о слоте'],
    ['>-\n  Задача #3\n  о слоте', 'Задача #3 о слоте'],
  ])('that YAML reads as it is meant stays so: %j', (written, title) => {
    expect(textField(frontMatter(`---\ntitle: ${written}\n---\n`).fields, 'title')).toBe(title);
  });

  test('after any number of blanks is read once, not again from each of them', () => {
    expect(textField(frontMatter(`---\ntitle:${' '.repeat(60_000)}\n---\n`).fields, 'title')).toBeNull();
  });

  test('of a page without one has the words of its heading as they are written', () => {
    expect(pagesOf('---\norder: 1\n---\n# Настройка `my_room` и __ритма__\n\nТекст.')).toMatchObject([
      { title: 'Настройка my_room и ритма' },
    ]);
  });

  test('of a page without one is its first heading, which is not in code or a comment', () => {
    const text = '---\norder: 1\n---\n<!-- # заметка -->\n```sh\n# установка\n```\n\n# **Слот** #\n\nТекст.';
    expect(pagesOf(text)).toMatchObject([{ title: 'Слот' }]);
  });
});
