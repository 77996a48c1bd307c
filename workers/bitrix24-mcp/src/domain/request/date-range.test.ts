import { localTimeAt } from '@aisystant/mcp/local-time';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { filterTime, isZone, NAMED_RANGES, timeRange } from './date-range.ts';

const HOUR_MS = 3_600_000;
const zones = fc.constantFrom(
  'Europe/Moscow',
  'Europe/Berlin',
  'America/New_York',
  'Asia/Kolkata',
  'Australia/Lord_Howe',
  // At midnight the clocks go back to eleven, so that the last hour of a day comes twice.
  'America/Santiago',
  'Africa/Cairo',
  '+03:00',
);
/** On this day in Chile the clocks went from midnight to one: it has no midnight. */
const WITHOUT_MIDNIGHT = Date.UTC(2025, 8, 7, 4);
const CLOCK_CHANGES: ['America/Santiago', number][] = [['America/Santiago', WITHOUT_MIDNIGHT]];
const moments = fc.integer({ min: Date.UTC(2024, 0), max: Date.UTC(2027, 0) });

test('today holds the moment of the call, in every zone and across changes of the clocks', () => {
  fc.assert(
    fc.property(zones, moments, (zone, nowMs) => {
      const range = timeRange('today', { zone, nowMs });
      if (!range.ok) throw new Error('refused');
      const [from, to] = [Date.parse(range.value.from), Date.parse(range.value.to)];
      expect(from).toBeLessThanOrEqual(nowMs);
      expect(to + 999).toBeGreaterThanOrEqual(nowMs - (nowMs % 1000));
      expect((to + 1000 - from) / HOUR_MS).toBeGreaterThanOrEqual(23);
      expect((to + 1000 - from) / HOUR_MS).toBeLessThanOrEqual(25);
      const date = range.value.from.slice(0, 10);
      expect(localTimeAt(from - 1000, zone).slice(0, 10) < date).toBe(true);
      expect(range.value.to.slice(0, 19)).toBe(`${date}T23:59:59`);
    }),
    { examples: CLOCK_CHANGES },
  );
});

test('a day without a midnight begins with its first second', () => {
  const range = timeRange('today', { zone: 'America/Santiago', nowMs: WITHOUT_MIDNIGHT });
  expect(range).toMatchObject({ value: { from: '2025-09-07T01:00:00-03:00', to: '2025-09-07T23:59:59-03:00' } });
});

test('yesterday ends a second before today, and last_week is eight days that end with it', () => {
  fc.assert(
    fc.property(zones, moments, (zone, nowMs) => {
      const [today, yesterday, week] = NAMED_RANGES.map((name) => timeRange(name, { zone, nowMs }));
      if (!today?.ok || !yesterday?.ok || !week?.ok) throw new Error('refused');
      expect(Date.parse(yesterday.value.to) + 1000).toBe(Date.parse(today.value.from));
      expect(week.value.to).toBe(today.value.to);
      const days =
        (Date.parse(today.value.from.slice(0, 10)) - Date.parse(week.value.from.slice(0, 10))) / (24 * HOUR_MS);
      expect(days).toBe(7);
    }),
    { examples: CLOCK_CHANGES },
  );
});

test.each([
  ['2026-11-28', false, '2026-11-28T00:00:00+03:00'],
  ['2026-11-28', true, '2026-11-28T23:59:59+03:00'],
  ['2026-11-28T00:00', true, '2026-11-28T00:00:00+03:00'],
  ['2026-11-28T10:30:00', false, '2026-11-28T10:30:00+03:00'],
  ['2026-11-28T10:30:00+01:00', false, '2026-11-28T12:30:00+03:00'],
  ['today', true, '2026-11-28T23:59:59+03:00'],
  ['yesterday', false, '2026-11-27T00:00:00+03:00'],
  ['2026-11-28 10:30', false, '2026-11-28T10:30:00+03:00'],
  ['2026-11-28 10:30:15.5+0100', false, '2026-11-28T12:30:15+03:00'],
  ['2026-02-30', false, null],
  ['2026-02-30T10:00:00Z', false, null],
  ['2026-11-28T25:00', false, null],
  ['вчера', false, null],
])('%s of a filter is read in the zone of the person', (text, end, expected) => {
  const moment = { zone: 'Europe/Moscow', nowMs: Date.parse('2026-11-28T09:00:00Z') };
  expect(filterTime(text, moment, end)).toBe(expected);
});

test.each([
  ['America/Santiago', '2026-04-04', '2026-04-04T23:59:59-04:00'],
  ['Africa/Cairo', '2026-10-29', '2026-10-29T23:59:59+02:00'],
])('a day of %s whose last hour comes twice, %s, ends with the second one', (zone, day, end) => {
  expect(filterTime(day, { zone, nowMs: Date.parse('2026-11-28T09:00:00Z') }, true)).toBe(end);
});

test('a time that the clocks skip is moved by as much as they skip', () => {
  const moment = { zone: 'Europe/Berlin', nowMs: Date.parse('2026-11-28T09:00:00Z') };
  expect(filterTime('2026-03-29T02:30', moment, false)).toBe('2026-03-29T03:30:00+02:00');
});

test.each([
  ['Europe/Moscow', true],
  ['+03:00', true],
  ['', false],
  ['Europe/Atlantis', false],
])('%j is a zone: %s', (zone, known) => {
  expect(isZone(zone)).toBe(known);
});
