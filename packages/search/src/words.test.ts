import fc from 'fast-check';
import { expect, test } from 'vitest';
import { fold, formsOf, wordsOf } from './words.ts';

/** Letters that change when they are folded, some of them their number too, and what is between words. */
const letter = fc.constantFrom(
  ...'аАёЁйЙzZİßẞ7 \n-.’',
  'и\u0306',
  'е\u0308',
  'а\u0301',
  'e\u0301',
  '\u1100\u1161',
  '\u00AD',
  '\u200B',
  '😀',
);
const text = fc.array(letter, { maxLength: 40 }).map((letters) => letters.join(''));

test('a word of a text is where it says, and is folded as it is alone', () => {
  fc.assert(
    fc.property(text, (written) => {
      const words = wordsOf(written);
      expect(words.map(({ form }) => form)).toEqual(words.map(({ start, end }) => fold(written.slice(start, end))));
      for (const { start, end } of words)
        expect(written.slice(start, end)).toMatch(/^[\p{L}\p{N}][\p{L}\p{N}\p{M}\u00AD\u200B]*$/u);
    }),
    { numRuns: 2_000 },
  );
});

test('a word is where it says in a text that grows and shrinks as it is folded', () => {
  const text = 'само\u00ADразвитие İ слот';
  for (const { form, start, end } of wordsOf(text)) expect(fold(text.slice(start, end))).toBe(form);
});

test('the words of a text with their places are those of the text without', () => {
  const written = 'Само-развитие: ещё ОДИН день… и «Ёлка» за 25 минут';
  expect(wordsOf(written).map(({ form }) => form)).toEqual(formsOf(written));
});

test.each(['само\u00ADразвитие', 'само\u200Bразвитие', '\u2060саморазвитие\u00AD'])(
  'a word is whole where it may be broken and nobody sees it: %j',
  (written) => {
    expect(formsOf(written)).toEqual(['саморазвитие']);
    expect(wordsOf(`и ${written}, да`).map(({ form }) => form)).toEqual(['и', 'саморазвитие', 'да']);
  },
);
