import fc from 'fast-check';
import { expect, test } from 'vitest';
import { ENTITY_TYPES } from './entity-type.ts';
import { parseEntityKey, referenceIdOf } from './reference-id.ts';

const type = fc.constantFrom(...ENTITY_TYPES);

test('a reference id is read back, in any case and with or without its zeros', () => {
  fc.assert(
    fc.property(type, fc.integer({ min: 1, max: 999_999_999 }), (entity, number) => {
      const id = referenceIdOf(entity, number);
      const known = { by: 'reference', type: entity, number };
      expect(parseEntityKey(id)).toEqual(known);
      expect(parseEntityKey(` ${id.toLowerCase()} `)).toEqual(known);
      expect(parseEntityKey(id.replace(/-0*/, '-'))).toEqual(known);
    }),
  );
});

test('it has at least three digits, and more when they are needed', () => {
  expect([1, 999, 1000].map((number) => referenceIdOf('epic', number))).toEqual(['EP-001', 'EP-999', 'EP-1000']);
});

test('different numbers and types have different reference ids', () => {
  fc.assert(
    fc.property(type, type, fc.integer({ min: 1, max: 5_000 }), fc.integer({ min: 1, max: 5_000 }), (a, b, m, n) => {
      expect(referenceIdOf(a, m) === referenceIdOf(b, n)).toBe(a === b && m === n);
    }),
  );
});

test('a UUID is read in any case', () => {
  fc.assert(
    fc.property(fc.uuid(), (id) => {
      expect(parseEntityKey(id.toUpperCase())).toEqual({ by: 'id', id });
    }),
  );
});

test.each(['', 'EP-', 'EP-0', 'EP-000', 'XX-1', 'EP1', 'EP-1.5', 'EP--1', 'EP-1234567890', "EP-1' OR 1", 'EP-١'])(
  '%j names nothing',
  (text) => {
    expect(parseEntityKey(text)).toBeNull();
  },
);

test.each([
  ['ЕР-1', { by: 'reference', type: 'epic', number: 1 }],
  ['ас-002', { by: 'reference', type: 'acceptance_criteria', number: 2 }],
  ['RЕQ-3', { by: 'reference', type: 'requirement', number: 3 }],
  ['ЕП-1', null],
])('the letters of a reference id may be Cyrillic ones that look the same: %s', (written, key) => {
  expect(parseEntityKey(written)).toEqual(key);
});
