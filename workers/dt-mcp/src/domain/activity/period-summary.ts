import { elapsedDays, type LocalDate, type PeriodDays, weekOf } from '../time/calendar.ts';
import type { EventFacts } from './activity-event.ts';
import { ACTIVITY_TYPE_IDS, type ActivityTypeId } from './activity-types.ts';
import { datesTouched, isAction } from './event-dates.ts';
import { type DayMinutes, investedTime } from './invested-time.ts';

/** Granularities of a breakdown. */
export const GRANULARITIES = ['none', 'day', 'week'] as const;

/** Granularity of a breakdown. */
export type Granularity = (typeof GRANULARITIES)[number];

/** Minutes of a date or of an ISO week; a week at the edge of the period counts only its days inside. */
type BreakdownRow =
  | { readonly date: LocalDate; readonly minutes: number }
  | { readonly week: string; readonly minutes: number };

/** Invested time of a period, as clients see it, in whole minutes. */
export interface PeriodSummary {
  readonly total_minutes: number;
  /** Over the elapsed calendar days, today included, rounded half up; null when there are none. */
  readonly avg_minutes_per_day: number | null;
  /** Over days with activity, rounded half up; null when there are none. */
  readonly avg_minutes_per_active_day: number | null;
  /** Dates with at least one event other than rest. */
  readonly days_with_activity: number;
  /** Every date or week of the period in order, empty ones with 0; empty when the granularity is `none`. */
  readonly breakdown: readonly BreakdownRow[];
  /** Types with minutes, in the order of the catalogue. */
  readonly by_activity_type: readonly { readonly activity_type: ActivityTypeId; readonly minutes: number }[];
  /** Dates with more than 16 hours. */
  readonly suspicious_dates: readonly LocalDate[];
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

function breakdownOf(days: readonly DayMinutes[], granularity: Granularity): BreakdownRow[] {
  if (granularity === 'none') return [];
  if (granularity === 'day') return days.map(({ date, minutes }) => ({ date, minutes }));
  const weeks = new Map<string, number>();
  for (const { date, minutes } of days) {
    const { iso } = weekOf(date);
    weeks.set(iso, (weeks.get(iso) ?? 0) + minutes);
  }
  return [...weeks].map(([week, minutes]) => ({ week, minutes }));
}
