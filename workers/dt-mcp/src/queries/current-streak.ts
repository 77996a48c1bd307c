import { STREAK_LIMIT, streaks } from '../domain/activity/streaks.ts';
import { addDays, type LocalDate, periodDays, type TimeZone } from '../domain/time/calendar.ts';
import type { EventStore } from '../store/event-store.ts';

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
    const { dates, starts } = periodDays({ start: addDays(end, 1 - STREAK_STEP), end }, zone);
    const spans = dates.map((_, day) => ({ fromMs: starts[day] ?? 0, toMs: starts[day + 1] ?? 0 }));
    const found = await store.activeDays(spans);
    for (const day of found) active.add(dates[day] ?? '');
    if (found.length < STREAK_STEP - 1) break;
  }
  return Math.min(streaks(active, today).current, STREAK_LIMIT);
}
