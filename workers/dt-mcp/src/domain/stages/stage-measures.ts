import { type DataQuality, dataQuality, recordedOrUnknown } from '../activity/coverage.ts';
import { datesTouched, isAction } from '../activity/event-dates.ts';
import { streaks } from '../activity/streaks.ts';
import { addDays, daysWithin, type LocalDate, type PeriodDays } from '../time/calendar.ts';
import { keptInTwin, whyNeverKept } from '../weeks/never-kept.ts';
import { mostRelapsesWithin, relapses } from '../weeks/relapses.ts';
import {
  hoursOf,
  meanHours,
  meanOfWeeks,
  regularDaysOf,
  type TwinFacts,
  type WeekValues,
} from '../weeks/weekly-values.ts';
import type { CriterionId } from './stages.ts';

/** A value with its bounds: data have gaps, and records begin on some date. */
export interface Measured {
  /** Null without data. */
  readonly value: number | null;
  /** Lower bound: everything unknown counts as nothing. */
  readonly atLeast: number;
  /** Upper bound; infinite when unknown days may hold anything. */
  readonly atMost: number;
  /** What is missing, in Russian; null when the bounds meet. */
  readonly why: string | null;
}

/** All criteria measured over one window. */
export interface WindowMeasures {
  readonly window: PeriodDays;
  readonly quality: Pick<DataQuality, 'status' | 'days_known' | 'days_expected'>;
  readonly measures: Readonly<Record<CriterionId, Measured>>;
}

/**
 * Measures a window of full weeks, oldest first, independently of any stage. `recent` holds the days from before the
 * window until today.
 */
export function measureWindow(
  facts: TwinFacts,
  weeks: readonly WeekValues[],
  recent: PeriodDays,
  nowMs: number,
): WindowMeasures {
  const end = weeks.at(-1)?.week.end ?? '';
  const window = daysWithin(recent, { start: weeks[0]?.week.start ?? end, end });
  const quality = dataQuality(facts, window, nowMs);
  const { status } = quality;
  // Days before the first record are unknown, however complete the record is since.
  const isWhole = status === 'OK' && daysBeforeRecords(facts.knownSince, window) === 0;
  const measured = (value: number | null, atLeast: number): Measured =>
    isWhole && value !== null
      ? { value, atLeast, atMost: value, why: atLeast < value ? missingOf(quality) : null }
      : { value, atLeast, atMost: Number.POSITIVE_INFINITY, why: missingOf(quality) };
  const mean = (of: (week: WeekValues) => number | null, found = meanOfWeeks(weeks, of)) =>
    measured(found.mean, weeks.reduce((sum, week) => sum + (of(week) ?? 0), 0) / weeks.length);
  const kept = (id: CriterionId, found: Measured): Measured => {
    const why = whyNeverKept(id, keptInTwin(facts));
    return why === null ? found : unmeasured(why);
  };
  const { longest } = streaks(datesTouched(facts.events.filter(isAction), window), addDays(window.end, 1));
  const drafts = weeks.reduce((sum, week) => sum + (week.drafts ?? 0), 0);
  return {
    window,
    quality,
    measures: {
      hours_per_week: openAbove(
        mean(hoursOf, meanHours(weeks)),
        weeks.some(({ hasUntimed }) => hasUntimed),
        'есть занятия, длительность которых не записана',
      ),
      regularity_days_per_week: openAbove(
        mean(regularDaysOf),
        weeks.some((week) => week.status !== 'NO_DATA' && regularDaysOf(week) === null),
        'есть недели, о днях слота которых данных нет',
      ),
      streak_days: measured(status === 'NO_DATA' ? null : longest, longest),
      reflection_notes_per_week: kept(
        'reflection_notes_per_week',
        mean(({ reflections }) => reflections ?? 0),
      ),
      strategizing_weeks_percent: mean(({ strategized }) => (strategized ? 100 : 0)),
      drafts_per_window: kept('drafts_per_window', measured(recordedOrUnknown(drafts, status !== 'NO_DATA'), drafts)),
      relapse_count: relapsesOf(facts, { window, quality }, recent, nowMs),
    },
  };
}

/** Why a measure is unknown in a window without any record. */
export const NO_RECORDS = 'записей о делах за это время нет';

const unmeasured = (why: string): Measured => ({ value: null, atLeast: 0, atMost: Number.POSITIVE_INFINITY, why });

function missingOf({ days_known, days_expected }: DataQuality): string {
  if (days_known === 0) return NO_RECORDS;
  return `данные есть за ${days_known} дн. из ${days_expected}`;
}

/** What is not recorded of weeks with data may be anything: the mean has no upper bound. */
function openAbove(found: Measured, isOpen: boolean, why: string): Measured {
  return isOpen ? { ...found, atMost: Number.POSITIVE_INFINITY, why } : found;
}

/** Relapses of a window and of the days since, an open one included. */
function relapsesOf(
  facts: TwinFacts,
  { window, quality }: Pick<WindowMeasures, 'window' | 'quality'>,
  recent: PeriodDays,
  nowMs: number,
): Measured {
  const days = daysWithin(recent, { start: window.start, end: recent.end });
  const { count, unknown, daysSinceLastEvent } = relapses(facts, days, nowMs);
  if (daysSinceLastEvent === null) return unmeasured('занятий за это время не записано');
  // Records of the days since the window say nothing of it.
  if (quality.status === 'NO_DATA' && count === 0) return unmeasured(NO_RECORDS);
  const hidden = unknown.reduce((sum, length) => sum + mostRelapsesWithin(length), 0);
  return {
    value: recordedOrUnknown(count, hidden === 0),
    atLeast: count,
    atMost: count + hidden,
    why: hidden === 0 ? null : 'есть промежутки без данных',
  };
}

/** Days of a window before the first record; all of them without records. */
function daysBeforeRecords(knownSince: LocalDate | null, { dates }: PeriodDays): number {
  return dates.filter((date) => knownSince === null || date < knownSince).length;
}
