import { expect, test } from 'vitest';
import { cleanMarkdown } from './clean-markdown.ts';

const cleaned = (markdown: string) => cleanMarkdown(markdown, 'Имя');

test.each([
  '<summary>',
  '<details><summary>',
  '<details ',
  '<summary ',
  '<!--',
  '![',
  '![](',
  '[^а\n',
  '<h2>',
  '<b>',
  '<script>',
  '<style ',
])('%j 60,000 times without its end is read once, not again from each place in it', (piece) => {
  expect(cleaned(`Важный абзац.\n\n${piece.repeat(60_000)}`).text).toContain('Важный абзац.');
});

test.each([
  ['![Схема](fig_(1).png)', '[рисунок: Схема]'],
  ['![Схема](fig.png "Рис. (1)")', '[рисунок: Схема]'],
  ['![Схема [1]](fig.png)', '[рисунок: Схема [1]]'],
])('an image with brackets of its own leaves its description alone: %s', (image, words) => {
  expect(cleaned(`До ${image} после.`).text).toBe(`До ${words} после.`);
});

test.each([
  ['<table><tr><th>Что</th><th>Как</th></tr><tr><td>слот</td><td>ритм</td></tr></table>', 'Что Как слот ритм'],
  ['<ul><li>Раз</li><li>Два</li></ul><p>Три</p>', 'Раз Два Три'],
  ['Раз<br>два<hr/>три', 'Раз два три'],
  ['| дела | <ul><li>встать</li><li>сесть</li></ul> |', '| дела | встать сесть |'],
  ['<div>\n\nАбзац\n\n</div>', 'Абзац'],
])('words that only a tag divides stay different words: %s', (html, text) => {
  expect(cleaned(html).text).toBe(text);
});

test.each([
  ['это <b>важно </b>для вас', 'это **важно** для вас'],
  ['это<strong> важно</strong>', 'это **важно**'],
  ['<b>\n  важно\n</b>', '**важно**'],
])('blanks inside of a bold tag stay between words: %s', (html, text) => {
  expect(cleaned(html).text).toBe(text);
});

test.each(['script', 'style', 'SCRIPT type="module"', 'style\n  media="print"'])(
  'what a browser does not show is no text of a page: %s',
  (tag) => {
    const [name = ''] = tag.split(/\s/);
    const { text, answers } = cleaned(
      `Раз.\n\n<${tag}>\n.a > b { color: red } <details><summary>Ответы\n</${name}>\n\nДва.`,
    );
    expect([text, answers]).toEqual(['Раз.\n\nДва.', '']);
  },
);

test('a script that is told of in code is text', () => {
  const told = 'Тег `<script>alert(1)</script>` запускает код.';
  expect(cleaned(told).text).toBe(told);
});

test('a tag within a word does not divide it', () => {
  expect(cleaned('м<sup>2</sup>, <span>с</span>лот, <i>Р</i>итм').text).toBe('м2, слот, Ритм');
});

test.each([
  ['до 10<sup>6</sup> событий', 'до 10^6 событий'],
  ['10<SUP class="power"> −3</SUP> секунды', '10^−3 секунды'],
  ['101<sub>2</sub> — это 5<sub>10</sub>', '101_2 — это 5_10'],
  ['25 м<sup>2</sup>, H<sub>2</sub>O, 5<sup>-го</sup>', '25 м2, H2O, 5-го'],
])('a power or a base does not become one number with its number: %s', (html, text) => {
  expect(cleaned(html).text).toBe(text);
});

test.each([
  '<h2>Ответы</h2>',
  '<h3 id="a">\n  Ответы к заданию 1\n</h3>',
  '<b>Ответы:</b>',
  '<strong>Ответы</strong>',
  '__Ответы__',
])('a heading of answers has them apart however it is written: %s', (heading) => {
  const { text, answers } = cleaned(`Вопрос?\n\n${heading}\n\nТайна.`);
  expect(text).toBe('Вопрос?');
  expect(answers).toContain('Тайна.');
});

test('a heading in HTML is one of the headings of its page', () => {
  expect(cleaned('Раз.\n\n<h2>Второе <i>дело</i></h2>\n\nДва.')).toMatchObject({
    text: 'Раз.\n\n## Второе дело\n\nДва.',
    headings: ['Второе дело'],
  });
});
