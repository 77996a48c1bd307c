import { addDays, type LocalDate } from '../time/calendar.ts';

/** Longest current streak that is told, days: nobody must read the whole log of a learner of many years. */
export const STREAK_LIMIT = 365;

/** Runs of consecutive active dates, in days. `longest` ≥ `current`. */
export interface Streaks {
  /** The run that reaches today or, while today is still empty, yesterday; 0 when neither is active. */
  readonly current: number;
  /** The longest run there ever was. */
  readonly longest: number;
}

/** The current and the longest streak as of `today`. Dates after today are not looked at. */
export function streaks(activeDates: Iterable<LocalDate>, today: LocalDate): Streaks {
  let current = 0;
  let longest = 0;
  let last: LocalDate | null = null;
  for (const date of [...new Set(activeDates)].filter((active) => active <= today).sort()) {
    current = last !== null && addDays(last, 1) === date ? current + 1 : 1;
    longest = Math.max(longest, current);
    last = date;
  }
  // An empty today breaks nothing: the day is not over.
  const alive = last !== null && last >= addDays(today, -1);
  return { current: alive ? current : 0, longest };
}
