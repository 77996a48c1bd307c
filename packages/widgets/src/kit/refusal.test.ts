import { expect, test } from 'vitest';
import { readerOf } from './read.ts';
import { refusalWords } from './refusal.ts';

const text = [{ type: 'text', text: 'CONFLICT: План уже изменён. Перечитайте: dt_get_week_plan.' }];

test.each([
  [
    'the sentence of a server of the fleet',
    { _meta: { 'aisystant/error': { message: 'План уже изменён.' } }, content: text },
    'План уже изменён.',
  ],
  ['the text, where a host left the facts out', { content: text }, text[0]?.text],
  ['something, whatever came', { _meta: null, content: 7 }, 'Не получилось.'],
])('a refusal is told to the person by %s', (_, result, words) => {
  expect(refusalWords(readerOf(result))).toBe(words);
});
