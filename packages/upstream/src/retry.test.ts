import { expect, test } from 'vitest';
import { backoffMs, retryAfterMs } from './retry.ts';

/** A longer wait is asked for again after it: by mistake a third party could be left alone for years. */
const HOUR = 3_600_000;
const NOW = Date.UTC(2026, 10, 28, 12);

test.each([
  ['120', 120_000],
  [' 0 ', 0],
  ['Sat, 28 Nov 2026 12:00:30 GMT', 30_000],
  ['Sat, 28 Nov 2026 11:00:00 GMT', 0],
  ['999999999', HOUR],
  ['Sat, 28 Nov 2099 12:00:30 GMT', HOUR],
  ['soon', null],
  ['-5', null],
  ['', null],
  [null, null],
])('Retry-After %j is %j ms', (header, ms) => {
  expect(retryAfterMs(header, NOW)).toBe(ms);
});

test('the backoff is random below a bound that doubles up to its highest', () => {
  const rules = { baseMs: 1_000, maxMs: 5_000 };
  expect([1, 2, 3, 4, 9].map((attempt) => backoffMs(attempt, rules, () => 1))).toEqual([
    1_000, 2_000, 4_000, 5_000, 5_000,
  ]);
  expect(backoffMs(3, rules, () => 0)).toBe(0);
});
