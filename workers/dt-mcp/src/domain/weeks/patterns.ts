import type { DataStatus } from '../activity/coverage.ts';

/** Shapes of a week that are worth a question; texts about them belong to the one who talks to the learner. */
export const PATTERN_IDS = ['many_days_little_time', 'strong_start_decline', 'much_time_few_products'] as const;

/** The id of a pattern. */
export type PatternId = (typeof PATTERN_IDS)[number];

/** What the patterns of a week are read from. */
export interface WeekShape {
  /** Whether the week is over. */
  readonly isComplete: boolean;
  readonly status: DataStatus;
  /** Invested minutes from Monday to Sunday. */
  readonly minutesByDay: readonly number[];
  readonly daysWithActivity: number;
  /** Finished work products; null when nobody knows. */
  readonly products: number | null;
}

const sum = (numbers: readonly number[]): number => numbers.reduce((total, n) => total + n, 0);

const PATTERNS: Readonly<Record<PatternId, (week: WeekShape) => boolean>> = {
  many_days_little_time: (week) => week.daysWithActivity >= 5 && sum(week.minutesByDay) < 60,
  // Seven days have no middle. Cut after Wednesday, the first part is the shorter one: three days that outweigh the
  // other four twice over are a decline for certain; with Thursday in the first part an even week would look like one.
  strong_start_decline: (week) => sum(week.minutesByDay.slice(0, 3)) > 2 * sum(week.minutesByDay.slice(3)),
  much_time_few_products: (week) => week.products !== null && week.products < 2 && sum(week.minutesByDay) > 120,
};

/** The patterns of a week. None for a week that still runs or has holes: a hole is not a zero. */
export function weekPatterns(week: WeekShape): PatternId[] {
  if (!week.isComplete || week.status !== 'OK') return [];
  return PATTERN_IDS.filter((id) => PATTERNS[id](week));
}
