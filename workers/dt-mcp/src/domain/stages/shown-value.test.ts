import { expect, test } from 'vitest';
import { shownValue } from './shown-value.ts';

test('a value is shown to tenths, but not as a norm of a stage that it misses, nor as nothing', () => {
  const hours = (minutes: number) => shownValue('hours_per_week', minutes / 60);
  expect([3 * 60, 3.14 * 60, 4 * 60, 4.03 * 60].map(hours)).toEqual([3, 3.1, 4, 4]);
  expect([238, 239.7, 239.99, 1].map(hours)).toEqual([3.97, 3.99, 3.9998, 0.02]);
  expect([6.68, 6.7, 6.74].map((days) => shownValue('regularity_days_per_week', days))).toEqual([6.68, 6.7, 6.7]);
});
