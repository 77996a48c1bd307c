import { type DataStatus, recordedOrUnknown } from '../activity/coverage.ts';
import { averageOver } from '../activity/period-summary.ts';
import { roundToTenths } from '../metrics/rounding.ts';
import { keptInWeek, whyNeverKept } from './never-kept.ts';
import { hoursOf, minutesOf, regularDaysOf, type WeekValues } from './weekly-values.ts';

/** Metrics with a weekly value. */
export const TREND_METRICS = [
  'time_invested_minutes',
  'hours_per_week',
  'days_with_activity',
  'avg_minutes_per_active_day',
  'regularity_days_per_week',
  'slot_consistency_percent',
  'reflection_notes_per_week',
  'work_products_count',
] as const;

/** Id of a metric with a weekly value. */
export type TrendMetricId = (typeof TREND_METRICS)[number];

/** Fewest weeks with data that make a trend. */
const FEWEST_WEEKS = 4;

/** Smaller changes count as steady, percent. */
const STEADY_PERCENT = 10;

/** A metric in one week. */
interface WeekValue {
  readonly value: number | null;
  /** Why the value is unknown, in Russian; null when it is known. */
  readonly why: string | null;
}

/** A week of a trend. */
interface TrendPoint extends WeekValue {
  readonly week: string;
  /** How complete the records of its days are. */
  readonly status: DataStatus;
}

/** A metric week by week. */
export interface MetricTrend {
  readonly metric_id: TrendMetricId;
  readonly points: readonly TrendPoint[];
  /** Change from the earlier to the later half, whole percent; null when undefined. */
  readonly change_percent: number | null;
  readonly direction: 'up' | 'down' | 'steady' | null;
  /** Too few weeks with complete data for a change and a direction. */
  readonly insufficient_data: boolean;
}

/** A count of what is kept by hand: it may be known of a week without recorded activity. */
const keptOrUnknown = (count: number | null, status: DataStatus) =>
  count === null ? null : recordedOrUnknown(count, status !== 'NO_DATA');

const VALUES: Readonly<Record<TrendMetricId, (week: WeekValues) => number | null>> = {
  time_invested_minutes: minutesOf,
  hours_per_week: (week) => {
    const hours = hoursOf(week);
    return hours === null ? null : roundToTenths(hours);
  },
  days_with_activity: ({ activeDays }) => activeDays,
  avg_minutes_per_active_day: ({ minutes, timedDays }) => averageOver(timedDays, minutes),
  regularity_days_per_week: regularDaysOf,
  slot_consistency_percent: ({ slotDue, slotHeld }) =>
    slotDue === null || slotHeld === null || slotDue === 0 ? null : Math.round((100 * slotHeld) / slotDue),
  reflection_notes_per_week: ({ reflections, status }) => keptOrUnknown(reflections, status),
  work_products_count: ({ products, status }) => keptOrUnknown(products, status),
};

/** Metrics of what the learner keeps by hand: known also in a week without recorded activity. */
const KEPT_BY_HAND: ReadonlySet<TrendMetricId> = new Set(['reflection_notes_per_week', 'work_products_count']);

/** Metrics of the slot: known also in a week without recorded activity, whose last slot was held after midnight. */
const OF_THE_SLOT: ReadonlySet<TrendMetricId> = new Set(['regularity_days_per_week', 'slot_consistency_percent']);

/** Metrics of minutes: unknown in a week whose activities have no duration. */
const IN_MINUTES: ReadonlySet<TrendMetricId> = new Set([
  'time_invested_minutes',
  'hours_per_week',
  'avg_minutes_per_active_day',
]);

const SLOT_DAYS_UNKNOWN = 'о днях слота данных нет';

/** Why a metric of a week with data may be unknown. */
const NOTHING_TO_COUNT: Partial<Readonly<Record<TrendMetricId, string>>> = {
  avg_minutes_per_active_day: 'занятий не записано',
  regularity_days_per_week: SLOT_DAYS_UNKNOWN,
  slot_consistency_percent: 'слот не намечен',
  reflection_notes_per_week: 'ни рефлексий, ни записей о делах нет',
  work_products_count: 'ни рабочих продуктов, ни записей о делах нет',
};

/**
 * A metric's value in a week. Unknown when the week has no data; for what is kept by hand, when it has none of it either, and
 * while it was never kept.
 */
function weekValue(metric: TrendMetricId, week: WeekValues): WeekValue {
  const never = whyNeverKept(metric, keptInWeek(week));
  if (never !== null) return { value: null, why: never };
  if (week.status === 'NO_DATA' && !mayBeKnown(metric, week)) return { value: null, why: 'записей о делах нет' };
  if (metric === 'slot_consistency_percent' && week.slotHeld === null) return { value: null, why: SLOT_DAYS_UNKNOWN };
  const value = VALUES[metric](week);
  if (value === null && IN_MINUTES.has(metric) && week.activeDays > 0)
    return { value, why: 'длительность не записана' };
  return { value, why: value === null ? (NOTHING_TO_COUNT[metric] ?? null) : null };
}

/** Whether a metric may be known of a week without recorded activity. */
const mayBeKnown = (metric: TrendMetricId, { slotHeld }: WeekValues) =>
  KEPT_BY_HAND.has(metric) || (OF_THE_SLOT.has(metric) && slotHeld !== null && slotHeld > 0);

/** Whether a week tells the whole of a metric: a gap is not a zero, nor is an activity without a duration. */
const isWhole = (metric: TrendMetricId, { status, hasUntimed }: WeekValues) =>
  status === 'OK' && !(hasUntimed && IN_MINUTES.has(metric));

/** A metric over weeks, oldest first. Weeks that are known in part are left out of the trend. */
export function metricTrend(metric: TrendMetricId, weeks: readonly WeekValues[]): MetricTrend {
  const points = weeks.map((week) => ({ week: week.week.iso, ...weekValue(metric, week), status: week.status }));
  const whole = weeks.filter((week) => isWhole(metric, week)).flatMap((week) => weekValue(metric, week).value ?? []);
  if (whole.length < FEWEST_WEEKS) {
    return { metric_id: metric, points, change_percent: null, direction: null, insufficient_data: true };
  }
  const half = Math.floor(whole.length / 2);
  const [before, after] = [mean(whole.slice(0, half)), mean(whole.slice(-half))];
  const change = before === 0 ? null : Math.round((100 * (after - before)) / before);
  return {
    metric_id: metric,
    points,
    change_percent: change,
    direction: directionOf(before, after),
    insufficient_data: false,
  };
}

function directionOf(before: number, after: number): 'up' | 'down' | 'steady' {
  if (Math.abs(after - before) * 100 < STEADY_PERCENT * before || before === after) return 'steady';
  return after > before ? 'up' : 'down';
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}
