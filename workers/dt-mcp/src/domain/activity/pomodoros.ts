import { boundsOf, dayIndexAt, MS_PER_MINUTE, type PeriodDays } from '../time/calendar.ts';
import type { EventFacts } from './activity-event.ts';
import { distinctEvents, endOf, isAction } from './event-dates.ts';

/** How long a pomodoro is. */
const POMODORO_MS = 25 * MS_PER_MINUTE;

/** Instants [fromMs, toMs) of unbroken work. */
interface Stretch {
  readonly fromMs: number;
  readonly toMs: number;
}

/**
 * How many whole pomodoros the unbroken stretches of work of a period hold: one for each full 25 minutes of a stretch.
 * Midnight ends a stretch, so that days add up. Give every event that starts in `startsToRead`.
 */
export function pomodoros(events: readonly EventFacts[], days: PeriodDays): number {
  const { fromMs } = boundsOf(days);
  let count = 0;
  for (const stretch of stretchesOf(events)) {
    // The first date that the stretch reaches into, and on while it does; one after the period has none.
    const first = dayIndexAt(days, Math.max(stretch.fromMs, fromMs));
    for (let day = first; day >= 0 && day < days.dates.length; day++) {
      const [startMs = 0, endMs = 0] = [days.starts[day], days.starts[day + 1]];
      if (startMs >= stretch.toMs) break;
      count += Math.floor((Math.min(stretch.toMs, endMs) - Math.max(stretch.fromMs, startMs)) / POMODORO_MS);
    }
  }
  return count;
}

/** Work in stretches that do not meet: records that overlap or touch are one. */
function stretchesOf(events: readonly EventFacts[]): Stretch[] {
  const stretches: Stretch[] = [];
  for (const event of distinctEvents(events)
    .filter(isAction)
    .sort((a, b) => a.startMs - b.startMs)) {
    const last = stretches.at(-1);
    const toMs = endOf(event);
    if (last === undefined || event.startMs > last.toMs) stretches.push({ fromMs: event.startMs, toMs });
    else stretches[stretches.length - 1] = { fromMs: last.fromMs, toMs: Math.max(last.toMs, toMs) };
  }
  return stretches;
}
