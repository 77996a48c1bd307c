import { localTimeAt } from '@aisystant/mcp/local-time';
import { ok, type Refusal, type Result, refuse } from '@aisystant/mcp/result';
import { instantOf, offsetAt, startOfLocalDay } from '@aisystant/mcp/zone';

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

const SECOND_MS = 1000;
const DAY_MS = 86_400 * SECOND_MS;
const DAYS_OF_LAST_WEEK = 7;

/** The range in the person's zone: from the first second of a day, mostly midnight, to 23:59:59. `last_week` is eight days: today and the seven days before. */
export function timeRange(range: DateRange, { zone, nowMs }: Moment): Result<TimeRange, Refusal> {
  const localMs = nowMs + offsetAt(nowMs, zone);
  const today = localMs - (localMs % DAY_MS);
  if (range === 'today') return ok(between(today, today, zone));
  if (range === 'yesterday') return ok(between(today - DAY_MS, today - DAY_MS, zone));
  if (range === 'last_week') return ok(between(today - DAYS_OF_LAST_WEEK * DAY_MS, today, zone));
  const [from, to] = [dateOf(range.from), dateOf(range.to)];
  if (from === null || to === null) return refuse('bad_date', 'Такой даты нет.', { field: 'date_range' });
  if (from > to) return refuse('bad_range', 'Начало позже конца.', { field: 'date_range' });
  return ok(between(from, to, zone));
}

const DATE = /^\d{4}-\d{2}-\d{2}$/;

/** Midnight of an existing date as if it were UTC, epoch ms. */
function dateOf(text: string): number | null {
  const ms = DATE.test(text) ? Date.parse(`${text}T00:00:00Z`) : Number.NaN;
  // A runtime may take the 30th of February for the 2nd of March.
  return !Number.isNaN(ms) && new Date(ms).toISOString().startsWith(text) ? ms : null;
}

/** From the start of one local day to the last second of another, both given as if they were UTC. */
function between(first: number, last: number, zone: string): TimeRange {
  const end = startOfLocalDay(last + DAY_MS, zone) - SECOND_MS;
  return { from: localTimeAt(startOfLocalDay(first, zone), zone), to: localTimeAt(end, zone) };
}

const WITH_OFFSET = /^(\d{4}-\d{2}-\d{2})[T ](\d{2}:\d{2}(?::\d{2}(?:\.\d+)?)?)(Z|[+-]\d{2}:?\d{2})$/;
const LOCAL = /^(\d{4}-\d{2}-\d{2})[T ](\d{2}:\d{2}(?::\d{2})?)$/;

/** Whether a value of a filter is a whole day, by its date or its name. */
export const isDay = (text: string): boolean => text === 'today' || text === 'yesterday' || DATE.test(text);

/**
 * A time of a filter with its offset. One without an offset is in the person's zone, where the portal would read it in its
 * own; a day, `today` and `yesterday` are their first second, or the last one where `end` is set. Null for what is no time.
 */
export function filterTime(text: string, { zone, nowMs }: Moment, end: boolean): string | null {
  if (isDay(text)) {
    const range = timeRange(DATE.test(text) ? { from: text, to: text } : (text as 'today' | 'yesterday'), {
      zone,
      nowMs,
    });
    if (!range.ok) return null;
    return end ? range.value.to : range.value.from;
  }
  const [, date = '', time = '', offset] = WITH_OFFSET.exec(text) ?? LOCAL.exec(text) ?? [];
  if (dateOf(date) === null) return null;
  const ms = Date.parse(`${date}T${time}${offset?.replace(/(\d{2}):?(\d{2})$/, '$1:$2') ?? 'Z'}`);
  if (Number.isNaN(ms)) return null;
  return localTimeAt(offset === undefined ? instantOf(ms, zone) : ms, zone);
}

/** The same time as the clocks of a zone show it, without an offset: `2026-11-28T09:00:00`. */
export function localTime(time: string, zone: string): string {
  const ms = Date.parse(time);
  return new Date(ms + offsetAt(ms, zone)).toISOString().slice(0, 19);
}

/** Whether a zone is known. */
export function isZone(zone: string): boolean {
  try {
    Intl.DateTimeFormat('en-US', { timeZone: zone });
    return true;
  } catch {
    return false;
  }
}
