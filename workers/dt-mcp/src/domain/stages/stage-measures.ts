import { type DataStatus, dataQuality } from '../activity/coverage.ts';
import { datesTouched, isAction } from '../activity/event-dates.ts';
import { streaks } from '../activity/streaks.ts';
import { addDays, daysWithin, type LocalDate, type PeriodDays } from '../time/calendar.ts';
import { mostRelapsesWithin, relapses } from '../weeks/relapses.ts';
import { meanOfWeeks, regularDaysOf, type TwinFacts, type WeekValues } from '../weeks/weekly-values.ts';
import type { CriterionId } from './stages.ts';

/** A value with what it may truly be: data have holes, and a record begins some day. */
export interface Measured {
  /** What the data say; null when they say nothing. */
  readonly value: number | null;
  /** The least it can be: all that is unknown taken for nothing. */
  readonly atLeast: number;
  /** The most it can be; infinite when the unknown may hold anything. */
  readonly atMost: number;
}

/** Everything a stage can be measured by, over the weeks of one window. */
export interface WindowMeasures {
  readonly window: PeriodDays;
  readonly status: DataStatus;
  readonly measures: Readonly<Record<CriterionId, Measured>>;
}

/**
 * Measures a window of full weeks, oldest first; `recent` are the days from before it until today. Nothing here knows
 * what any stage asks for.
 */
export function measureWindow(
  facts: TwinFacts,
  weeks: readonly WeekValues[],
  recent: PeriodDays,
  nowMs: number,
): WindowMeasures {
  const end = weeks.at(-1)?.week.end ?? '';
  const window = daysWithin(recent, { start: weeks[0]?.week.start ?? end, end });
  const { status } = dataQuality(facts, window, nowMs);
  // What lies before the record began is unknown, however complete the record is since.
  const isWhole = status === 'OK' && unseenDays(facts.knownSince, window) === 0;
  const measured = (value: number | null, atLeast: number): Measured => {
    return { value, atLeast, atMost: isWhole && value !== null ? value : Number.POSITIVE_INFINITY };
  };
  const mean = (of: (week: WeekValues) => number) =>
    measured(meanOfWeeks(weeks, of).mean, weeks.reduce((sum, week) => sum + of(week), 0) / weeks.length);
  const { longest } = streaks(datesTouched(facts.events.filter(isAction), window), addDays(window.end, 1));
  const drafts = weeks.reduce((sum, week) => sum + (week.drafts ?? 0), 0);
  return {
    window,
    status,
    measures: {
      hours_per_week: mean(({ minutes }) => minutes / 60),
      regularity_days_per_week: mean(regularDaysOf),
      streak_days: measured(status === 'NO_DATA' ? null : longest, longest),
      reflection_notes_per_week: mean(({ reflections }) => reflections),
      strategizing_weeks_percent: mean(({ strategized }) => (strategized ? 100 : 0)),
      drafts_per_window: measured(facts.products === null ? null : drafts, drafts),
      relapse_count: relapsesOf(facts, window, recent, nowMs),
    },
  };
}

/** Relapses of a window and of the days since: the one that still runs counts too. */
function relapsesOf(facts: TwinFacts, window: PeriodDays, recent: PeriodDays, nowMs: number): Measured {
  const days = daysWithin(recent, { start: window.start, end: recent.end });
  const { count, unknown, daysSinceLastEvent } = relapses(facts, days, nowMs);
  if (daysSinceLastEvent === null) return { value: null, atLeast: 0, atMost: Number.POSITIVE_INFINITY };
  const dark = [...unknown, unseenDays(facts.knownSince, window)];
  const hidden = dark.reduce((sum, length) => sum + mostRelapsesWithin(length), 0);
  return { value: count === 0 && unknown.length > 0 ? null : count, atLeast: count, atMost: count + hidden };
}

/** Days of a window that lie before the record began; all of them when there is no record. */
function unseenDays(knownSince: LocalDate | null, { dates }: PeriodDays): number {
  return dates.filter((date) => knownSince === null || date < knownSince).length;
}
