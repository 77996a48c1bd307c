import { describe, expect, test } from 'vitest';
import { WEEK_ANSWERS } from '../../testing/week-answers.ts';
import { readerOf } from '../kit/read.ts';
import { readWeek } from './read-week.ts';

const [whole, partial, before] = WEEK_ANSWERS.map(({ answer }) => answer);
const kinds = (answer: unknown) =>
  readWeek(readerOf(answer)).days.map((day) => (day.kind === 'known' ? day.minutes : day.kind));

describe('a day of a week', () => {
  test('has its minutes, and none where a day is known to be without', () => {
    expect(kinds(whole)).toEqual([40, 35, 30, 40, 35, 0, 0]);
  });

  test('is unknown without data, and ahead while it has not come: neither is an empty day', () => {
    expect(kinds(partial)).toEqual([25, 'unknown', 'unknown', 'unknown', 40, 'ahead', 'ahead']);
  });

  test('is unknown before the first record, which the list of missing dates does not name', () => {
    expect(kinds(before)).toEqual(Array(7).fill('unknown'));
    const quality = { ...Object(whole?.['data_quality']), days_known: 5, missing_dates: [] };
    const time = { ...Object(whole?.['time']), breakdown: [], total_minutes: 30 };
    const breakdown = [null, null, 30, 0, 0, 0, 0].map((minutes, day) => ({ date: `2026-11-${16 + day}`, minutes }));
    expect(kinds({ ...whole, time: { ...time, breakdown }, data_quality: quality })).toEqual([
      'unknown',
      'unknown',
      30,
      0,
      0,
      0,
      0,
    ]);
  });

  test('with records of no length is neither empty nor without data, nor does today wait for a record', () => {
    const quality = { ...Object(partial?.['data_quality']), as_of: '2026-11-21T06:00:00.000Z' };
    const dates = Array.from({ length: 7 }, (_, day) => `2026-11-${16 + day}`);
    const breakdown = dates.map((date) => ({ date, minutes: null }));
    const actions_by_day = dates.map((date, day) => ({ date, count: [1, null, 2, null, null, 1, null][day] }));
    const time = { ...Object(partial?.['time']), breakdown };
    expect(kinds({ ...partial, time, actions_by_day, data_quality: quality })).toEqual([
      'untimed',
      'unknown',
      'untimed',
      'unknown',
      'unknown',
      'untimed',
      'ahead',
    ]);
  });

  test('is ahead today, as long as today has no record', () => {
    const quality = { ...Object(partial?.['data_quality']), as_of: '2026-11-21T06:00:00.000Z' };
    const breakdown = [25, null, null, null, 40, null].map((minutes, day) => ({
      date: `2026-11-${16 + day}`,
      minutes,
    }));
    expect(
      kinds({ ...partial, time: { ...Object(partial?.['time']), breakdown }, data_quality: quality }).slice(4),
    ).toEqual([40, 'ahead', 'ahead']);
  });
});

describe('the facts of a week', () => {
  test('are unknown without data, and never zero', () => {
    expect(readWeek(readerOf(before))).toMatchObject({ minutes: null, activeDays: null, slot: null, previous: null });
  });

  test('are those of the answer', () => {
    expect(readWeek(readerOf(whole))).toMatchObject({
      minutes: 180,
      activeDays: 5,
      plan: { minutes: 200, days: 5 },
      slot: { time: '08:00', held: 5, due: 5 },
      products: 6,
      previous: { minutes: 45, days: 2 },
    });
  });

  test('of a slot that was set in another zone than that of the days name its zone', () => {
    const moved = { ...whole, slot: { ...Object(whole?.['slot']), timezone: 'Asia/Vladivostok' } };
    expect(readWeek(readerOf(moved)).slot?.time).toBe('08:00 (Asia/Vladivostok)');
  });

  test('of the week before are its days also when their length is unknown', () => {
    const previous = { iso: '2026-W46', days_with_activity: 3, total_minutes: null, status: 'OK' };
    expect(readWeek(readerOf({ ...whole, previous })).previous).toEqual({ minutes: null, days: 3 });
  });

  test('of an answer that is none are all unknown', () => {
    for (const answer of [null, 7, 'text', [], {}]) {
      expect(readWeek(readerOf(answer))).toMatchObject({
        days: [],
        minutes: null,
        plan: null,
        quality: { status: 'UNKNOWN' },
      });
    }
  });
});
