import { type LocalDate, MS_PER_MINUTE, type PeriodDays } from '../time/calendar.ts';
import type { EventFacts } from './activity-event.ts';
import { ACTIVITY_TYPES, type ActivityTypeId } from './activity-types.ts';
import { distinctEvents, endOf } from './event-dates.ts';
import { SOURCE_PRIORITY } from './sources.ts';

/** More hours than these on one date are reported as suspicious. */
export const SUSPICIOUS_HOURS = 16;

/** Whole minutes by activity type; types without minutes are absent. */
type MinutesByType = ReadonlyMap<ActivityTypeId, number>;

/** The invested minutes of one local date. */
export interface DayMinutes {
  readonly date: LocalDate;
  readonly minutes: number;
  readonly byType: MinutesByType;
}

/** Invested time of a period. Sum of `days` = `totalMinutes` = sum of `byType`. */
export interface InvestedTime {
  readonly totalMinutes: number;
  /** Every date of the period in order, empty ones with 0. */
  readonly days: readonly DayMinutes[];
  readonly byType: MinutesByType;
  /** Dates with more than 16 hours. */
  readonly suspiciousDates: readonly LocalDate[];
}

/** Minutes [from, to) since the epoch of one type. */
interface Interval {
  readonly from: number;
  readonly to: number;
  readonly type: ActivityTypeId;
}

const INVESTED = new Set(ACTIVITY_TYPES.filter((type) => type.counts_as_invested).map((type) => type.id));
const ONLY_ALONE = new Set(ACTIVITY_TYPES.filter((type) => type.counts_only_alone).map((type) => type.id));
const DAY_LIMIT = new Map(ACTIVITY_TYPES.map((type) => [type.id, type.max_minutes_per_day]));

/**
 * Whole invested minutes of a period by local date and type. `events` must hold every event that starts in
 * `startsToRead`.
 *
 * Each minute belongs to at most one event: by source priority, then by earliest start, then by smallest external id.
 * Events of types that count only alone come last, whatever their source. The daily limit of a type is applied at the
 * end, so minutes over it are not given to other events.
 */
export function investedTime(events: readonly EventFacts[], days: PeriodDays): InvestedTime {
  const layers = layersOf(events);
  let intervals: readonly Interval[] = [];
  for (const layer of layers) intervals = addFreeMinutes(intervals, claimMinutes(layer));
  const perDay = minutesPerDay(intervals, days).map((minutes, i) => dayMinutes(days.dates[i] ?? '', minutes));
  return {
    totalMinutes: perDay.reduce((sum, day) => sum + day.minutes, 0),
    days: perDay,
    byType: sumByType(perDay),
    suspiciousDates: perDay.filter((day) => day.minutes > SUSPICIOUS_HOURS * 60).map((day) => day.date),
  };
}

/** Events of invested types, grouped from the highest to the lowest priority. */
function layersOf(events: readonly EventFacts[]): EventFacts[][] {
  const layers: EventFacts[][] = Array.from({ length: SOURCE_PRIORITY.length * 2 }, () => []);
  for (const event of distinctEvents(events)) {
    if (!INVESTED.has(event.activityType)) continue;
    const weakest = ONLY_ALONE.has(event.activityType) ? SOURCE_PRIORITY.length : 0;
    layers[weakest + SOURCE_PRIORITY.indexOf(event.source)]?.push(event);
  }
  return layers;
}

/** Within one source an earlier event keeps its minutes, and a later one gets the rest. */
function claimMinutes(layer: EventFacts[]): Interval[] {
  const intervals: Interval[] = [];
  let claimedTo = Number.NEGATIVE_INFINITY;
  for (const event of layer.sort((a, b) => a.startMs - b.startMs || (a.externalId < b.externalId ? -1 : 1))) {
    const from = Math.max(event.startMs / MS_PER_MINUTE, claimedTo);
    const to = endOf(event) / MS_PER_MINUTE;
    if (from >= to) continue;
    intervals.push({ from, to, type: event.activityType });
    claimedTo = to;
  }
  return intervals;
}

/** Adds the free minutes of a lower layer. Both lists are sorted and disjoint. */
function addFreeMinutes(claimed: readonly Interval[], layer: readonly Interval[]): readonly Interval[] {
  if (layer.length === 0) return claimed;
  const joined: Interval[] = [];
  let next = 0;
  let claimedUntil = Number.NEGATIVE_INFINITY;
  for (const { from, to, type } of layer) {
    let freeFrom = Math.max(from, claimedUntil);
    for (let above = claimed[next]; above !== undefined && above.from < to; above = claimed[++next]) {
      if (freeFrom < above.from) joined.push({ from: freeFrom, to: above.from, type });
      joined.push(above);
      claimedUntil = above.to;
      freeFrom = Math.max(freeFrom, claimedUntil);
    }
    if (freeFrom < to) joined.push({ from: freeFrom, to, type });
  }
  return joined.concat(claimed.slice(next));
}

/** Splits intervals at local midnights and sums them for each date of the period. */
function minutesPerDay(intervals: readonly Interval[], days: PeriodDays): Map<ActivityTypeId, number>[] {
  const edges = days.starts.map((start) => start / MS_PER_MINUTE);
  const perDay = days.dates.map(() => new Map<ActivityTypeId, number>());
  let day = 0;
  for (const { from, to, type } of intervals) {
    while (day < perDay.length && (edges[day + 1] ?? 0) <= from) day++;
    for (let d = day; d < perDay.length && (edges[d] ?? 0) < to; d++) {
      const minutes = Math.min(to, edges[d + 1] ?? 0) - Math.max(from, edges[d] ?? 0);
      const sums = perDay[d];
      if (minutes > 0) sums?.set(type, (sums.get(type) ?? 0) + minutes);
    }
  }
  return perDay;
}

function dayMinutes(date: LocalDate, minutesByType: ReadonlyMap<ActivityTypeId, number>): DayMinutes {
  const byType = new Map<ActivityTypeId, number>();
  let minutes = 0;
  for (const [type, all] of minutesByType) {
    const counted = Math.min(all, DAY_LIMIT.get(type) ?? all);
    byType.set(type, counted);
    minutes += counted;
  }
  return { date, minutes, byType };
}

function sumByType(days: readonly DayMinutes[]): MinutesByType {
  const sums = new Map<ActivityTypeId, number>();
  for (const day of days) {
    for (const [type, minutes] of day.byType) sums.set(type, (sums.get(type) ?? 0) + minutes);
  }
  return sums;
}
