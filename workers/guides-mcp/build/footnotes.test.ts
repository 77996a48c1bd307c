import { expect, test } from 'vitest';
import { cleanMarkdown } from './clean-markdown.ts';

test.each([
  ['[^1]: Первый.\n\n    Второй.\n\n\tТретий.', 'Первый. Второй. Третий.'],
  ['[^1]: Первый.\n  Дальше.', 'Первый. Дальше.'],
  ['[^1]:\n    Первый.', 'Первый.'],
  ['  [^1]: Первый.', 'Первый.'],
])('a footnote is taken out of the text with all its paragraphs: %j', (footnote, words) => {
  const { text, footnotes } = cleanMarkdown(`Слот[^1].\n\n${footnote}\n\nДальше.`, 'Имя');
  expect(text).toBe('Слот[^1].\n\nДальше.');
  expect(footnotes).toEqual({ 1: words });
});

test('what follows a footnote and is not indented as a part of it stays in the text', () => {
  const { text, footnotes } = cleanMarkdown('Слот[^1].\n\n[^1]: Первый.\n\n- пункт\n  - ещё\n\n[^2]: Второй.', 'Имя');
  expect(text).toBe('Слот[^1].\n\n- пункт\n  - ещё');
  expect(footnotes).toEqual({ 1: 'Первый.', 2: 'Второй.' });
});

test.each(['\n', '    \n', '[^1]: x\n\n', '[^1]: x\n\n    '])(
  '%j 60,000 times after a footnote is read once',
  (piece) => {
    expect(cleanMarkdown(`Слот.\n\n[^1]: Сноска.\n${piece.repeat(60_000)}Дальше.`, 'Имя').text).toContain('Слот.');
  },
);
