import { ACTIVITY_TYPE_IDS, type ActivityTypeId } from './activity-types.ts';
import { type BandId, bandOf } from './bands.ts';
import { dayIndexAt, type LocalDate, localDateAt, periodDays, type TimeZone, type Week } from './calendar.ts';
import { type DataQuality, dataQuality, type QualityFacts } from './coverage.ts';
import { distinctEvents, isAction } from './event-dates.ts';
import { type PatternId, weekPatterns } from './patterns.ts';
import { type PeriodSummary, summarizePeriod } from './period-summary.ts';

/** What a week is summed up from. */
export interface WeekFacts extends QualityFacts {
  /** Finished work products of the week; null when nobody knows. */
  readonly products: number | null;
}

/** A week in numbers, spelt as on the wire. */
export interface WeekSummary {
  readonly week: Week & {
    /** Whether the week is over. */
    readonly is_complete: boolean;
  };
  /** Dates with at least one event other than rest, 0..7. */
  readonly days_with_activity: number;
  /** Events other than rest that began in the week, by type in the order of the catalogue; types without are absent. */
  readonly actions_by_type: readonly { readonly activity_type: ActivityTypeId; readonly count: number }[];
  /** The same events by the date on which they began, Monday to Sunday. */
  readonly actions_by_day: readonly { readonly date: LocalDate; readonly count: number }[];
  /** Invested time, broken down by date. */
  readonly time: Omit<PeriodSummary, 'days_with_activity'>;
  /** Where the week's numbers lie; null when there are no data (or nobody knows the products). */
  readonly bands: {
    readonly minutes: BandId | null;
    readonly days: BandId | null;
    readonly products: BandId | null;
  };
  readonly patterns: readonly PatternId[];
  readonly data_quality: DataQuality;
}

/** Sums up a learner's week in their zone as known at `nowMs` (epoch ms). */
export function summarizeWeek(facts: WeekFacts, week: Week, zone: TimeZone, nowMs: number): WeekSummary {
  const days = periodDays(week, zone);
  const today = localDateAt(nowMs, zone);
  const isComplete = today > week.end;
  const quality = dataQuality(facts, days, nowMs);
  const { days_with_activity, ...time } = summarizePeriod(facts.events, days, today, 'day');
  const started = distinctEvents(facts.events)
    .filter(isAction)
    .map((event) => ({ type: event.activityType, date: days.dates[dayIndexAt(days, event.startMs)] }))
    .filter(({ date }) => date !== undefined);
  const countOf = (matches: (action: (typeof started)[number]) => boolean) => started.filter(matches).length;
  const hasData = quality.status !== 'NO_DATA';
  return {
    week: { ...week, is_complete: isComplete },
    days_with_activity,
    actions_by_type: ACTIVITY_TYPE_IDS.map((type) => ({
      activity_type: type,
      count: countOf((action) => action.type === type),
    })).filter(({ count }) => count > 0),
    actions_by_day: days.dates.map((date) => ({ date, count: countOf((action) => action.date === date) })),
    time,
    bands: {
      minutes: hasData ? bandOf('weekMinutes', time.total_minutes) : null,
      days: hasData ? bandOf('weekDays', days_with_activity) : null,
      products: facts.products === null ? null : bandOf('weekProducts', facts.products),
    },
    patterns: weekPatterns({
      isComplete,
      status: quality.status,
      minutesByDay: time.breakdown.map((row) => row.minutes),
      daysWithActivity: days_with_activity,
      products: facts.products,
    }),
    data_quality: quality,
  };
}
