import { describe, expect, test } from 'vitest';
import { addDays, type Period, periodDays } from '../time/calendar.ts';
import { type CoverageMode, dataQuality, knownSince, type QualityFacts } from './coverage.ts';
import { eventAt } from './events.arbitrary.ts';

const WEEK = { start: '2026-02-02', end: '2026-02-08' };
const AFTER = '2026-02-09';
const noon = (date: string) => Date.parse(`${date}T12:00:00+03:00`);
const dayOf = (date: string) => eventAt(`${date}T09:00:00+03:00`, 25);

interface Example extends Partial<QualityFacts> {
  readonly on?: string;
  readonly period?: Period;
  readonly mode?: CoverageMode;
}

function qualityOf({ on = AFTER, period = WEEK, mode = 'tolerant', ...facts }: Example) {
  const days = periodDays(period, 'Europe/Moscow');
  const known = { events: [], syncRanges: [], closedDates: [], knownSince: '2026-01-01', ...facts };
  return dataQuality(known, days, noon(on), mode);
}

describe('days without records', () => {
  test('in a gap of up to two days next to a record are assumed to be days without activity, with a note', () => {
    const events = ['2026-02-02', '2026-02-03', '2026-02-05', '2026-02-06'].map(dayOf);
    expect(qualityOf({ events })).toMatchObject({
      status: 'OK',
      coverage_ratio: 1,
      assumed_dates: ['2026-02-04', '2026-02-07', '2026-02-08'],
      missing_dates: [],
      assumptions: ['Дни без записей считаем днями без дел: 04.02, 07.02–08.02.'],
      notes: null,
    });
  });

  test('are named to the fifth of their ranges, and counted after it', () => {
    const period = { start: '2026-01-05', end: '2026-02-15' };
    const days = [0, 7, 14, 21, 28, 35].flatMap((monday) =>
      [0, 1, 2, 4, 5, 6].map((day) => addDays(period.start, monday + day)),
    );
    expect(qualityOf({ period, on: '2026-02-16', events: days.map(dayOf) }).assumptions).toEqual([
      'Дни без записей считаем днями без дел: 08.01, 15.01, 22.01, 29.01, 05.02 и ещё дней: 1.',
    ]);
  });

  test('at the start of the period are such a gap too', () => {
    const events = ['2026-02-04', '2026-02-05', '2026-02-06', '2026-02-07', '2026-02-08'].map(dayOf);
    expect(qualityOf({ events })).toMatchObject({ status: 'OK', assumed_dates: ['2026-02-02', '2026-02-03'] });
  });

  test('in a gap of three days are missing', () => {
    const events = ['2026-02-02', '2026-02-03', '2026-02-04', '2026-02-05'].map(dayOf);
    expect(qualityOf({ events })).toMatchObject({
      status: 'PARTIAL_DATA',
      coverage_ratio: 0.57,
      assumed_dates: [],
      missing_dates: ['2026-02-06', '2026-02-07', '2026-02-08'],
      notes: 'Нет данных за 06.02–08.02 (дней: 3 из 7).',
    });
  });

  test('in strict mode are always missing', () => {
    const events = ['2026-02-02', '2026-02-03', '2026-02-05', '2026-02-06', '2026-02-07'].map(dayOf);
    expect(qualityOf({ events, mode: 'strict' })).toMatchObject({
      status: 'PARTIAL_DATA',
      coverage_ratio: 0.71,
      missing_dates: ['2026-02-04', '2026-02-08'],
      assumptions: [],
    });
  });

  test('are not assumed if the period has no records', () => {
    const period = { start: '2026-02-02', end: '2026-02-03' };
    expect(qualityOf({ period })).toMatchObject({ status: 'NO_DATA', coverage_ratio: 0, assumed_dates: [] });
  });

  test('are listed up to thirty-one, the latest ones', () => {
    const period = { start: '2026-01-01', end: '2026-02-08' };
    const { missing_dates, notes } = qualityOf({ period, events: [dayOf('2026-01-01')] });
    expect(missing_dates).toHaveLength(31);
    expect(missing_dates.at(-1)).toBe('2026-02-08');
    expect(notes).toBe('Нет данных за 02.01–08.02 (дней: 38 из 39).');
  });
});

