import type { PeriodDays } from '../time/calendar.ts';
import type { EventFacts } from './activity-event.ts';
import { eventsNear } from './event-dates.ts';
import { investedTime } from './invested-time.ts';

/** An event as far as accounting reads it. */
export type AccountableEvent = EventFacts & {
  /** Whether it says in which role or by which method the work was done. */
  readonly hasRoleOrMethod: boolean;
};

/**
 * Whether the time of an event is accounted for: a timer measured it, or whoever wrote it down named a role or a
 * method. "Recorded by a timer or by hand with a role or a method" is read so that the role is asked of what is written
 * by hand; a timer accounts for its minutes without one.
 */
function isAccounted({ source, hasRoleOrMethod }: AccountableEvent): boolean {
  return source === 'timer' || hasRoleOrMethod;
}

/** Invested hours of a period that are accounted for; minutes that several records claim count once. */
export function accountedHours(events: readonly AccountableEvent[], days: PeriodDays): number {
  return investedTime(eventsNear(events, days).filter(isAccounted), days).totalMinutes / 60;
}
