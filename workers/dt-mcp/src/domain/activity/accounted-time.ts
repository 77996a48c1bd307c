import type { PeriodDays } from '../time/calendar.ts';
import type { EventFacts } from './activity-event.ts';
import { eventsNear } from './event-dates.ts';
import { investedTime } from './invested-time.ts';
import { confidenceOf } from './sources.ts';

/** An event with what accounting needs. */
export type AccountableEvent = EventFacts & {
  /** Whether it names the role or the method of the work. */
  readonly hasRoleOrMethod: boolean;
};

/**
 * The source says "recorded by a timer or by hand with a role or a method". We read it so that only records made by
 * hand need a role or a method. A timer's record with less confidence than a timer has was corrected by words, or its
 * app doubts it: it counts as one made by hand.
 */
function isAccounted({ source, activityType, confidence, hasRoleOrMethod }: AccountableEvent): boolean {
  return hasRoleOrMethod || (source === 'timer' && confidence >= confidenceOf('timer', activityType));
}

/** Invested hours of a period that are accounted for; overlapping minutes count once. */
export function accountedHours(events: readonly AccountableEvent[], days: PeriodDays): number {
  return investedTime(eventsNear(events, days).filter(isAccounted), days).totalMinutes / 60;
}
