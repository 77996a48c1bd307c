import fc from 'fast-check';
import { expect, test } from 'vitest';
import { type Rights, readersOf, verdictFor } from './visibility.ts';

const KEY = fc.constantFrom('u-1', 'u-2', 'u-3', 'u-4', 'U-1', 'u-10', '');
const RIGHTS: fc.Arbitrary<Rights> = fc.record({
  creator: fc.option(KEY),
  roster: fc.array(fc.option(KEY), { maxLength: 6 }),
  granted: fc.array(KEY, { maxLength: 3 }),
  complete: fc.boolean(),
});

test('a person sees what they created, took part in or were given, and nothing else', () => {
  fc.assert(
    fc.property(KEY, RIGHTS, (key, rights) => {
      const belongs = key !== '' && [rights.creator, ...rights.roster, ...rights.granted].includes(key);
      const verdict = verdictFor(key, rights);
      expect(['creator', 'participant', 'granted'].includes(verdict)).toBe(belongs);
      if (!belongs && key !== '') expect(verdict).toBe(rights.complete ? 'denied' : 'unknown');
    }),
  );
});

test('incomplete rights never deny, and completing them never takes a permission away', () => {
  fc.assert(
    fc.property(KEY, RIGHTS, fc.array(KEY), (key, known, late) => {
      const before = verdictFor(key, { ...known, complete: false });
      if (key !== '') expect(before).not.toBe('denied');
      const after = verdictFor(key, { ...known, roster: [...known.roster, ...late], complete: true });
      if (before !== 'unknown') expect(['denied', 'unknown'].includes(after)).toBe(before === 'denied');
    }),
  );
});

test('a guest without a key, and a person without a key, match nobody', () => {
  const rights = { creator: null, roster: [null, null, ''], granted: [''], complete: true };
  expect(readersOf(rights).size).toBe(0);
  expect(verdictFor('', rights)).toBe('denied');
});

test('the readers are exactly those whom the rule allows', () => {
  fc.assert(
    fc.property(RIGHTS, (rights) => {
      for (const key of ['u-1', 'u-2', 'u-3', 'u-4', 'U-1', 'u-10', '']) {
        const verdict = verdictFor(key, rights);
        const role = verdict === 'denied' || verdict === 'unknown' ? undefined : verdict;
        expect(readersOf(rights).get(key)).toBe(role);
      }
    }),
  );
});
