import { expect, test } from 'vitest';
import { stemOfCommon } from './irregular-stems.ts';
import { plainText } from './plain-text.ts';
import { queryForms } from './query-plan.ts';
import { snippetOf } from './snippet.ts';
import { indexText } from './tokens.ts';

const CHARACTERS = 50_000;
/** Far above what a linear pass takes, far below a quadratic one. */
const LONGEST_MS = 2_000;

const WORDS = ['ж', 'a', '1', '-', 'ж-', 'ж1', '"', '\u0001', '́', '.', 'X1.'];
const MARKS = ['\n', ' \n', '| ', '-|\n', '[^a', '[a', '[a](', '![', '- '];

test.each([...WORDS, ...MARKS])('a text of nothing but %j takes time in proportion to its length', (part) => {
  const text = part.repeat(Math.ceil(CHARACTERS / part.length));
  const started = performance.now();
  indexText(text, stemOfCommon);
  queryForms(text);
  snippetOf(plainText(text), () => null);
  expect(performance.now() - started).toBeLessThan(LONGEST_MS);
});
