import { Temporal } from 'temporal-polyfill';

/** Zone of the demo learners, without clock changes. */
export const DEMO_ZONE = 'Europe/Moscow';
/** Zone of the learner whose week has a clock change. */
export const DST_ZONE = 'Europe/Berlin';

/** The Monday of the last complete Monday–Sunday week in a zone. */
export function lastCompleteMonday(now: Date, zone: string): Temporal.PlainDate {
  const today = Temporal.Instant.fromEpochMilliseconds(now.getTime()).toZonedDateTimeISO(zone).toPlainDate();
  return today.subtract({ days: today.dayOfWeek - 1 + 7 });
}

/** How many days of the week lie before today in a zone: 0 on Monday. */
export function daysIntoWeek(now: Date, zone: string): number {
  return Temporal.Instant.fromEpochMilliseconds(now.getTime()).toZonedDateTimeISO(zone).dayOfWeek - 1;
}

/** ISO id of a week: `2026-W46`. */
export function isoWeek(monday: Temporal.PlainDate): string {
  return `${monday.yearOfWeek}-W${String(monday.weekOfYear).padStart(2, '0')}`;
}

/** The Monday of the week with the last clock change before now in a zone that has them. */
export function lastClockChangeMonday(now: Date, zone: string): Temporal.PlainDate {
  const there = Temporal.Instant.fromEpochMilliseconds(now.getTime()).toZonedDateTimeISO(zone);
  const change = there.getTimeZoneTransition('previous');
  if (!change) throw new Error(`${zone} has no clock changes`);
  const date = change.toPlainDate();
  return date.subtract({ days: date.dayOfWeek - 1 });
}

/** A time of a day of a week, RFC 3339 with the zone's offset; `day` is 0 for Monday. */
export function at(monday: Temporal.PlainDate, day: number, time: string, zone: string): string {
  const date = monday.add({ days: day });
  const there = date.toZonedDateTime({ timeZone: zone, plainTime: Temporal.PlainTime.from(time) });
  return there.toString({ timeZoneName: 'never', smallestUnit: 'second' });
}