describe('the ratio as shown', () => {
  const closed = (days: number, of: number) => {
    const period = { start: '2024-01-01', end: addDays('2024-01-01', of - 1) };
    const closedDates = Array.from({ length: days }, (_, i) => addDays(period.start, i));
    return qualityOf({ period, closedDates, knownSince: null, mode: 'strict' });
  };

  test('is rounded to hundredths', () => {
    expect(closed(3, 7).coverage_ratio).toBe(0.43);
    expect(closed(5, 7).coverage_ratio).toBe(0.71);
  });

  test('is never rounded to 0 or 1', () => {
    expect(closed(1, 366)).toMatchObject({ coverage_ratio: 0.01, status: 'PARTIAL_DATA' });
    expect(closed(365, 366)).toMatchObject({ coverage_ratio: 0.99, status: 'OK' });
  });

  test('is never rounded over the threshold of partial data', () => {
    expect(closed(43, 54)).toMatchObject({ coverage_ratio: 0.79, status: 'PARTIAL_DATA' }); // 0.796
    expect(closed(4, 5)).toMatchObject({ coverage_ratio: 0.8, status: 'OK' });
  });
});

describe('expected days', () => {
  test('end today', () => {
    expect(qualityOf({ on: '2026-02-03', events: [dayOf('2026-02-03')] })).toMatchObject({
      coverage_ratio: 1,
      assumed_dates: ['2026-02-02'],
    });
  });

  test('before the first record are unknown, but not listed as missing', () => {
    const events = [dayOf('2026-02-06')];
    expect(qualityOf({ events, knownSince: '2026-02-06' })).toMatchObject({
      status: 'PARTIAL_DATA',
      coverage_ratio: 0.43,
      days_known: 3,
      days_expected: 7,
      assumed_dates: ['2026-02-07', '2026-02-08'],
      missing_dates: [],
      notes: 'До 06.02 записей о делах не было (дней: 4 из 7).',
    });
  });

  test('make one recorded week of a year a small part of it', () => {
    const period = { start: '2025-02-10', end: '2026-02-08' };
    const events = ['2026-02-02', '2026-02-03', '2026-02-05', '2026-02-06'].map(dayOf);
    expect(qualityOf({ period, events, knownSince: '2026-02-02' })).toMatchObject({
      status: 'PARTIAL_DATA',
      days_known: 7,
      days_expected: 364,
    });
  });

  test('include today only once it has a record', () => {
    const events = ['2026-02-02', '2026-02-03', '2026-02-04'].map(dayOf);
    expect(qualityOf({ on: '2026-02-05', events })).toMatchObject({ days_known: 3, days_expected: 3, notes: null });
    expect(qualityOf({ on: '2026-02-04', events })).toMatchObject({ days_known: 3, days_expected: 3 });
    expect(qualityOf({ on: '2026-02-02', period: { start: '2026-02-02', end: '2026-02-02' } })).toMatchObject({
      status: 'NO_DATA',
      coverage_ratio: null,
      notes: 'За сегодня записей о делах пока нет.',
    });
  });

  test('are none before that date or after today: the ratio is null and the status NO_DATA', () => {
    expect(qualityOf({ knownSince: '2026-02-09' })).toMatchObject({
      status: 'NO_DATA',
      coverage_ratio: null,
      notes: 'Тогда дела ещё не записывались.',
    });
    expect(qualityOf({ on: '2026-02-01' })).toMatchObject({
      status: 'NO_DATA',
      coverage_ratio: null,
      notes: 'Этот период ещё не начался.',
    });
  });

  test('are all elapsed days when nothing was ever written', () => {
    expect(qualityOf({ knownSince: null })).toMatchObject({
      status: 'NO_DATA',
      coverage_ratio: 0,
      missing_dates: expect.objectContaining({ length: 7 }),
      confidence: null,
      sources: [],
      last_sync_at: null,
      stale: false,
      notes: 'За этот период записей о делах нет.',
    });
  });

  test('start at the first write or at an earlier imported record', () => {
    expect(knownSince('2026-02-01', null)).toBe('2026-02-01');
    expect(knownSince('2026-02-01', '2026-02-05')).toBe('2026-02-01');
    expect(knownSince('2026-02-01', '2025-11-05')).toBe('2025-11-05');
  });
});

