import { observedDates } from '../activity/coverage.ts';
import { datesTouched, isAction } from '../activity/event-dates.ts';
import { addDays, boundsOf, daysBetween, type LocalDate, localDateAt, type PeriodDays } from '../time/calendar.ts';
import type { TwinFacts } from './weekly-values.ts';

/** A gap of more days than this is a relapse. */
const RELAPSE_AFTER_DAYS = 3;

/** Gaps of a window that are long enough for a relapse. */
export interface Relapses {
  /** Gaps that are known to be empty. */
  readonly count: number;
  /** Lengths of gaps without data, days: each may hold several relapses or none. */
  readonly unknown: readonly number[];
  /** Whether a known gap is still open. */
  readonly open: boolean;
  /** Days since the last activity of the window; null when there is none. */
  readonly daysSinceLastEvent: number | null;
}

/**
 * Finds gaps of more than three days without activity, an open one and one at the head of the days included. A gap is known
 * only if every day of it was reported or closed. Days that are known to be empty before any activity are no gap.
 */
export function relapses(facts: TwinFacts, days: PeriodDays, nowMs: number): Relapses {
  const today = localDateAt(nowMs, days.zone);
  const actions = facts.events.filter(isAction);
  const active = [...datesTouched(actions, days)].filter((date) => date <= today).sort();
  const [first, last] = [active[0], active.at(-1)];
  if (first === undefined || last === undefined)
    return { count: 0, unknown: [], open: false, daysSinceLastEvent: null };
  const observed = observedDates(facts, days);
  // Today is not over, so it neither ends a gap nor belongs to one.
  const ends = [...active.slice(1), ...(last < today ? [today] : [])];
  const between = ends.flatMap((next, i) => gapBetween(active[i] ?? last, next, observed));
  const { fromMs } = boundsOf(days);
  const hasBegun = facts.firstActionMs !== null && facts.firstActionMs < fromMs;
  const atHead = gapBetween(addDays(days.start, -1), first, observed).filter(({ known }) => !known || hasBegun);
  const gaps = [...atHead, ...between];
  const openGap = last < today ? gapBetween(last, today, observed)[0] : undefined;
  return {
    count: gaps.filter(({ known }) => known).length,
    unknown: gaps.flatMap(({ known, length }) => (known ? [] : [length])),
    open: openGap?.known ?? false,
    daysSinceLastEvent: daysBetween(last, today),
  };
}

/** The gap between two active dates, and whether all its days were observed; empty when it is too short. */
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

/** Most relapses in so many days: each takes four days, and an active day separates two. */
export function mostRelapsesWithin(days: number): number {
  return Math.floor((days + 1) / (RELAPSE_AFTER_DAYS + 2));
}
