import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { eventAt, weeksOfEvents } from '../activity/events.arbitrary.ts';
import { parseWeek, weekOf } from '../time/calendar.ts';
import { summarizeWeek, type WeekFacts } from './week-summary.ts';

const week = weekOf('2026-02-02');
const facts = (more: Partial<WeekFacts>): WeekFacts => ({
  events: [],
  syncRanges: [],
  closedDates: [],
  knownSince: '2026-01-01',
  products: null,
  ...more,
});
const summaryOf = (more: Partial<WeekFacts>, now = '2026-02-09T12:00:00+03:00') =>
  summarizeWeek(facts(more), week, 'Europe/Moscow', Date.parse(now));

describe('a week', () => {
  test('is complete from its next Monday in the learner’s zone', () => {
    expect(summaryOf({}, '2026-02-08T23:59:00+03:00').week).toEqual({ ...week, is_complete: false });
    expect(summaryOf({}, '2026-02-09T00:00:00+03:00').week.is_complete).toBe(true);
  });

  test('counts each action once, on the date of its start, without rest', () => {
    const summary = summaryOf({
      events: [
        eventAt('2026-02-01T23:50:00+03:00', 30),
        eventAt('2026-02-03T09:00:00+03:00', 25, { activityType: 'writing', externalId: 'a' }),
        eventAt('2026-02-03T09:00:00+03:00', 25, { activityType: 'writing', externalId: 'a' }),
        eventAt('2026-02-03T23:50:00+03:00', 30),
        eventAt('2026-02-05T09:00:00+03:00', 60, { activityType: 'rest' }),
      ],
    });
    expect(summary.actions_by_type).toEqual([
      { activity_type: 'reading', count: 1 },
      { activity_type: 'writing', count: 1 },
    ]);
    expect(summary.actions_by_day.map((day) => day.count)).toEqual([0, 2, 0, 0, null, null, null]);
    expect(summary.days_with_activity).toBe(3); // Monday from the night before, Tuesday, Wednesday from the night
  });

  test('without data has no bands: a gap is not zero', () => {
    expect(summaryOf({}).bands).toEqual({ minutes: null, days: null, products: null });
    expect(summaryOf({}).data_quality.status).toBe('NO_DATA');
  });

  test('without data has no products either, unless some were kept', () => {
    expect([0, 2, null].map((products) => summaryOf({ products }).products)).toEqual([null, 2, null]);
  });

  test('that a timer reported as empty is in the lowest band', () => {
    const syncRanges = [
      { source: 'timer' as const, from: week.start, to: week.end, receivedAtMs: Date.parse('2026-02-09T06:00:00Z') },
    ];
    expect(summaryOf({ syncRanges, products: 0 }).bands).toEqual({ minutes: 'none', days: 'none', products: 'none' });
  });

  test('shows a decline after Wednesday only when the week is over', () => {
    const events = ['2026-02-02', '2026-02-03', '2026-02-04', '2026-02-06', '2026-02-07'].map((date, i) =>
      eventAt(`${date}T09:00:00+03:00`, i < 3 ? 60 : 10),
    );
    expect(summaryOf({ events }).patterns).toEqual(['strong_start_decline']);
    expect(summaryOf({ events }, '2026-02-08T12:00:00+03:00').patterns).toEqual([]);
  });

  test('shows no pattern when a day is unknown, as one before the first record', () => {
    const events = ['2026-02-03', '2026-02-04', '2026-02-05', '2026-02-06', '2026-02-07'].map((date) =>
      eventAt(`${date}T09:00:00+03:00`, 10),
    );
    expect(summaryOf({ events }).patterns).toEqual(['many_days_little_time']);
    const first = summaryOf({ events, knownSince: '2026-02-03' });
    expect(first).toMatchObject({ patterns: [], data_quality: { status: 'OK', days_known: 6 } });
  });

  test('adds up and has at most seven days, for any events and clock changes', () => {
    fc.assert(
      fc.property(weeksOfEvents, ({ period, zone, events }) => {
        const chosen = weekOf(period.start);
        const summary = summarizeWeek(facts({ events }), chosen, zone, Date.parse(`${period.end}T12:00:00Z`));
        const sum = (numbers: (number | null)[]) => numbers.reduce<number>((total, n) => total + (n ?? 0), 0);
        expect(sum(summary.time.breakdown.map((row) => row.minutes))).toBe(summary.time.total_minutes ?? 0);
        expect(sum(summary.actions_by_type.map((row) => row.count))).toBe(
          sum(summary.actions_by_day.map((row) => row.count)),
        );
        expect(summary.actions_by_day).toHaveLength(7);
        expect(summary.days_with_activity ?? 0).toBeLessThanOrEqual(7);
      }),
    );
  });

  test('is found by any of its dates', () => {
    expect(parseWeek('2026-02-05', '2030-01-01')).toEqual({ ok: true, value: week });
  });
});
