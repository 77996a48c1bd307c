import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { periods, zones } from '../activity/events.arbitrary.ts';
import {
  addDays,
  datesOf,
  dayIndexAt,
  daysBetween,
  daysWithin,
  elapsedDays,
  instantAt,
  isLocalDate,
  localDateAt,
  localDateSchema,
  parseLocalDate,
  parsePeriod,
  parseTimeZone,
  parseWeek,
  periodDays,
  periodSchema,
  startOfDay,
  weekOf,
} from './calendar.ts';

const dates = fc.integer({ min: 0, max: 36_000 }).map((days) => addDays('2000-01-01', days));

describe('a time zone', () => {
  test('is accepted by its IANA name and normalized to the usual spelling', () => {
    expect(parseTimeZone('Europe/Moscow')).toEqual({ ok: true, value: 'Europe/Moscow' });
    expect(parseTimeZone('europe/moscow')).toEqual({ ok: true, value: 'Europe/Moscow' });
    expect(parseTimeZone('UTC').ok).toBe(true);
    expect(parseTimeZone('America/Argentina/Buenos_Aires').ok).toBe(true);
  });

  test.each(['Mars/Base', 'MSK', '+03:00', '', 'Z', '2026-01-01T00:00+03:00[Europe/Berlin]', '__proto__', 'Europe/'])(
    'is refused when it is %j',
    (text) => {
      expect(parseTimeZone(text)).toMatchObject({ ok: false, error: { code: 'unknown_time_zone' } });
    },
  );
});

describe('a date', () => {
  test.each([
    '2026-02-30',
    '2025-02-29',
    '2026-2-3',
    '26-02-03',
    '2026-02-03T00:00',
    '1999-12-31',
    '2100-01-01',
    '',
    '2026-13-01',
  ])('is refused when it is %j', (text) => {
    expect(isLocalDate(text)).toBe(false);
    expect(parseLocalDate(text)).toMatchObject({ ok: false, error: { code: 'bad_date' } });
  });

  test.each(['1999-12-31', '2100-01-01'])('that exists and is not served, %j, is told which years are', (text) => {
    const years = 'с 2000 по 2099 год';
    expect(localDateSchema.safeParse(text).error?.issues[0]?.message).toContain(years);
    expect(parseLocalDate(text)).toMatchObject({ error: { hint: expect.stringContaining(years) } });
  });

  test('may be 29 February of a leap year', () => {
    expect(parseLocalDate('2028-02-29')).toEqual({ ok: true, value: '2028-02-29' });
  });

  test('plus some days is that many days away', () => {
    fc.assert(
      fc.property(dates, fc.integer({ min: -400, max: 400 }), (date, days) => {
        expect(daysBetween(date, addDays(date, days))).toBe(days);
      }),
    );
  });

  test('of an instant depends on the zone', () => {
    const evening = Date.parse('2026-02-03T22:30:00Z');
    expect(localDateAt(evening, 'UTC')).toBe('2026-02-03');
    expect(localDateAt(evening, 'Europe/Moscow')).toBe('2026-02-04');
    expect(localDateAt(evening, 'America/New_York')).toBe('2026-02-03');
  });
});

describe('a period', () => {
  test('includes its first and last date', () => {
    expect(datesOf({ start: '2026-02-27', end: '2026-03-02' })).toEqual([
      '2026-02-27',
      '2026-02-28',
      '2026-03-01',
      '2026-03-02',
    ]);
  });

  test('may have from one to 366 days, and may not be reversed', () => {
    expect(parsePeriod('2026-02-03', '2026-02-03').ok).toBe(true);
    expect(parsePeriod('2028-01-01', '2028-12-31').ok).toBe(true);
    expect(parsePeriod('2028-01-01', '2029-01-01')).toMatchObject({
      ok: false,
      error: { code: 'period_too_long', field: 'end' },
    });
    expect(parsePeriod('2026-02-04', '2026-02-03')).toMatchObject({
      ok: false,
      error: { code: 'period_reversed', field: 'start' },
    });
    expect(parsePeriod('2026-02-03', '2026-02-31')).toMatchObject({
      ok: false,
      error: { code: 'bad_date', field: 'end' },
    });
  });

  test('in a request follows the same rules', () => {
    expect(periodSchema.safeParse({ start: '2026-02-03', end: '2026-02-09' }).success).toBe(true);
    expect(periodSchema.safeParse({ start: '2026-02-09', end: '2026-02-03' }).success).toBe(false);
    expect(periodSchema.safeParse({ start: '2026-02-03', end: '2026-02-09', zone: 'UTC' }).success).toBe(false);
  });

  test('has elapsed up to and including today', () => {
    const week = { start: '2026-02-02', end: '2026-02-08' };
    expect(elapsedDays(week, '2026-02-01')).toBe(0);
    expect(elapsedDays(week, '2026-02-02')).toBe(1);
    expect(elapsedDays(week, '2026-02-04')).toBe(3);
    expect(elapsedDays(week, '2026-03-04')).toBe(7);
  });
});

