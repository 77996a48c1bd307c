import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { fits } from './result-size.ts';

test('an answer of any shape is measured as its JSON would be', () => {
  fc.assert(
    fc.property(fc.jsonValue({ maxDepth: 5 }), fc.string({ maxLength: 60_000, size: 'max' }), (value, summary) => {
      const data = { value };
      // Control characters may take six characters each; such an answer is refused a little early or passes below.
      fc.pre(!/\\u|\p{Cc}|\p{Cs}/u.test(JSON.stringify(value) + summary));
      expect(fits(data, summary)).toBe(JSON.stringify({ data, summary }).length <= 50_000);
    }),
  );
});

test('a long list is refused although each of its items is short', () => {
  expect(fits({ items: Array.from({ length: 10_000 }, () => 'дело') }, '')).toBe(false);
  expect(fits({ items: Array.from({ length: 1_000 }, () => 'дело') }, '')).toBe(true);
});
