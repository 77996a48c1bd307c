import fc from 'fast-check';
import { expect, test } from 'vitest';
import { periodDays } from '../time/calendar.ts';
import { accountedHours } from './accounted-time.ts';
import { eventAt, weeksOfEvents } from './events.arbitrary.ts';
import { investedTime } from './invested-time.ts';
import { type ActivitySource, confidenceOf } from './sources.ts';

const DAYS = periodDays({ start: '2026-02-02', end: '2026-02-08' }, 'Europe/Moscow');
const work = (source: ActivitySource, hasRoleOrMethod: boolean, more: Parameters<typeof eventAt>[2] = {}) => ({
  ...eventAt('2026-02-03T09:00:00+03:00', 90, { source, ...more }),
  hasRoleOrMethod,
});
const hours = (...events: Parameters<typeof accountedHours>[0]) => accountedHours(events, DAYS);

test.each([
  ['what a timer measured', 'timer', false, 1.5],
  ['what a timer measured in a role', 'timer', true, 1.5],
  ['what was written by hand in a role', 'manual_log', true, 1.5],
  ['what was told to a model in a role', 'mcp', true, 1.5],
  ['what was written by hand without a role', 'manual_log', false, 0],
  ['an import without a role', 'import', false, 0],
] as const)('%s is accounted: %s, role %s, %d hours', (_, source, hasRoleOrMethod, expected) => {
  expect(hours(work(source, hasRoleOrMethod))).toBe(expected);
});

test.each(['reading', 'practice', 'strategizing'] as const)(
  'what a timer measured of %s and words corrected is accounted as words are: with a role or a method',
  (activityType) => {
    const corrected = (hasRoleOrMethod: boolean) => ({
      ...work('timer', hasRoleOrMethod, { activityType }),
      confidence: confidenceOf('mcp', activityType),
    });
    expect(hours(work('timer', false, { activityType }))).toBe(1.5);
    expect([hours(corrected(false)), hours(corrected(true))]).toEqual([0, 1.5]);
  },
);

test('rest is not accounted, and overlapping minutes count once', () => {
  expect(hours(work('timer', true, { activityType: 'rest' }))).toBe(0);
  expect(hours(work('timer', false), work('manual_log', true), work('manual_log', true))).toBe(1.5);
});

test('accounted time never exceeds invested time', () => {
  fc.assert(
    fc.property(weeksOfEvents, fc.infiniteStream(fc.boolean()), ({ period, zone, events }, flags) => {
      const days = periodDays(period, zone);
      const told = events.map((event) => ({ ...event, hasRoleOrMethod: flags.next().value }));
      const all = told.map((event) => ({ ...event, hasRoleOrMethod: true }));
      expect(accountedHours(all, days)).toBe(investedTime(events, days).totalMinutes / 60);
      expect(accountedHours(told, days)).toBeGreaterThanOrEqual(0);
    }),
  );
});
