import { Temporal } from 'temporal-polyfill';

/** Zone of the demo learners, without clock changes. */
export const DEMO_ZONE = 'Europe/Moscow';
/** Zone of the learner whose week has a clock change. */
export const DST_ZONE = 'Europe/Berlin';

/** The date in a zone. */
export function dateIn(zone: string, now: Date): Temporal.PlainDate {
  return Temporal.Instant.fromEpochMilliseconds(now.getTime()).toZonedDateTimeISO(zone).toPlainDate();
}

/** The Monday of the last complete Monday–Sunday week in a zone. */
export function lastCompleteMonday(now: Date, zone: string): Temporal.PlainDate {
  const today = dateIn(zone, now);
  return today.subtract({ days: today.dayOfWeek - 1 + 7 });
}

/** The Monday of the week with the last clock change before a date, in a zone that has them. */
export function clockChangeMonday(before: Temporal.PlainDate, zone: string): Temporal.PlainDate {
  const change = before.toZonedDateTime(zone).getTimeZoneTransition('previous');
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
