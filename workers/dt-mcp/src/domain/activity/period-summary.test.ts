import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { addDays, periodDays, startOfDay, weekOf } from '../time/calendar.ts';
import type { EventFacts } from './activity-event.ts';
import { dataQuality, recordedOrUnknown } from './coverage.ts';
import { eventAt, weeksOfEvents } from './events.arbitrary.ts';
import { GRANULARITIES, type Granularity, knownSummary, summarizePeriod } from './period-summary.ts';

const WEEK = { start: '2026-02-02', end: '2026-02-08' };
const summaryOf = (events: EventFacts[], today: string, granularity: Granularity = 'day', period = WEEK) =>
  summarizePeriod(events, periodDays(period, 'Europe/Moscow'), today, granularity);
const reading = (date: string, minutes: number | null) => eventAt(`${date}T09:00:00+03:00`, minutes);

describe('the average of a period', () => {
  const events = [reading('2026-02-02', 40), reading('2026-02-03', 35)];

  test('is over the days that have started, including today', () => {
    expect(summaryOf(events, '2026-02-03').avg_minutes_per_day).toBe(38); // 37.5, half up
    expect(summaryOf(events, '2026-02-04').avg_minutes_per_day).toBe(25);
    expect(summaryOf(events, '2026-03-01').avg_minutes_per_day).toBe(11); // 10.7
  });

  test('is null, not zero, for a period in the future', () => {
    expect(summaryOf([], '2026-02-01').avg_minutes_per_day).toBeNull();
    expect(summaryOf([], '2026-02-02').avg_minutes_per_day).toBe(0);
  });

  test('over active days is null when there are none', () => {
    expect(summaryOf(events, '2026-02-08').avg_minutes_per_active_day).toBe(38);
    expect(summaryOf([], '2026-02-08').avg_minutes_per_active_day).toBeNull();
  });

  test('over active days leaves out those without a recorded duration, as the sum does', () => {
    const untimed = [reading('2026-02-04', null), reading('2026-02-05', null)];
    expect(summaryOf([...events, ...untimed], '2026-02-08').avg_minutes_per_active_day).toBe(38);
    expect(summaryOf(untimed, '2026-02-08').avg_minutes_per_active_day).toBeNull();
  });
});

describe('a day with activity', () => {
  test('has any event except rest, with or without a duration', () => {
    const walk = eventAt('2026-02-05T09:00:00+03:00', 60, { activityType: 'rest' });
    expect(summaryOf([reading('2026-02-02', null), walk], '2026-02-08').active_dates).toEqual(['2026-02-02']);
  });

  test('is each of the two dates of an event over midnight', () => {
    const night = summaryOf([eventAt('2026-02-03T23:50:00+03:00', 30)], '2026-02-08');
    expect(night.active_dates).toEqual(['2026-02-03', '2026-02-04']);
  });
});

describe('a breakdown', () => {
  const twoWeeks = { start: '2026-02-05', end: '2026-02-10' };
  const events = [reading('2026-02-06', 30), reading('2026-02-10', 20)];

  test('by day shows every date, empty ones with zero', () => {
    const { breakdown } = summaryOf(events, '2026-02-10', 'day', twoWeeks);
    expect(breakdown).toHaveLength(6);
    expect(breakdown[1]).toEqual({ date: '2026-02-06', minutes: 30 });
    expect(breakdown[2]).toEqual({ date: '2026-02-07', minutes: 0 });
  });

  test('by week shows ISO weeks with the days that lie in the period', () => {
    expect(summaryOf(events, '2026-02-10', 'week', twoWeeks).breakdown).toEqual([
      { week: '2026-W06', minutes: 30 },
      { week: '2026-W07', minutes: 20 },
    ]);
  });

  test('is empty if not requested', () => {
    expect(summaryOf(events, '2026-02-10', 'none', twoWeeks)).toMatchObject({ total_minutes: 50, breakdown: [] });
  });
});

describe('a summary of any events', () => {
  test('adds up to its total by day or week and by type', () => {
    fc.assert(
      fc.property(weeksOfEvents, fc.constantFrom('day', 'week'), ({ period, zone, events }, granularity) => {
        const summary = summarizePeriod(events, periodDays(period, zone), period.end, granularity);
        const sum = (rows: readonly { minutes: number }[]) => rows.reduce((total, row) => total + row.minutes, 0);
        expect(sum(summary.breakdown)).toBe(summary.total_minutes);
        expect(sum(summary.by_activity_type)).toBe(summary.total_minutes);
      }),
    );
  });

  test('has at most as many active days as days, and at least one if there are minutes', () => {
    fc.assert(
      fc.property(weeksOfEvents, ({ period, zone, events }) => {
        const days = periodDays(period, zone);
        const summary = summarizePeriod(events, days, period.end, 'none');
        expect(summary.active_dates.length).toBeLessThanOrEqual(days.dates.length);
        if (summary.total_minutes > 0) expect(summary.active_dates).not.toEqual([]);
      }),
    );
  });

  test('does not depend on the order of events or on duplicates', () => {
    fc.assert(
      fc.property(weeksOfEvents, fc.constantFrom(...GRANULARITIES), ({ period, zone, events }, granularity) => {
        const days = periodDays(period, zone);
        const twice = [...events.toReversed(), ...events];
        expect(summarizePeriod(twice, days, period.end, granularity)).toEqual(
          summarizePeriod(events, days, period.end, granularity),
        );
      }),
    );
  });
});

