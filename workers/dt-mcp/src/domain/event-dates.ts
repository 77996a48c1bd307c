import { type EventFacts, MAX_EVENT_MINUTES } from './activity-event.ts';
import { boundsOf, dayIndexAt, type LocalDate, MS_PER_MINUTE, type PeriodDays } from './calendar.ts';

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
 * may reach into its first date.
 */
export function startsToRead(days: PeriodDays): { readonly fromMs: number; readonly toMs: number } {
  const { fromMs, toMs } = boundsOf(days);
  return { fromMs: fromMs - MAX_EVENT_MINUTES * MS_PER_MINUTE, toMs };
}

/**
 * One event for each `(source, externalId)`: whatever is given twice counts once. Of copies that disagree the
 * earlier and then the shorter one stays, so that the answer does not depend on the order in which they came.
 */
export function distinctEvents<T extends EventFacts>(events: readonly T[]): T[] {
  const byIdentity = new Map<string, T>();
  for (const event of events) {
    const identity = `${event.source}\n${event.externalId}`; // no source has a line break in it
    const known = byIdentity.get(identity);
    if (known === undefined || isEarlierCopy(event, known)) byIdentity.set(identity, event);
  }
  return [...byIdentity.values()];
}

function isEarlierCopy(a: EventFacts, b: EventFacts): boolean {
  if (a.startMs !== b.startMs) return a.startMs < b.startMs;
  if (a.durationMinutes !== b.durationMinutes) return (a.durationMinutes ?? -1) < (b.durationMinutes ?? -1);
  if (a.activityType !== b.activityType) return a.activityType < b.activityType;
  return a.confidence < b.confidence;
}

/** The dates of the period that any of the events touches; one over midnight touches both dates. */
export function datesTouched(events: readonly EventFacts[], days: PeriodDays): Set<LocalDate> {
  const touched = new Set<LocalDate>();
  for (const event of events) {
    for (const date of datesOfEvent(event, days)) touched.add(date);
  }
  return touched;
}

/** The dates of the period on which an event happens; an end at midnight does not touch the next date. */
function datesOfEvent(event: EventFacts, days: PeriodDays): readonly LocalDate[] {
  const { fromMs, toMs } = boundsOf(days);
  const lastMs = Math.max(event.startMs, endOf(event) - 1);
  if (lastMs < fromMs || event.startMs >= toMs) return [];
  const first = dayIndexAt(days, Math.max(event.startMs, fromMs));
  const last = dayIndexAt(days, Math.min(lastMs, toMs - 1));
  return days.dates.slice(first, last + 1);
}
