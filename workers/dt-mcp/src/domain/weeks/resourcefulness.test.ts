import { expect, test } from 'vitest';
import { resourcefulness } from './resourcefulness.ts';

const NOW = Date.parse('2026-11-16T12:00:00+03:00');
const DAY_MS = 86_400_000;
const note = (daysAgo: number, ...scores: number[]) => ({
  type: 'daily',
  date: null,
  savedAtMs: NOW - daysAgo * DAY_MS,
  scores,
});
const of = (...notes: ReturnType<typeof note>[]) => resourcefulness(notes, '2026-10-19', 'Europe/Moscow', NOW);

test('the last rating comes with the median of all, for any order', () => {
  expect(of(note(1, 3, 4), note(5, 1), note(3, 5))).toEqual({
    median: 3.5,
    latest: 3.5,
    latestAtMs: NOW - DAY_MS,
    stale: false,
  });
  expect(of(note(2, 2), note(1, 4))).toMatchObject({ median: 3, latest: 4 });
});

test('a rating older than two weeks is not current', () => {
  expect(of(note(14, 3))).toMatchObject({ stale: false });
  expect(of(note(15, 3))).toMatchObject({ stale: true });
});

test('without a rating since the date the result is null, and a note without ratings does not count', () => {
  expect(of()).toBeNull();
  expect(of(note(1), note(29, 5))).toBeNull();
  expect(of(note(28, 5))).toMatchObject({ latest: 5 });
});
