import { ok, type Refusal, type Result, refuse } from '@aisystant/mcp/result';
import { Temporal } from 'temporal-polyfill';

/** A range of days by name. */
export const NAMED_RANGES = ['today', 'yesterday', 'last_week'] as const;

/** A range of days: by name, or from one date to another, both included. */
export type DateRange = (typeof NAMED_RANGES)[number] | { readonly from: string; readonly to: string };

/** The person's zone and the time of the call. */
export interface Moment {
  /** IANA name, or an offset such as `+03:00`. */
  readonly zone: string;
  readonly nowMs: number;
}

/** First and last second of a range, as times of the person's zone with its offset. */
export interface TimeRange {
  readonly from: string;
  readonly to: string;
}

const DAYS_OF_LAST_WEEK = 7;

/** The range in the person's zone: from midnight to 23:59:59. `last_week` is today and the seven days before. */
export function timeRange(range: DateRange, { zone, nowMs }: Moment): Result<TimeRange, Refusal> {
  const today = Temporal.Instant.fromEpochMilliseconds(nowMs).toZonedDateTimeISO(zone).toPlainDate();
  if (range === 'today') return ok(between(today, today, zone));
  if (range === 'yesterday') return ok(between(today.subtract({ days: 1 }), today.subtract({ days: 1 }), zone));
  if (range === 'last_week') return ok(between(today.subtract({ days: DAYS_OF_LAST_WEEK }), today, zone));
  const [from, to] = [dateOf(range.from), dateOf(range.to)];
  if (!from || !to) return refuse('bad_date', 'Такой даты нет.', { field: 'date_range' });
  if (Temporal.PlainDate.compare(from, to) > 0) {
    return refuse('bad_range', 'Начало позже конца.', { field: 'date_range' });
  }
  return ok(between(from, to, zone));
}

function dateOf(text: string): Temporal.PlainDate | null {
  try {
    return Temporal.PlainDate.from(text, { overflow: 'reject' });
  } catch {
    return null;
  }
}

function between(first: Temporal.PlainDate, last: Temporal.PlainDate, zone: string): TimeRange {
  const end = last.toZonedDateTime({ timeZone: zone, plainTime: '23:59:59' });
  return { from: written(first.toZonedDateTime(zone)), to: written(end) };
}

const written = (time: Temporal.ZonedDateTime) => time.toString({ timeZoneName: 'never', smallestUnit: 'second' });

const WITH_OFFSET = /^\d{4}-\d{2}-\d{2}[T ]\d{2}:\d{2}(:\d{2}(\.\d+)?)?(Z|[+-]\d{2}:?\d{2})$/;
const LOCAL = /^\d{4}-\d{2}-\d{2}([T ]\d{2}:\d{2}(:\d{2})?)?$/;

/**
 * A time of a filter with its offset. One without an offset is in the person's zone, where the portal would read it in its
 * own; `today` and `yesterday` are their first second, or the last one where `end` is set. Null for what is no time.
 */
export function filterTime(text: string, { zone, nowMs }: Moment, end: boolean): string | null {
  if (text === 'today' || text === 'yesterday') {
    const range = timeRange(text, { zone, nowMs });
    if (!range.ok) return null;
    return end ? range.value.to : range.value.from;
  }
  try {
    if (WITH_OFFSET.test(text)) return written(Temporal.Instant.from(text.replace(' ', 'T')).toZonedDateTimeISO(zone));
    if (LOCAL.test(text))
      return written(Temporal.PlainDateTime.from(text, { overflow: 'reject' }).toZonedDateTime(zone));
    return null;
  } catch {
    return null;
  }
}

/** The same time as the clocks of a zone show it, without an offset: `2026-11-28T09:00:00`. */
export function localTime(time: string, zone: string): string {
  return Temporal.Instant.from(time).toZonedDateTimeISO(zone).toPlainDateTime().toString({ smallestUnit: 'second' });
}

/** Whether a zone is known. */
export function isZone(zone: string): boolean {
  try {
    Temporal.Instant.fromEpochMilliseconds(0).toZonedDateTimeISO(zone);
    return zone !== '';
  } catch {
    return false;
  }
}
