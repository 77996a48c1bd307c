import { expect, test } from 'vitest';
import { cleanMarkdown } from './clean-markdown.ts';

const cleaned = (markdown: string) => cleanMarkdown(markdown, 'Имя');

test.each(['<summary>', '<details><summary>', '<details ', '<summary ', '<!--', '![', '![](', '[^а\n', '<h2>', '<b>'])(
  '%j 60,000 times without its end is read once, not again from each place in it',
  (piece) => {
    expect(cleaned(`Важный абзац.\n\n${piece.repeat(60_000)}`).text).toContain('Важный абзац.');
  },
);

test.each([
  ['![Схема](fig_(1).png)', '[рисунок: Схема]'],
  ['![Схема](fig.png "Рис. (1)")', '[рисунок: Схема]'],
  ['![Схема [1]](fig.png)', '[рисунок: Схема [1]]'],
])('an image with brackets of its own leaves its description alone: %s', (image, words) => {
  expect(cleaned(`До ${image} после.`).text).toBe(`До ${words} после.`);
});
