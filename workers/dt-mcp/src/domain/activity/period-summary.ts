import { elapsedDays, type LocalDate, type PeriodDays, weekOf } from '../time/calendar.ts';
import type { EventFacts } from './activity-event.ts';
import { ACTIVITY_TYPE_IDS, type ActivityTypeId } from './activity-types.ts';
import { type DataQuality, recordedOrUnknown } from './coverage.ts';
import { datesTouched, isAction } from './event-dates.ts';
import { type DayMinutes, type InvestedTime, investedTime } from './invested-time.ts';

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
  /** Over days with minutes, rounded half up; null when there are none. */
  readonly avg_minutes_per_active_day: number | null;
  /** Dates with at least one event other than rest. */
  readonly active_dates: readonly LocalDate[];
  /** Every date or week of the period in order, empty ones with 0; empty when the granularity is `none`. */
  readonly breakdown: readonly BreakdownRow<number>[];
  /** Types with minutes, in the order of the catalogue. */
  readonly by_activity_type: readonly { readonly activity_type: ActivityTypeId; readonly minutes: number }[];
  /** Dates with more than 16 hours. */
  readonly suspicious_dates: readonly LocalDate[];
}

/** Invested time as clients see it: a zero of which nothing is known is null. */
export interface KnownPeriodSummary extends Omit<PeriodSummary, 'total_minutes' | 'active_dates' | 'breakdown'> {
  /** Null also when no activity has a duration. */
  readonly total_minutes: number | null;
  readonly days_with_activity: number | null;
  /** Minutes are null for a date that is not known, as one to come, and for a week without a known date. */
  readonly breakdown: readonly BreakdownRow<number | null>[];
}

/** A summary of a period with data of this quality. */
export function knownSummary(
  { active_dates, ...summary }: PeriodSummary,
  { status, known_dates }: DataQuality,
): KnownPeriodSummary {
  const hasData = status !== 'NO_DATA';
  const [known, active] = [known_dates, active_dates].map(
    (dates) => new Set(dates.flatMap((date) => [date, weekOf(date).iso])),
  );
  const minutesOf = (row: BreakdownRow<number>) => {
    const id = 'date' in row ? row.date : row.week;
    return minutesOrUnknown(row.minutes, known?.has(id) ?? false, active?.has(id) ?? false);
  };
  const total = minutesOrUnknown(summary.total_minutes, hasData, active_dates.length > 0);
  return {
    ...summary,
    total_minutes: total,
    avg_minutes_per_day: hasData && total !== null ? summary.avg_minutes_per_day : null,
    days_with_activity: recordedOrUnknown(active_dates.length, hasData),
    breakdown: summary.breakdown.map((row) => ({ ...row, minutes: minutesOf(row) })),
  };
}

/** Recorded minutes; null for a zero that is not known, as that of activity without any duration. */
export function minutesOrUnknown(minutes: number, isKnown: boolean, isActive: boolean): number | null {
  return recordedOrUnknown(minutes, isKnown && !isActive);
}

/** Sums up a period as of `today`. `events` must hold every event that starts in `startsToRead`. */
export function summarizePeriod(
  events: readonly EventFacts[],
  days: PeriodDays,
  today: LocalDate,
  granularity: Granularity,
): PeriodSummary {
  const time = investedTime(events, days);
  const active = datesTouched(events.filter(isAction), days);
  const elapsed = elapsedDays(days, today);
  return {
    total_minutes: time.totalMinutes,
    avg_minutes_per_day: averageOver(elapsed, time.totalMinutes),
    avg_minutes_per_active_day: averageOver(daysWithMinutes(time), time.totalMinutes),
    active_dates: [...active].sort(),
    breakdown: breakdownOf(time.days, granularity),
    by_activity_type: ACTIVITY_TYPE_IDS.flatMap((type) => {
      const minutes = time.byType.get(type);
      return minutes === undefined ? [] : [{ activity_type: type, minutes }];
    }),
    suspicious_dates: time.suspiciousDates,
  };
}

/** How many days have minutes: an activity without a duration gives its day none. */
export function daysWithMinutes({ days }: InvestedTime): number {
  return days.filter(({ minutes }) => minutes > 0).length;
}

/** A mean rounded half up, exactly for integers below 2^53; null over no days. */
export function averageOver(count: number, total: number): number | null {
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
