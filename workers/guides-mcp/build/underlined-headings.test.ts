import { expect, test } from 'vitest';
import { cleanMarkdown } from './clean-markdown.ts';
import { parseCorpus } from './parse-corpus.ts';

test('an underlined heading is a heading of its page, in the order of the others', () => {
  const { headings } = cleanMarkdown('# Имя\n\nРаз\n===\n\nТекст.\n\n## Два\n\nТри `код`\n---\n\nТекст.', 'Имя');
  expect(headings).toEqual(['Раз', 'Два', 'Три код']);
});

test.each(['Текст абзаца.\n---\n\nДальше.', '- пункт\n---', '| а | б |\n|---|---|', 'Раз\n\n---\n\nДва'])(
  'a line above a rule or in a table or a list is none: %j',
  (markdown) => {
    expect(cleanMarkdown(markdown, 'Имя').headings).toEqual([]);
  },
);

test('an underlined title that is repeated at the head of the text is dropped, and names a page without one', () => {
  expect(cleanMarkdown('Имя\n===\n\nТекст.', 'Имя').text).toBe('Текст.');
  expect(cleanMarkdown('Имя\n===\n\nТекст.', 'Другое').text).toBe('Имя\n===\n\nТекст.');
  const text = '---\norder: 1\n---\nИмя страницы\n---\n\nТекст.';
  const path = 'docs/ru/personal/1-1-guide/01-section/01-p.md';
  expect(parseCorpus([{ path, text }], 'ru').pages).toMatchObject([{ title: 'Имя страницы', text: 'Текст.' }]);
});
