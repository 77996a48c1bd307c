import type { ActivityEvent, NewActivityEvent } from '../domain/activity/activity-event.ts';
import { EVENT_LIMIT, EVENTS_PER_DAY, type SavedEvent, type UpdatedEvent } from './event-store.ts';
import { rowOf } from './rows.ts';

// What a write of events does, whatever stores them.

/** Events stored in all, and on the UTC day (days since the epoch) of the last write. */
export type Counters = { readonly events: number; readonly day: number; readonly events_of_day: number };

/** A stored event, and whether it counts. */
export interface KnownEvent {
  readonly event: ActivityEvent;
  readonly live: boolean;
}

const dayOf = (ms: number): number => Math.floor(ms / 86_400_000);

/** What becomes of each event of a batch, and those to be stored; `find` finds what is stored under an identity. */
export function admitEvents(
  events: readonly NewActivityEvent[],
  counters: Counters,
  nowMs: number,
  find: (event: NewActivityEvent) => KnownEvent | null,
): { readonly saved: readonly SavedEvent[]; readonly stored: readonly ActivityEvent[] } {
  const stored = new Map<string, ActivityEvent>();
  const today = counters.day >= dayOf(nowMs) ? counters.events_of_day : 0;
  const saved = events.map((event): SavedEvent => {
    const identity = JSON.stringify([event.source, event.externalId]);
    const earlier = stored.get(identity);
    const known = earlier ? { event: earlier, live: true } : find(event);
    if (known) return { status: 'duplicate', event: known.event, cancelled: !known.live };
    if (counters.events + stored.size >= EVENT_LIMIT) return { status: 'rejected', reason: 'total_limit' };
    if (today + stored.size >= EVENTS_PER_DAY) return { status: 'rejected', reason: 'daily_limit' };
    const added = { ...event, eventId: crypto.randomUUID(), version: 1 };
    stored.set(identity, added);
    return { status: 'stored', event: added };
  });
  return { saved, stored: [...stored.values()] };
}

/** The counters after so many more events. Counting the rows before each write would cost more than the write. */
export function countersAfter({ events, day, events_of_day }: Counters, added: number, nowMs: number): Counters {
  const today = dayOf(nowMs);
  return {
    events: events + added,
    day: Math.max(day, today),
    events_of_day: (day >= today ? events_of_day : 0) + added,
  };
}

/** What a correction does. Writing what is stored changes nothing, for any version. */
export function correct(known: ActivityEvent | null, event: NewActivityEvent, expectedVersion: number): UpdatedEvent {
  if (known === null) return { status: 'not_found' };
  const { eventId, source, externalId, version } = known;
  const changed = { ...event, source, externalId, eventId, version };
  if (JSON.stringify(rowOf(changed)) === JSON.stringify(rowOf(known))) return { status: 'unchanged', event: known };
  if (version !== expectedVersion) return { status: 'conflict', version };
  return { status: 'updated', event: { ...changed, version: version + 1 } };
}
