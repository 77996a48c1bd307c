import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { clockAt, DEFAULT_TIMEZONE } from './clock.ts';

const INSTANT = Date.parse('2026-11-28T21:30:59Z');

describe('the time of a conversation', () => {
  test.each([
    ['Europe/Moscow', '2026-11-29T00:30:00+03:00', '2026-11-29', 'воскресенье'],
    ['UTC', '2026-11-28T21:30:00+00:00', '2026-11-28', 'суббота'],
    ['America/St_Johns', '2026-11-28T18:00:00-03:30', '2026-11-28', 'суббота'],
    ['Asia/Kathmandu', '2026-11-29T03:15:00+05:45', '2026-11-29', 'воскресенье'],
    ['europe/moscow', '2026-11-29T00:30:00+03:00', '2026-11-29', 'воскресенье'],
  ])('in %s is that of the place, with its date and weekday', (zone, now, date, weekday) => {
    const clock = clockAt(INSTANT, zone);
    expect(clock).toEqual({
      ok: true,
      value: { now, date, weekday, timezone: expect.stringMatching(/^(UTC|\w+\/\w+)$/), timezone_assumed: false },
    });
  });

  test.each([
    ['Asia/Kolkata', 'Asia/Kolkata'],
    ['europe/kiev', 'Europe/Kiev'],
    ['US/PACIFIC', 'US/Pacific'],
    ['europe/moscow', 'Europe/Moscow'],
  ])('in %s keeps the name of the zone: %s', (written, timezone) => {
    expect(clockAt(INSTANT, written)).toMatchObject({ ok: true, value: { timezone } });
  });

  test('is the same instant in any zone, to the minute', () => {
    const zones = fc.constantFrom(...Intl.supportedValuesOf('timeZone'));
    const instants = fc.integer({ min: Date.UTC(2000, 0, 1), max: Date.UTC(2099, 11, 31) });
    fc.assert(
      fc.property(zones, instants, (zone, instant) => {
        const clock = clockAt(instant, zone);
        expect(clock.ok && Date.parse(clock.value.now)).toBe(Math.floor(instant / 60_000) * 60_000);
        expect(clock.ok && clock.value.now.slice(0, 10)).toBe(clock.ok && clock.value.date);
      }),
      { numRuns: 300 },
    );
  });

  test.each(['', '+03:00', 'Europe/Atlantis', '../../etc', 'Europe/Moscow[x]', 'GMT+3', 'x'.repeat(64)])(
    'is refused for what is no zone: %j',
    (zone) => {
      expect(clockAt(INSTANT, zone)).toMatchObject({ ok: false, error: { code: 'unknown_time_zone' } });
    },
  );

  test('is that of Moscow for a learner who named no zone', () => {
    expect(clockAt(INSTANT, DEFAULT_TIMEZONE)).toMatchObject({ value: { timezone: 'Europe/Moscow' } });
  });
});
