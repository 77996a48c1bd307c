import { localTimeAt } from '@aisystant/mcp/local-time';
import fc from 'fast-check';
import { Temporal } from 'temporal-polyfill';
import { describe, expect, test } from 'vitest';
import { instantAt, localDateAt, startOfDay } from './calendar.ts';

const ZONES = Intl.supportedValuesOf('timeZone');

/** The year, and every change of the clocks in it with the minutes, hours and days around it. */
function instantsOf(year: number, zone: string): number[] {
  const around = [-86_400_000, -3_600_000, -60_000, 0, 60_000, 3_600_000, 86_400_000];
  let place = Temporal.ZonedDateTime.from({ year, month: 1, day: 2, timeZone: zone });
  const instants = [place.epochMilliseconds];
  for (
    let next = place.getTimeZoneTransition('next');
    next?.year === year;
    next = place.getTimeZoneTransition('next')
  ) {
    place = next;
    instants.push(...around.map((ms) => next.epochMilliseconds + ms));
  }
  return instants;
}

describe('local time', () => {
  test.each([2011, 2026])('of every zone in %i is that of Temporal, also around a change of the clocks', (year) => {
    const differences = ZONES.flatMap((zone) =>
      instantsOf(year, zone)
        .filter((ms) => !isEqual(ms, zone))
        .map((ms) => [zone, ms]),
    );
    expect(differences).toEqual([]);
  });

  test('of any zone in any year is that of Temporal', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...ZONES),
        fc.integer({ min: 2000, max: 2099 }),
        fc.nat(86_400 * 365),
        (zone, year, second) => {
          expect(isEqual(Date.UTC(year, 0, 2) + second * 1000, zone)).toBe(true);
        },
      ),
    );
  });
});

function isEqual(ms: number, zone: string): boolean {
  const there = Temporal.Instant.fromEpochMilliseconds(ms).toZonedDateTimeISO(zone);
  const date = there.toPlainDate();
  const time = there.toPlainTime().toString().slice(0, 5);
  const instant = (local: string) =>
    date.toPlainDateTime(Temporal.PlainTime.from(local)).toZonedDateTime(zone).epochMilliseconds;
  return (
    localTimeAt(ms, zone) === there.toString({ timeZoneName: 'never', smallestUnit: 'second' }) &&
    localDateAt(ms, zone) === date.toString() &&
    startOfDay(date.toString(), zone) === there.startOfDay().epochMilliseconds &&
    instantAt(date.toString(), time, zone) === instant(time) &&
    instantAt(date.toString(), '02:30', zone) === instant('02:30')
  );
}
