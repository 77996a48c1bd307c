import { ok, type Refusal, type Result, refuse } from '@aisystant/mcp/result';
import { filterTime, isDay, type Moment } from './date-range.ts';
import type { Prefix } from './prefix.ts';

/** A prefix, and the time that is compared with as the portal takes it. */
export type TimeBound = readonly [prefix: Prefix, time: string];

/** What a column of time is compared with. */
export interface TimeCondition {
  readonly column: string;
  readonly prefix: Prefix;
  readonly text: string;
  /** Name of the condition in a refusal. */
  readonly place: string;
}

const WHOLE: readonly Prefix[] = ['>=', '<='];

/** The bounds of a day by prefix. A day is whole and the portal compares seconds: equal to a day is both of its ends. */
const DAY_BOUNDS: { readonly [prefix in Prefix]?: readonly Prefix[] } = {
  '': WHOLE,
  '=': WHOLE,
  '@': WHOLE,
  '>=': ['>='],
  '<=': ['<='],
  '>': ['>'],
  '<': ['<'],
};
/** Bounds at the last second of a day; the others are at its first. */
const AT_THE_END: readonly Prefix[] = ['<=', '>'];
const DATE_LENGTH = '2026-11-28'.length;

/** A condition on a column of times: one bound, or both ends of a day. */
export function timeBounds(
  { column, prefix, text, place }: TimeCondition,
  moment: Moment,
): Result<readonly TimeBound[], Refusal> {
  const bounds = isDay(text) ? DAY_BOUNDS[prefix] : [prefix];
  if (bounds === undefined) {
    const hint = `Дни до него — "<${column}", после него — ">${column}", двумя запросами.`;
    return refuse('bad_prefix', 'Целый день так не исключить.', { field: place, hint });
  }
  const read: TimeBound[] = [];
  for (const bound of bounds) {
    const time = filterTime(text, moment, AT_THE_END.includes(bound));
    if (time === null) return notATime(place);
    read.push([bound, time]);
  }
  return ok(read);
}

/**
 * A condition on a column of dates. A date has no zone: with the offset of the person the portal would take the moment for a date of
 * its own zone.
 */
export function dateBound(
  { prefix, text, place }: TimeCondition,
  moment: Moment,
): Result<readonly TimeBound[], Refusal> {
  const time = filterTime(text, moment, false);
  return time === null ? notATime(place) : ok([[prefix, time.slice(0, DATE_LENGTH)]]);
}

function notATime(field: string) {
  const hint = 'Например 2026-11-28T00:00:00+03:00, 2026-11-28, today или yesterday.';
  return refuse('bad_date', 'Здесь нужна дата.', { field, hint });
}
