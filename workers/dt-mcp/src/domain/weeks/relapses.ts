import { observedDates, type QualityFacts } from '../activity/coverage.ts';
import { datesTouched, isAction } from '../activity/event-dates.ts';
import { addDays, daysBetween, type LocalDate, localDateAt, type PeriodDays } from '../time/calendar.ts';

/** More empty days in a row than this are a relapse. */
const RELAPSE_AFTER_DAYS = 3;

/** The gaps of a window that are long enough to be a relapse. */
export interface Relapses {
  /** Gaps about which something reported that they were empty. */
  readonly count: number;
  /** Gaps nobody knows about, the days of each: perhaps a relapse or several, perhaps no records. */
  readonly unknown: readonly number[];
  /** Whether the last known gap still runs. */
  readonly open: boolean;
  /** Days since the last activity of the window; null when there is none. */
  readonly daysSinceLastEvent: number | null;
}

/**
 * Counts gaps longer than three days between activity, the one that still runs included. What lies before the first
 * activity of the window is no gap. A gap is known only if every day of it was reported or closed.
 */
export function relapses(facts: QualityFacts, days: PeriodDays, nowMs: number): Relapses {
  const today = localDateAt(nowMs, days.zone);
  const active = [...datesTouched(facts.events.filter(isAction), days)].filter((date) => date <= today).sort();
  const last = active.at(-1);
  if (last === undefined) return { count: 0, unknown: [], open: false, daysSinceLastEvent: null };
  const observed = observedDates(facts, days);
  // Today is not over, so it neither ends a gap nor belongs to one.
  const ends = [...active.slice(1), ...(last < today ? [today] : [])];
  const gaps = ends.flatMap((next, i) => gapBetween(active[i] ?? last, next, observed));
  const openGap = last < today ? gapBetween(last, today, observed)[0] : undefined;
  return {
    count: gaps.filter(({ known }) => known).length,
    unknown: gaps.flatMap(({ known, length }) => (known ? [] : [length])),
    open: openGap?.known ?? false,
    daysSinceLastEvent: daysBetween(last, today),
  };
}

/** The days between two active ones, and whether all of them were observed; nothing when they are too few. */
function gapBetween(
  last: LocalDate,
  next: LocalDate,
  observed: ReadonlySet<LocalDate>,
): { readonly known: boolean; readonly length: number }[] {
  const length = daysBetween(last, next) - 1;
  if (length <= RELAPSE_AFTER_DAYS) return [];
  const dates = Array.from({ length }, (_, i) => addDays(last, i + 1));
  return [{ known: dates.every((date) => observed.has(date)), length }];
}

/** How many relapses so many days could hide at most: each takes four days, and a day of work parts it from the next. */
export function mostRelapsesWithin(days: number): number {
  return Math.floor((days + 1) / (RELAPSE_AFTER_DAYS + 2));
}
