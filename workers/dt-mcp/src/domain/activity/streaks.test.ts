import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { addDays } from '../time/calendar.ts';
import { streaks } from './streaks.ts';

const TODAY = '2026-03-02';
const ago = (days: number) => addDays(TODAY, -days);

describe('a streak', () => {
  test('includes today', () => {
    expect(streaks([ago(0), ago(1), ago(2)], TODAY)).toEqual({ current: 3, longest: 3 });
  });

  test('is not broken if today has no activity yet', () => {
    expect(streaks([ago(1), ago(2), ago(3)], TODAY)).toEqual({ current: 3, longest: 3 });
  });

  test('is broken if yesterday and today have no activity', () => {
    expect(streaks([ago(2), ago(3), ago(4)], TODAY)).toEqual({ current: 0, longest: 3 });
  });

  test('starts again after a missed day, across the end of a month', () => {
    expect(streaks([ago(0), ago(1), ago(3), ago(4), ago(5), ago(6)], TODAY)).toEqual({ current: 2, longest: 4 });
  });

  test('is zero without any activity', () => {
    expect(streaks([], TODAY)).toEqual({ current: 0, longest: 0 });
  });

  test('ignores dates after today', () => {
    expect(streaks([ago(0), ago(-1), ago(-2)], TODAY)).toEqual({ current: 1, longest: 1 });
  });

  const days = fc.array(fc.integer({ min: -3, max: 60 }).map(ago));

  test('is at most the longest streak, which is at most the number of dates', () => {
    fc.assert(
      fc.property(days, (dates) => {
        const { current, longest } = streaks(dates, TODAY);
        expect(current).toBeLessThanOrEqual(longest);
        expect(longest).toBeLessThanOrEqual(new Set(dates).size);
      }),
    );
  });

  test('does not depend on the order of dates or on duplicates', () => {
    fc.assert(
      fc.property(days, (dates) => {
        expect(streaks([...dates.toReversed(), ...dates], TODAY)).toEqual(streaks(dates, TODAY));
      }),
    );
  });

  test('grows by one day with each active day', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 400 }), (length) => {
        const run = Array.from({ length }, (_, i) => ago(i));
        expect(streaks(run, TODAY)).toEqual({ current: length, longest: length });
      }),
    );
  });
});
