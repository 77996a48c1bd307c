/** Patterns of a week that are worth a question, which the client words. */
export const PATTERN_IDS = ['many_days_little_time', 'strong_start_decline', 'much_time_few_products'] as const;

/** Id of a pattern. */
export type PatternId = (typeof PATTERN_IDS)[number];

/** What patterns are derived from. */
export interface WeekShape {
  /** Whether the week is over. */
  readonly isComplete: boolean;
  /** Whether there are data of each of its days. */
  readonly isKnown: boolean;
  /** Invested minutes from Monday to Sunday. */
  readonly minutesByDay: readonly number[];
  readonly daysWithActivity: number;
  /** Whether an activity has no duration: minutes are only a lower bound then. */
  readonly hasUntimed: boolean;
  /** Finished work products; null when not tracked. */
  readonly products: number | null;
}

const sum = (numbers: readonly number[]): number => numbers.reduce((total, n) => total + n, 0);

const PATTERNS: Readonly<Record<PatternId, (week: WeekShape) => boolean>> = {
  many_days_little_time: (week) => !week.hasUntimed && week.daysWithActivity >= 5 && sum(week.minutesByDay) < 60,
  // Monday to Wednesday against the other four days: with Thursday in the first half an even week would be a decline.
  strong_start_decline: (week) =>
    !week.hasUntimed && sum(week.minutesByDay.slice(0, 3)) > 2 * sum(week.minutesByDay.slice(3)),
  much_time_few_products: (week) => week.products !== null && week.products < 2 && sum(week.minutesByDay) > 120,
};

/** The patterns of a week; none for an incomplete week or one with gaps, since a gap is not a zero. */
export function weekPatterns(week: WeekShape): PatternId[] {
  if (!week.isComplete || !week.isKnown) return [];
  return PATTERN_IDS.filter((id) => PATTERNS[id](week));
}
