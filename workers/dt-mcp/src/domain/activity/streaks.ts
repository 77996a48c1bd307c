import { addDays, type LocalDate } from '../time/calendar.ts';

/** Longest streak reported, days, so that the log of many years is never read whole. */
export const STREAK_LIMIT = 365;

/** Runs of consecutive active dates, days. `longest` ≥ `current`. */
export interface Streaks {
  /** The run up to today, or up to yesterday while today is empty; 0 when neither is active. */
  readonly current: number;
  readonly longest: number;
}

/** Streaks as of `today`; later dates are ignored. */
export function streaks(activeDates: Iterable<LocalDate>, today: LocalDate): Streaks {
  let current = 0;
  let longest = 0;
  let last: LocalDate | null = null;
  for (const date of [...new Set(activeDates)].filter((active) => active <= today).sort()) {
    current = last !== null && addDays(last, 1) === date ? current + 1 : 1;
    longest = Math.max(longest, current);
    last = date;
  }
  // An empty today does not break a streak: the day is not over.
  const alive = last !== null && last >= addDays(today, -1);
  return { current: alive ? current : 0, longest };
}
