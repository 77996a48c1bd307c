import { boundsOf, dayIndexAt, type LocalDate, MS_PER_MINUTE, type PeriodDays } from '../time/calendar.ts';
import { type EventFacts, MAX_EVENT_MINUTES } from './activity-event.ts';

/** End of an event, epoch ms; without a duration, its start. */
export function endOf(event: EventFacts): number {
  return event.startMs + (event.durationMinutes ?? 0) * MS_PER_MINUTE;
}

/** Whether an event is activity: everything except rest. */
export function isAction(event: EventFacts): boolean {
  return event.activityType !== 'rest';
}

/**
 * Starts (epoch ms, `toMs` excluded) of the events that may overlap a period: an event of the evening before may reach
 * into its first date. `reachMinutes` extends both ends.
 */
export function startsToRead(days: PeriodDays, reachMinutes = 0): { readonly fromMs: number; readonly toMs: number } {
  const { fromMs, toMs } = boundsOf(days);
  const reachMs = reachMinutes * MS_PER_MINUTE;
  return { fromMs: fromMs - MAX_EVENT_MINUTES * MS_PER_MINUTE - reachMs, toMs: toMs + reachMs };
}

/** Cache of `distinctEvents` by list: one summary calls it many times with the same list. */
const DISTINCT = new WeakMap<readonly EventFacts[], readonly EventFacts[]>();

/**
 * One event for each `(source, externalId)`. Of copies that differ the earlier and then the shorter one is kept, so
 * that the result does not depend on their order.
 */
export function distinctEvents<T extends EventFacts>(events: readonly T[]): readonly T[] {
  const known = DISTINCT.get(events);
  if (known !== undefined) return known as readonly T[];
  const byIdentity = new Map<string, T>();
  for (const event of events) {
    const identity = `${event.source}\n${event.externalId}`; // no source contains a line break
    const known = byIdentity.get(identity);
    if (known === undefined || isEarlierCopy(event, known)) byIdentity.set(identity, event);
  }
  const distinct = [...byIdentity.values()];
  DISTINCT.set(events, distinct);
  DISTINCT.set(distinct, distinct);
  return distinct;
}

/** Distinct events that may overlap a period; `reachMinutes` extends both its ends. */
export function eventsNear<T extends EventFacts>(
  events: readonly T[],
  days: PeriodDays,
  reachMinutes = 0,
): readonly T[] {
  const { fromMs, toMs } = startsToRead(days, reachMinutes);
  const near = distinctEvents(events).filter(({ startMs }) => startMs >= fromMs && startMs < toMs);
  DISTINCT.set(near, near);
  return near;
}

function isEarlierCopy(a: EventFacts, b: EventFacts): boolean {
  if (a.startMs !== b.startMs) return a.startMs < b.startMs;
  if (a.durationMinutes !== b.durationMinutes) return (a.durationMinutes ?? -1) < (b.durationMinutes ?? -1);
  if (a.activityType !== b.activityType) return a.activityType < b.activityType;
  return a.confidence < b.confidence;
}

/** Whether an event overlaps a period. */
export function touches(event: EventFacts, days: PeriodDays): boolean {
  const { fromMs, toMs } = boundsOf(days);
  return event.startMs < toMs && lastInstantOf(event) >= fromMs;
}

/** Dates of the period with any part of an event; an event over midnight counts on both dates. */
export function datesTouched(events: readonly EventFacts[], days: PeriodDays): Set<LocalDate> {
  const touched = new Set<LocalDate>();
  const { fromMs, toMs } = boundsOf(days);
  for (const event of events) {
    if (event.startMs >= toMs || lastInstantOf(event) < fromMs) continue;
    const first = dayIndexAt(days, Math.max(event.startMs, fromMs));
    const last = dayIndexAt(days, Math.min(lastInstantOf(event), toMs - 1));
    for (let day = Math.max(first, 0); day <= last; day++) {
      const [start = 0, end = 0] = [days.starts[day], days.starts[day + 1]];
      // A zone may skip a whole date, as Samoa did.
      if (start < end) touched.add(days.dates[day] ?? '');
    }
  }
  return touched;
}

/** The minutes of an event on each date of a period that it touches. */
export function minutesByDate(
  event: EventFacts,
  days: PeriodDays,
): { readonly date: LocalDate; readonly minutes: number }[] {
  const touched = datesTouched([event], days);
  return days.dates.flatMap((date, day) => {
    if (!touched.has(date)) return [];
    const [from = 0, to = 0] = [days.starts[day], days.starts[day + 1]];
    const ms = Math.min(endOf(event), to) - Math.max(event.startMs, from);
    return [{ date, minutes: Math.max(0, ms) / MS_PER_MINUTE }];
  });
}

/** An event that ends at midnight does not touch the next date. */
function lastInstantOf(event: EventFacts): number {
  return Math.max(event.startMs, endOf(event) - 1);
}
