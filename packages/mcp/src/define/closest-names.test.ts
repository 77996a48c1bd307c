import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { closestNames, editDistance } from './closest-names.ts';

const name = fc.stringMatching(/^[a-z_]{0,24}$/);

describe('the distance between two names', () => {
  test.each([
    ['init', 'init', 0],
    ['init', 'inti', 2],
    ['', 'help', 4],
    ['slot_loging', 'slot_logging', 1],
    ['kitten', 'sitting', 3],
  ])('%s and %s: %i', (left, right, distance) => {
    expect(editDistance(left, right)).toBe(distance);
  });

  test('is zero only for equal names, the same both ways, and at most the longer length', () => {
    fc.assert(
      fc.property(name, name, (left, right) => {
        const distance = editDistance(left, right);
        expect(distance === 0).toBe(left === right);
        expect(editDistance(right, left)).toBe(distance);
        expect(distance).toBeGreaterThanOrEqual(Math.abs(left.length - right.length));
        expect(distance).toBeLessThanOrEqual(Math.max(left.length, right.length));
      }),
    );
  });

  test('satisfies the triangle inequality', () => {
    fc.assert(
      fc.property(name, name, name, (left, detour, right) => {
        expect(editDistance(left, right)).toBeLessThanOrEqual(editDistance(left, detour) + editDistance(detour, right));
      }),
    );
  });
});

describe('the closest names to a misspelt one', () => {
  const known = ['init', 'help', 'slot_logging', 'weekly_reflection', 'weekly_reflection_save'];

  test('are sorted by distance', () => {
    expect(closestNames('weekly_reflexion', known, 3)).toEqual(['weekly_reflection', 'weekly_reflection_save']);
  });

  test('are no more than the limit', () => {
    expect(closestNames('weekly_reflexion', known, 1)).toEqual(['weekly_reflection']);
  });

  test('are empty when no name is similar', () => {
    expect(closestNames('quantum_chromodynamics', known, 3)).toEqual([]);
  });

  test('start with the name itself if it is known', () => {
    fc.assert(
      fc.property(fc.constantFrom(...known), (exact) => {
        expect(closestNames(exact, known, 3)[0]).toBe(exact);
      }),
    );
  });
});