describe('a week', () => {
  const today = '2026-02-04'; // a Wednesday

  test('runs from Monday to Sunday', () => {
    expect(parseWeek('current', today)).toEqual({
      ok: true,
      value: { iso: '2026-W06', start: '2026-02-02', end: '2026-02-08' },
    });
    expect(parseWeek('previous', today)).toMatchObject({ value: { iso: '2026-W05', start: '2026-01-26' } });
    expect(parseWeek('next', today)).toMatchObject({ value: { iso: '2026-W07', start: '2026-02-09' } });
    expect(parseWeek('2026-W06', '2020-01-01')).toMatchObject({ value: { start: '2026-02-02' } });
    expect(parseWeek('2026-02-08', '2020-01-01')).toMatchObject({ value: { iso: '2026-W06' } });
  });

  test('belongs to the year of its Thursday', () => {
    expect(weekOf('2027-01-01').iso).toBe('2026-W53');
    expect(weekOf('2024-12-30').iso).toBe('2025-W01');
    expect(parseWeek('2026-W53', today)).toMatchObject({ value: { start: '2026-12-28', end: '2027-01-03' } });
  });

  test.each(['2025-W53', '2026-W00', '2026-W54', '2026W06', '2026-06', 'last', '', '2026-02-30', '__proto__'])(
    'is refused when it is %j',
    (text) => {
      expect(parseWeek(text, today)).toMatchObject({ ok: false, error: { code: 'bad_week' } });
    },
  );

  test('of a date contains it, starts on a Monday, and can be parsed from its id', () => {
    fc.assert(
      fc.property(dates, (date) => {
        const week = weekOf(date);
        expect(week.start <= date && date <= week.end).toBe(true);
        expect(new Date(`${week.start}T00:00:00Z`).getUTCDay()).toBe(1);
        expect(daysBetween(week.start, week.end)).toBe(6);
        if (week.iso >= '2000') expect(parseWeek(week.iso, '2020-01-01')).toEqual({ ok: true, value: week });
      }),
    );
  });
});

describe('the days of a period in a zone', () => {
  const hours = (date: string, zone: string) =>
    (startOfDay(addDays(date, 1), zone) - startOfDay(date, zone)) / 3_600_000;

  test('have 23 or 25 hours when the clocks change, and always 24 in Moscow', () => {
    expect(hours('2026-03-29', 'Europe/Berlin')).toBe(23);
    expect(hours('2026-10-25', 'Europe/Berlin')).toBe(25);
    expect(hours('2026-03-29', 'Europe/Moscow')).toBe(24);
    expect(hours('2026-10-25', 'Europe/Moscow')).toBe(24);
  });

  test('start at the first existing minute if the clocks skip midnight', () => {
    expect(new Date(startOfDay('2026-04-24', 'Africa/Cairo')).toISOString()).toBe('2026-04-23T22:00:00.000Z');
  });

  test('are empty for a date that the zone skipped', () => {
    expect(hours('2011-12-30', 'Pacific/Apia')).toBe(0);
  });

  test('have no date for an instant outside the period', () => {
    const days = periodDays({ start: '2026-02-02', end: '2026-02-03' }, 'UTC');
    const at = (time: string) => dayIndexAt(days, Date.parse(time));
    expect([at('2026-02-01T23:59:00Z'), at('2026-02-02T00:00:00Z'), at('2026-02-03T23:59:00Z')]).toEqual([-1, 0, 1]);
    expect(at('2026-02-04T00:00:00Z')).toBe(-1);
  });

  test('sliced from a longer period equal those computed directly', () => {
    fc.assert(
      fc.property(periods, zones, fc.nat(8), fc.nat(8), (period, zone, skipped, length) => {
        const start = addDays(period.start, Math.min(skipped, daysBetween(period.start, period.end)));
        const end = addDays(start, Math.min(length, daysBetween(start, period.end)));
        expect(daysWithin(periodDays(period, zone), { start, end })).toEqual(periodDays({ start, end }, zone));
      }),
    );
  });

  test('map a local time to its instant: to the first of two, or an hour later if it does not exist', () => {
    const at = (date: string, time: string) =>
      new Date(instantAt(date, time, 'Europe/Berlin')).toISOString().slice(0, 16);
    expect(at('2026-10-25', '08:00')).toBe('2026-10-25T07:00');
    expect(at('2026-10-24', '08:00')).toBe('2026-10-24T06:00');
    expect(at('2026-10-25', '02:30')).toBe('2026-10-25T00:30');
    expect(at('2026-03-29', '02:30')).toBe('2026-03-29T01:30');
  });

  test('agree with localDateAt for any instant', () => {
    fc.assert(
      fc.property(periods, zones, fc.integer({ min: -3000, max: 16_000 }), (period, zone, minutes) => {
        const days = periodDays(period, zone);
        const instant = Date.parse(`${period.start}T00:00:00Z`) + minutes * 60_000;
        const date = localDateAt(instant, zone);
        const inPeriod = period.start <= date && date <= period.end;
        expect(days.dates[dayIndexAt(days, instant)]).toBe(inPeriod ? date : undefined);
      }),
    );
  });
});
