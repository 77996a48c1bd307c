import fc from 'fast-check';
import { expect, test } from 'vitest';
import { datesBetween, durationOf, mondayOf, periodOf, shortDayOf } from './dates.ts';

test('an ISO week begins with its Monday, also around a new year', () => {
  expect(['2026-W47', '2026-W01', '2026-W53', '2027-W01', '2020-W53'].map(mondayOf)).toEqual([
    '2026-11-16',
    '2025-12-29',
    '2026-12-28',
    '2027-01-04',
    '2020-12-28',
  ]);
  expect(['', '2026-47', 'W47', '2026-W470'].map(mondayOf)).toEqual([null, null, null, null]);
});

test('a Monday is a Monday', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1970, max: 2100 }), fc.integer({ min: 1, max: 52 }), (year, week) => {
      const monday = mondayOf(`${year}-W${String(week).padStart(2, '0')}`) ?? '';
      expect(new Date(monday).getUTCDay()).toBe(1);
    }),
  );
});

test('a duration is in hours and minutes, and never nothing', () => {
  expect([0, 59, 3_600, 3_900, 86_400].map(durationOf)).toEqual([
    '1\u00a0мин',
    '1\u00a0мин',
    '1\u00a0ч',
    '1\u00a0ч 5\u00a0мин',
    '24\u00a0ч',
  ]);
});

test('a short day names the month where it begins', () => {
  expect(shortDayOf('2026-11-30', '2026-11-23')).toBe('30');
  expect(shortDayOf('2026-12-07', '2026-11-30')).toBe('7 дек');
  expect(shortDayOf('2026-12-07', null)).toBe('7 дек');
});

test('a period is written as in Russian, and what is none stays as it is', () => {
  expect(periodOf('2026-11-16', '2026-11-22')).toMatch(/^16[–-]22 ноября$/);
  // In a narrow heading no line begins with a dash.
  expect(periodOf('2026-11-30', '2026-12-06')).toBe('30 ноября\u00a0– 6 декабря');
  expect(periodOf('', '2026-11-22')).toBe('2026-11-22');
  expect(datesBetween('2026-11-16', '2026-11-18')).toEqual(['2026-11-16', '2026-11-17', '2026-11-18']);
});
