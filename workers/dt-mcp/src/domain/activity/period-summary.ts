import { elapsedDays, type LocalDate, type PeriodDays, weekOf } from '../time/calendar.ts';
import type { EventFacts } from './activity-event.ts';
import { ACTIVITY_TYPE_IDS, type ActivityTypeId } from './activity-types.ts';
import { type DataQuality, recordedOrUnknown } from './coverage.ts';
import { datesTouched, isAction } from './event-dates.ts';
import { type DayMinutes, investedTime } from './invested-time.ts';

/** Granularities of a breakdown. */
export const GRANULARITIES = ['none', 'day', 'week'] as const;

/** Granularity of a breakdown. */
export type Granularity = (typeof GRANULARITIES)[number];

/** Minutes of a date or of an ISO week; a week at the edge of the period counts only its days inside. */
type BreakdownRow<Minutes> =
  | { readonly date: LocalDate; readonly minutes: Minutes }
  | { readonly week: string; readonly minutes: Minutes };

/** Recorded invested time of a period in whole minutes. */
export interface PeriodSummary {
  readonly total_minutes: number;
  /** Over the elapsed calendar days, today included, rounded half up; null when there are none. */
  readonly avg_minutes_per_day: number | null;
  /** Over days with activity, rounded half up; null when there are none. */
  readonly avg_minutes_per_active_day: number | null;
  /** Dates with at least one event other than rest. */
  readonly days_with_activity: number;
  /** Every date or week of the period in order, empty ones with 0; empty when the granularity is `none`. */
  readonly breakdown: readonly BreakdownRow<number>[];
  /** Types with minutes, in the order of the catalogue. */
  readonly by_activity_type: readonly { readonly activity_type: ActivityTypeId; readonly minutes: number }[];
  /** Dates with more than 16 hours. */
  readonly suspicious_dates: readonly LocalDate[];
}

/** Invested time as clients see it: a zero of which nothing is known is null. */
export interface KnownPeriodSummary extends Omit<PeriodSummary, 'total_minutes' | 'days_with_activity' | 'breakdown'> {
  readonly total_minutes: number | null;
  readonly days_with_activity: number | null;
  /** Minutes are null for a date that is not known, as one to come, and for a week without a known date. */
  readonly breakdown: readonly BreakdownRow<number | null>[];
}

/** A summary of a period with data of this quality. */
export function knownSummary(summary: PeriodSummary, { status, known_dates }: DataQuality): KnownPeriodSummary {
  const hasData = status !== 'NO_DATA';
  const known = new Set(known_dates.flatMap((date) => [date, weekOf(date).iso]));
  return {
    ...summary,
    total_minutes: recordedOrUnknown(summary.total_minutes, hasData),
    avg_minutes_per_day: hasData ? summary.avg_minutes_per_day : null,
    days_with_activity: recordedOrUnknown(summary.days_with_activity, hasData),
    breakdown: summary.breakdown.map((row) => ({
      ...row,
      minutes: recordedOrUnknown(row.minutes, known.has('date' in row ? row.date : row.week)),
    })),
  };
}

/** Sums up a period as of `today`. `events` must hold every event that starts in `startsToRead`. */
export function summarizePeriod(
  events: readonly EventFacts[],
  days: PeriodDays,
  today: LocalDate,
  granularity: Granularity,
): PeriodSummary {
  const time = investedTime(events, days);
  const activeDays = datesTouched(events.filter(isAction), days).size;
  const elapsed = elapsedDays(days, today);
  return {
    total_minutes: time.totalMinutes,
    avg_minutes_per_day: average(time.totalMinutes, elapsed),
    avg_minutes_per_active_day: average(time.totalMinutes, activeDays),
    days_with_activity: activeDays,
    breakdown: breakdownOf(time.days, granularity),
    by_activity_type: ACTIVITY_TYPE_IDS.flatMap((type) => {
      const minutes = time.byType.get(type);
      return minutes === undefined ? [] : [{ activity_type: type, minutes }];
    }),
    suspicious_dates: time.suspiciousDates,
  };
}

/** Rounds half up, exactly for integers below 2^53. */
function average(total: number, count: number): number | null {
  return count === 0 ? null : Math.floor((2 * total + count) / (2 * count));
}

function breakdownOf(days: readonly DayMinutes[], granularity: Granularity): BreakdownRow<number>[] {
  if (granularity === 'none') return [];
  if (granularity === 'day') return days.map(({ date, minutes }) => ({ date, minutes }));
  const weeks = new Map<string, number>();
  for (const { date, minutes } of days) {
    const { iso } = weekOf(date);
    weeks.set(iso, (weeks.get(iso) ?? 0) + minutes);
  }
  return [...weeks].map(([week, minutes]) => ({ week, minutes }));
}
