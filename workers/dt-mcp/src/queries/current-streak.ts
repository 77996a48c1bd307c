import { datesTouched, isAction } from '../domain/activity/event-dates.ts';
import { STREAK_LIMIT, streaks } from '../domain/activity/streaks.ts';
import { addDays, type LocalDate, periodDays, type TimeZone } from '../domain/time/calendar.ts';
import type { EventStore } from '../store/event-store.ts';
import { readPeriod } from './period-facts.ts';

/** Days read at a time. */
const STREAK_STEP = 35;

/**
 * The current streak, days, at most {@link STREAK_LIMIT}. Most streaks are short, so it is read back step by step until
 * it breaks.
 */
export async function currentStreak(store: EventStore, zone: TimeZone, today: LocalDate): Promise<number> {
  const active = new Set<LocalDate>();
  for (let read = 0; read < STREAK_LIMIT; read += STREAK_STEP) {
    const end = addDays(today, -read);
    const period = { start: addDays(end, 1 - STREAK_STEP), end };
    const { events } = await readPeriod(store, period, zone);
    const touched = datesTouched(events.filter(isAction), periodDays(period, zone));
    for (const date of touched) active.add(date);
    if (touched.size < STREAK_STEP - 1) break;
  }
  return Math.min(streaks(active, today).current, STREAK_LIMIT);
}
