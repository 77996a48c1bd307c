import fc from 'fast-check';
import { expect, test } from 'vitest';
import { roundAs, roundToHundredths, roundToTenths } from './rounding.ts';

test('a value is rounded to tenths or hundredths', () => {
  expect([0, 2.34, 2.35, 3].map(roundToTenths)).toEqual([0, 2.3, 2.4, 3]);
  expect([0, 0.426, 1].map(roundToHundredths)).toEqual([0, 0.43, 1]);
});

test('a little does not become nothing', () => {
  expect([0.04, 2 / 51, 0.004].map(roundToTenths)).toEqual([0.04, 0.04, 0.004]);
  expect(roundToHundredths(0.003)).toBe(0.003);
});

test('rounding changes no answer that must stay', () => {
  fc.assert(
    fc.property(
      fc.double({ min: 0, max: 10, noNaN: true }),
      fc.double({ min: 0, max: 10, noNaN: true }),
      (value, norm) => {
        const reaches = (each: number) => each >= norm;
        expect(reaches(roundAs(value, reaches))).toBe(reaches(value));
      },
    ),
  );
});