describe('what clients see of a summary', () => {
  const NONE = { syncRanges: [], closedDates: [], knownSince: null };

  test('is null without data, and zero only of days that are known', () => {
    const days = periodDays(WEEK, 'Europe/Moscow');
    const seen = (facts: Partial<Parameters<typeof dataQuality>[0]>, now: string) => {
      const all = { events: [], ...NONE, ...facts };
      const quality = dataQuality(all, days, Date.parse(now));
      return knownSummary(summarizePeriod(all.events, days, now.slice(0, 10), 'day'), quality);
    };
    expect(seen({}, '2026-02-09T12:00:00+03:00')).toMatchObject({
      total_minutes: null,
      avg_minutes_per_day: null,
      avg_minutes_per_active_day: null,
      days_with_activity: null,
      breakdown: Array(7).fill({ minutes: null }),
    });
    const events = [reading('2026-02-03', 40), reading('2026-02-05', 30)];
    const partly = seen({ events, knownSince: '2026-02-03' }, '2026-02-06T12:00:00+03:00');
    expect(partly).toMatchObject({ total_minutes: 70, days_with_activity: 2 });
    // Before the records, an empty day between them, today without a record, and days to come.
    expect(partly.breakdown.map(({ minutes }) => minutes)).toEqual([null, 40, 0, 30, null, null, null]);
    const closed = seen({ closedDates: ['2026-02-08'], knownSince: '2026-02-08' }, '2026-02-09T12:00:00+03:00');
    expect(closed).toMatchObject({ total_minutes: 0, days_with_activity: 0 });
    expect(closed.breakdown.map(({ minutes }) => minutes)).toEqual([...Array(6).fill(null), 0]);
  });

  test('is not zero minutes of days whose activities have no duration', () => {
    const days = periodDays(WEEK, 'Europe/Moscow');
    const events = [reading('2026-02-03', null), reading('2026-02-04', null)];
    const quality = dataQuality({ events, ...NONE }, days, Date.parse('2026-02-09T12:00:00+03:00'));
    const seen = knownSummary(summarizePeriod(events, days, '2026-02-09', 'day'), quality);
    const unknown = { total_minutes: null, avg_minutes_per_day: null, avg_minutes_per_active_day: null };
    expect(seen).toMatchObject({ ...unknown, days_with_activity: 2 });
    expect(seen.breakdown.map(({ minutes }) => minutes)).toEqual([0, null, null, ...Array(4).fill(null)]);
  });

  test('loses no recorded minute, and has a zero exactly where the data are known', () => {
    fc.assert(
      fc.property(
        weeksOfEvents,
        fc.constantFrom('day', 'week'),
        fc.nat(10),
        ({ period, zone, events }, granularity, past) => {
          const days = periodDays(period, zone);
          const today = addDays(period.start, past);
          const quality = dataQuality({ events, ...NONE }, days, startOfDay(today, zone));
          const recorded = summarizePeriod(events, days, today, granularity);
          const seen = knownSummary(recorded, quality);
          const isAmong = (dates: readonly string[], row: object) =>
            dates.some((date) => ('date' in row ? date === row.date : weekOf(date).iso === Object(row).week));
          const isKnown = (row: object) => isAmong(quality.known_dates, row) && !isAmong(recorded.active_dates, row);
          expect(seen.breakdown.map(({ minutes }) => minutes)).toEqual(
            recorded.breakdown.map((row) => recordedOrUnknown(row.minutes, isKnown(row))),
          );
          expect(seen.total_minutes ?? 0).toBe(recorded.total_minutes);
          const isEmpty = quality.status !== 'NO_DATA' && recorded.active_dates.length === 0;
          expect([seen.total_minutes === 0, seen.days_with_activity === 0]).toEqual([isEmpty, isEmpty]);
        },
      ),
    );
  });
});

test('a zero is told only where it is known; what was recorded always is', () => {
  const told = [0, 5].flatMap((recorded) => [true, false].map((isKnown) => recordedOrUnknown(recorded, isKnown)));
  expect(told).toEqual([0, null, 5, 5]);
});
