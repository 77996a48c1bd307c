import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { addDays, periodDays, startOfDay } from '../time/calendar.ts';
import type { EventFacts } from './activity-event.ts';
import { distinctEvents, endOf } from './event-dates.ts';
import { crowdedNights, eventAt, weeksOfEvents } from './events.arbitrary.ts';
import { pomodoros } from './pomodoros.ts';

const DAYS = periodDays({ start: '2026-02-03', end: '2026-02-04' }, 'Europe/Moscow');
const at = (time: string, minutes: number | null, more: Parameters<typeof eventAt>[2] = {}) =>
  eventAt(`2026-02-03T${time}:00+03:00`, minutes, more);

/** Reference implementation, minute by minute; too slow for production. */
function literally(events: readonly EventFacts[], date: string, zone: string): number {
  const works = (ms: number) =>
    events.some((event) => event.activityType !== 'rest' && event.startMs <= ms && ms < endOf(event));
  let [count, run] = [0, 0];
  for (let ms = startOfDay(date, zone); ms < startOfDay(addDays(date, 1), zone); ms += 60_000) {
    run = works(ms) ? run + 1 : 0;
    if (run > 0 && run % 25 === 0) count += 1;
  }
  return count;
}

describe('pomodoros', () => {
  test.each([
    [24, 0],
    [25, 1],
    [45, 1],
    [49, 1],
    [50, 2],
    [120, 4],
    [null, 0],
  ])('of %s minutes without a break: %i', (minutes, count) => {
    expect(pomodoros([at('09:00', minutes)], DAYS)).toBe(count);
  });

  test('are not joined across a break', () => {
    expect(pomodoros([at('09:00', 20), at('09:21', 20)], DAYS)).toBe(0);
  });

  test('continue through adjacent or overlapping records, which count once', () => {
    expect(pomodoros([at('09:00', 15), at('09:15', 15)], DAYS)).toBe(1);
    expect(pomodoros([at('09:00', 25), at('09:00', 25, { source: 'timer' }), at('09:00', 25)], DAYS)).toBe(1);
  });

  test('do not count rest', () => {
    expect(pomodoros([at('09:00', 60, { activityType: 'rest' })], DAYS)).toBe(0);
  });

  test('end at midnight: each date counts its own', () => {
    expect(pomodoros([at('23:45', 30)], DAYS)).toBe(0);
    expect(pomodoros([at('23:35', 50)], DAYS)).toBe(2);
  });

  test('equal a minute-by-minute computation of the definition', () => {
    fc.assert(
      fc.property(crowdedNights, ({ period, zone, events }) => {
        const days = periodDays(period, zone);
        const literal = days.dates.reduce((sum, date) => sum + literally(distinctEvents(events), date, zone), 0);
        expect(pomodoros(events, days)).toBe(literal);
      }),
      { numRuns: 30 },
    );
  });

  test('add up over days, for any order of records and any duplicates', () => {
    fc.assert(
      fc.property(weeksOfEvents, ({ period, zone, events }) => {
        const days = periodDays(period, zone);
        const byDay = days.dates.map((date) => pomodoros(events, periodDays({ start: date, end: date }, zone)));
        const all = pomodoros(events, days);
        expect(byDay.reduce((sum, count) => sum + count, 0)).toBe(all);
        expect(pomodoros([...events, ...events].reverse(), days)).toBe(all);
      }),
    );
  });
});