describe('a day is observed', () => {
  test('when a rest or an event over midnight was recorded', () => {
    const events = [eventAt('2026-02-03T23:50:00+03:00', 30, { activityType: 'rest' })];
    expect(qualityOf({ events, mode: 'strict' }).missing_dates).not.toContain('2026-02-04');
  });

  test('when it has a daily note', () => {
    const closedDates = ['2026-02-04', '2026-03-01'];
    expect(qualityOf({ closedDates, mode: 'strict' })).toMatchObject({ status: 'PARTIAL_DATA', coverage_ratio: 0.14 });
  });

  test('when an automatic source reported it, even if nothing happened', () => {
    const syncRanges = [{ source: 'timer' as const, from: '2026-01-01', to: '2026-02-08', receivedAtMs: noon(AFTER) }];
    expect(qualityOf({ syncRanges })).toMatchObject({
      status: 'OK',
      coverage_ratio: 1,
      assumed_dates: [],
      sources: ['timer'],
    });
  });

  test('but not by a report received before that day', () => {
    const syncRanges = [
      { source: 'timer' as const, from: '2026-01-01', to: '2099-12-31', receivedAtMs: noon('2026-02-03') },
    ];
    expect(qualityOf({ syncRanges, mode: 'strict' }).missing_dates[0]).toBe('2026-02-04');
  });
});

describe('freshness', () => {
  const syncedOn = (date: string) => [
    { source: 'lms' as const, from: '2025-01-01', to: '2025-01-02', receivedAtMs: noon('2025-01-03') },
    { source: 'timer' as const, from: '2026-01-01', to: date, receivedAtMs: noon(date) },
  ];

  test('is lost when more than 72 hours have passed since the newest report', () => {
    expect(qualityOf({ syncRanges: syncedOn('2026-02-06') })).toMatchObject({
      stale: false,
      last_sync_at: '2026-02-06T09:00:00.000Z',
    });
    const stale = qualityOf({ syncRanges: syncedOn('2026-02-05') });
    expect(stale.stale).toBe(true);
    expect(stale.notes).toContain('больше трёх суток назад');
  });

  test('is kept for exactly 72 hours', () => {
    const reported = (ago: number) =>
      qualityOf({ syncRanges: [{ source: 'timer', from: AFTER, to: AFTER, receivedAtMs: noon(AFTER) - ago }] }).stale;
    expect([reported(72 * 3_600_000), reported(72 * 3_600_000 + 1)]).toEqual([false, true]);
  });

  test('of a source without reports in the period does not add it to the sources', () => {
    expect(qualityOf({ syncRanges: syncedOn('2026-02-06') }).sources).toEqual(['timer']);
  });
});

test('confidence is the mean of the period’s events, each counted once', () => {
  const timer = eventAt('2026-02-02T09:00:00+03:00', 25, { source: 'timer' });
  const manual = dayOf('2026-02-03');
  const before = eventAt('2026-02-01T09:00:00+03:00', 25, { source: 'timer' });
  const quality = qualityOf({ events: [before, timer, { ...timer }, manual, dayOf('2026-02-04')] });
  expect(quality).toMatchObject({ confidence: 0.53, sources: ['timer', 'manual_log'] }); // (0.8 + 0.4 + 0.4) / 3
});
