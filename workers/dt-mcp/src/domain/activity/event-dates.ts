import { boundsOf, dayIndexAt, type LocalDate, MS_PER_MINUTE, type PeriodDays } from '../time/calendar.ts';
import { type EventFacts, MAX_EVENT_MINUTES } from './activity-event.ts';

/** When an event ends, epoch ms; one without a duration ends as it begins. */
export function endOf(event: EventFacts): number {
  return event.startMs + (event.durationMinutes ?? 0) * MS_PER_MINUTE;
}

/** Whether an event is something done: everything except rest. */
export function isAction(event: EventFacts): boolean {
  return event.activityType !== 'rest';
}

/**
 * Which stored events a period needs, by their start, epoch ms (`toMs` excluded): one that began the evening before
 * may reach into its first date. `pastMinutes` reads on past the last date.
 */
export function startsToRead(days: PeriodDays, pastMinutes = 0): { readonly fromMs: number; readonly toMs: number } {
  const { fromMs, toMs } = boundsOf(days);
  return { fromMs: fromMs - MAX_EVENT_MINUTES * MS_PER_MINUTE, toMs: toMs + pastMinutes * MS_PER_MINUTE };
}

/** What `distinctEvents` gave for a list: a summary asks it of one list many times, and only the first time costs. */
const DISTINCT = new WeakMap<readonly EventFacts[], readonly EventFacts[]>();

/**
 * One event for each `(source, externalId)`: whatever is given twice counts once. Of copies that disagree the
 * earlier and then the shorter one stays, so that the answer does not depend on the order in which they came.
 */
export function distinctEvents<T extends EventFacts>(events: readonly T[]): readonly T[] {
  const known = DISTINCT.get(events);
  if (known !== undefined) return known as readonly T[]; // made of these very events
  const byIdentity = new Map<string, T>();
  for (const event of events) {
    const identity = `${event.source}\n${event.externalId}`; // no source has a line break in it
    const known = byIdentity.get(identity);
    if (known === undefined || isEarlierCopy(event, known)) byIdentity.set(identity, event);
  }
  const distinct = [...byIdentity.values()];
  DISTINCT.set(events, distinct);
  DISTINCT.set(distinct, distinct);
  return distinct;
}

/** The events that may reach into a period, each once; with `pastMinutes` those soon after it too. */
export function eventsNear<T extends EventFacts>(
  events: readonly T[],
  days: PeriodDays,
  pastMinutes = 0,
): readonly T[] {
  const { fromMs, toMs } = startsToRead(days, pastMinutes);
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

/** Whether any part of the event lies in the period. */
export function touches(event: EventFacts, days: PeriodDays): boolean {
  const { fromMs, toMs } = boundsOf(days);
  return event.startMs < toMs && lastInstantOf(event) >= fromMs;
}

/** The dates of the period that any of the events touches; one over midnight touches both dates. */
export function datesTouched(events: readonly EventFacts[], days: PeriodDays): Set<LocalDate> {
  const touched = new Set<LocalDate>();
  const { fromMs, toMs } = boundsOf(days);
  for (const event of events) {
    if (event.startMs >= toMs || lastInstantOf(event) < fromMs) continue;
    const first = dayIndexAt(days, Math.max(event.startMs, fromMs));
    const last = dayIndexAt(days, Math.min(lastInstantOf(event), toMs - 1));
    for (let day = first; day <= last; day++) touched.add(days.dates[day] ?? '');
  }
  return touched;
}

/** An end at midnight does not touch the next date; an event without a duration is its own last instant. */
function lastInstantOf(event: EventFacts): number {
  return Math.max(event.startMs, endOf(event) - 1);
}
