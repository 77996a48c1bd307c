import fc from 'fast-check';
import { expect, test } from 'vitest';
import { foldEmail } from './email.ts';

test('two addresses are the same only if they differ in the case of the letters A to Z alone', () => {
  // The Kelvin sign, and a capital I with a dot: both become letters of the alphabet in small.
  expect(foldEmail('\u212Aim@example.test')).not.toBe(foldEmail('kim@example.test'));
  expect(foldEmail('\u0130van@example.test')).not.toContain('i');
  expect(foldEmail('Kim@Example.TEST')).toBe('kim@example.test');
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), (email) => {
      const folded = foldEmail(email);
      expect(folded).toHaveLength(email.length);
      for (const [at, unit] of [...Array(email.length).keys()].map((index) => [index, email[index] ?? ''] as const)) {
        expect(folded[at]).toBe(/[A-Z]/.test(unit) ? unit.toLowerCase() : unit);
      }
    }),
  );
});
