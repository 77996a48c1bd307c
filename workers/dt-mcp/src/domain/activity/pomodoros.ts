import { boundsOf, dayIndexAt, MS_PER_MINUTE, type PeriodDays } from '../time/calendar.ts';
import type { EventFacts } from './activity-event.ts';
import { distinctEvents, endOf, isAction } from './event-dates.ts';

const POMODORO_MS = 25 * MS_PER_MINUTE;

/** Instants [fromMs, toMs) of continuous work. */
interface Interval {
  readonly fromMs: number;
  readonly toMs: number;
}

/**
 * Whole pomodoros of a period: one for each full 25 minutes of continuous work. Midnight ends an interval, so that days
 * add up. `events` must hold every event that starts in `startsToRead`.
 */
export function pomodoros(events: readonly EventFacts[], days: PeriodDays): number {
  const { fromMs } = boundsOf(days);
  let count = 0;
  for (const interval of intervalsOf(events)) {
    // An interval after the period has no day (-1).
    const first = dayIndexAt(days, Math.max(interval.fromMs, fromMs));
    for (let day = first; day >= 0 && day < days.dates.length; day++) {
      const [startMs = 0, endMs = 0] = [days.starts[day], days.starts[day + 1]];
      if (startMs >= interval.toMs) break;
      count += Math.floor((Math.min(interval.toMs, endMs) - Math.max(interval.fromMs, startMs)) / POMODORO_MS);
    }
  }
  return count;
}

/** Intervals of work; events that overlap or touch are merged. */
function intervalsOf(events: readonly EventFacts[]): Interval[] {
  const intervals: Interval[] = [];
  for (const event of distinctEvents(events)
    .filter(isAction)
    .sort((a, b) => a.startMs - b.startMs)) {
    const last = intervals.at(-1);
    const toMs = endOf(event);
    if (last === undefined || event.startMs > last.toMs) intervals.push({ fromMs: event.startMs, toMs });
    else intervals[intervals.length - 1] = { fromMs: last.fromMs, toMs: Math.max(last.toMs, toMs) };
  }
  return intervals;
}
