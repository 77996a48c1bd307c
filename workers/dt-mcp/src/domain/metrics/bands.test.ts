import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { BANDS, bandOf } from './bands.ts';

describe('a band', () => {
  test.each([
    ['weekMinutes', [0, 1, 30, 31, 120, 121, 300, 301], ['none', 'low', 'low', 'mid', 'mid', 'good', 'good', 'high']],
    ['weekDays', [0, 1, 2, 3, 4, 5, 7], ['none', 'low', 'low', 'mid', 'mid', 'high', 'high']],
    [
      'slotPercent',
      [0, 1, 20, 21, 50, 51, 80, 81, 100],
      ['none', 'low', 'low', 'mid', 'mid', 'good', 'good', 'high', 'high'],
    ],
    ['weekProducts', [0, 1, 2, 3, 5, 6, 100], ['none', 'low', 'low', 'mid', 'mid', 'high', 'high']],
  ] as const)('of %s changes at the documented values', (quantity, values, bands) => {
    expect(values.map((value) => bandOf(quantity, value))).toEqual(bands);
  });

  test('never falls when the value grows', () => {
    const order = ['none', 'low', 'mid', 'good', 'high'];
    const quantities = fc.constantFrom('weekMinutes', 'weekDays', 'slotPercent', 'weekProducts');
    fc.assert(
      fc.property(quantities, fc.nat(400), fc.nat(400), (quantity, a, b) => {
        const [less, more] = [Math.min(a, b), Math.max(a, b)].map((value) => order.indexOf(bandOf(quantity, value)));
        expect(less).toBeLessThanOrEqual(more ?? -1);
      }),
    );
  });

  test('of every quantity has ascending thresholds', () => {
    for (const bands of Object.values(BANDS)) {
      const limits = bands.map(({ max }) => max ?? Number.POSITIVE_INFINITY);
      expect(limits).toEqual(limits.toSorted((a, b) => a - b));
    }
  });
});
