import type { EventFacts } from '../activity/activity-event.ts';
import { ACTIVITY_TYPE_IDS, type ActivityTypeId } from '../activity/activity-types.ts';
import { type DataQuality, dataQuality, type QualityFacts, recordedOrUnknown } from '../activity/coverage.ts';
import { eventsNear, isAction, touches } from '../activity/event-dates.ts';
import { type KnownPeriodSummary, knownSummary, summarizePeriod } from '../activity/period-summary.ts';
import { pomodoros } from '../activity/pomodoros.ts';
import { type BandId, bandOf } from '../metrics/bands.ts';
import {
  dayIndexAt,
  type LocalDate,
  localDateAt,
  type PeriodDays,
  periodDays,
  type TimeZone,
  type Week,
} from '../time/calendar.ts';
import { type PatternId, weekPatterns } from './patterns.ts';

/** What a week is summed up from. */
export interface WeekFacts extends QualityFacts {
  /** Finished work products of the week; null when not tracked. */
  readonly products: number | null;
}

/** A week in numbers, as clients see it: a zero of which nothing is known is null. */
export interface WeekSummary {
  readonly week: Week & {
    /** Whether the week is over. */
    readonly is_complete: boolean;
  };
  /** Dates with at least one event other than rest, 0..7. */
  readonly days_with_activity: number | null;
  /** Full 25 minutes of continuous work. */
  readonly pomodoros_count: number | null;
  /** Events other than rest that started in the week, by type; types without any are absent. */
  readonly actions_by_type: readonly { readonly activity_type: ActivityTypeId; readonly count: number }[];
  /** The same events by start date, Monday to Sunday. */
  readonly actions_by_day: readonly { readonly date: LocalDate; readonly count: number | null }[];
  /** Invested time, broken down by date. */
  readonly time: Omit<KnownPeriodSummary, 'days_with_activity'>;
  /** Finished work products; null also when not tracked. */
  readonly products: number | null;
  /** Null without data, or when products are not tracked. */
  readonly bands: {
    readonly minutes: BandId | null;
    readonly days: BandId | null;
    readonly products: BandId | null;
  };
  readonly patterns: readonly PatternId[];
  readonly data_quality: DataQuality;
}

/** Sums up a week as of `nowMs` (epoch ms). */
export function summarizeWeek(facts: WeekFacts, week: Week, zone: TimeZone, nowMs: number): WeekSummary {
  const days = periodDays(week, zone);
  const today = localDateAt(nowMs, zone);
  const isComplete = today > week.end;
  const events = eventsNear(facts.events, days);
  const quality = dataQuality({ ...facts, events }, days, nowMs);
  const recorded = summarizePeriod(events, days, today, 'day');
  const { days_with_activity, ...time } = knownSummary(recorded, quality);
  const hasData = quality.status !== 'NO_DATA';
  const products = facts.products === null ? null : recordedOrUnknown(facts.products, hasData);
  return {
    week: { ...week, is_complete: isComplete },
    days_with_activity,
    pomodoros_count: recordedOrUnknown(pomodoros(events, days), time.total_minutes !== null),
    ...actionsOf(events, days, quality),
    time,
    products,
    bands: {
      minutes: time.total_minutes === null ? null : bandOf('weekMinutes', time.total_minutes),
      days: days_with_activity === null ? null : bandOf('weekDays', days_with_activity),
      products: products === null ? null : bandOf('weekProducts', products),
    },
    patterns: weekPatterns({
      isComplete,
      isKnown: quality.days_known === days.dates.length,
      minutesByDay: recorded.breakdown.map((row) => row.minutes),
      daysWithActivity: recorded.active_dates.length,
      hasUntimed: events.some((event) => isAction(event) && event.durationMinutes === null && touches(event, days)),
      products: facts.products,
    }),
    data_quality: quality,
  };
}

/** Counts events other than rest by type and by start date. */
function actionsOf(events: readonly EventFacts[], days: PeriodDays, { known_dates }: DataQuality) {
  const byType = new Map<ActivityTypeId, number>();
  const byDay = days.dates.map(() => 0);
  for (const event of events) {
    const day = dayIndexAt(days, event.startMs);
    if (day < 0 || !isAction(event)) continue;
    byType.set(event.activityType, (byType.get(event.activityType) ?? 0) + 1);
    byDay[day] = (byDay[day] ?? 0) + 1;
  }
  return {
    actions_by_type: ACTIVITY_TYPE_IDS.flatMap((type) => {
      const count = byType.get(type);
      return count === undefined ? [] : [{ activity_type: type, count }];
    }),
    actions_by_day: days.dates.map((date, day) => ({
      date,
      count: recordedOrUnknown(byDay[day] ?? 0, known_dates.includes(date)),
    })),
  };
}
