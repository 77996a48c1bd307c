import { Temporal } from 'temporal-polyfill';
import type { TimeZone } from './calendar.ts';

/** An instant (epoch ms) in RFC 3339 with the zone's offset: `2026-11-20T08:10:00+03:00`. */
export function localTimeAt(epochMs: number, zone: TimeZone): string {
  const there = Temporal.Instant.fromEpochMilliseconds(epochMs).toZonedDateTimeISO(zone);
  return there.toString({ timeZoneName: 'never', smallestUnit: 'second' });
}
