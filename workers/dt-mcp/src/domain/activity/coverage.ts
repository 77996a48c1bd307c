import {
  addDays,
  boundsOf,
  dayIndexAt,
  type LocalDate,
  localDateAt,
  type Period,
  type PeriodDays,
  periodDays,
  wholeWeeks,
} from '../time/calendar.ts';
import type { EventFacts } from './activity-event.ts';
import { datesTouched, distinctEvents, touches } from './event-dates.ts';
import { ACTIVITY_SOURCES, type ActivitySource } from './sources.ts';

/** Below this coverage data are partial: shown with a caveat and without conclusions about trends or stages. */
export const PARTIAL_BELOW = 0.8;

/**
 * A gap of at most this many days next to an observed day of the same week counts as days without activity. Gaps are
 * measured within weeks, so that what is said of a date never depends on the period asked about.
 */
export const TOLERATED_GAP_DAYS = 2;

/** Data are stale when the last synchronization is older than this. */
export const STALE_AFTER_MS = 72 * 3_600_000;

/** At most this many missing dates are listed, the latest ones. */
export const MAX_MISSING_DATES = 31;

/** Short gaps count as days without activity (`tolerant`) or as missing (`strict`). */
export type CoverageMode = 'tolerant' | 'strict';

/** A source's statement that it has reported everything between two dates, both included. */
interface SyncRange {
  readonly source: ActivitySource;
  readonly from: LocalDate;
  readonly to: LocalDate;
  /** When the report arrived, epoch ms. It says nothing about later dates. */
  readonly receivedAtMs: number;
}

/** What is known about a learner's records. */
export interface QualityFacts {
  /** Events that start in `startsToRead` of the whole weeks of the period, like the other records here. */
  readonly events: readonly EventFacts[];
  /** Reports of automatic sources, the newest one even if it is about another period. */
  readonly syncRanges: readonly SyncRange[];
  /** Dates that the learner closed with a daily note. */
  readonly closedDates: readonly LocalDate[];
  /** See `knownSince`; null when nothing was ever written. */
  readonly knownSince: LocalDate | null;
}

/** Completeness of data. `NO_DATA` and `PARTIAL_DATA` are statuses of a successful answer, not errors. */
export type DataStatus = 'OK' | 'PARTIAL_DATA' | 'NO_DATA';

/** Completeness of a period's data, as clients see it. */
export interface DataQuality {
  readonly status: DataStatus;
  /**
   * `days_known` ÷ `days_expected`, 0..1, two decimals; null when no day could have data. Rounding never yields 0 or 1
   * or crosses the threshold of partial data.
   */
  readonly coverage_ratio: number | null;
  /** Dates with data, observed or assumed, in order. */
  readonly known_dates: readonly LocalDate[];
  /** How many those are. */
  readonly days_known: number;
  /** Dates of the period that are over, and today once it has a record. */
  readonly days_expected: number;
  /** Dates without data since the first record, the latest 31. */
  readonly missing_dates: readonly LocalDate[];
  /** Dates without records that count as days without activity. */
  readonly assumed_dates: readonly LocalDate[];
  /** When an automatic source last reported, RFC 3339 in UTC; null when none ever did. */
  readonly last_sync_at: string | null;
  /** Whether the last report is older than 72 hours; false when no source ever reported. */
  readonly stale: boolean;
  /** Sources of the events and of the reports about these days. */
  readonly sources: readonly ActivitySource[];
  /** Mean confidence of the period's events, two decimals; null without events. */
  readonly confidence: number | null;
  /** In Russian. */
  readonly assumptions: readonly string[];
  /** Why data are incomplete, in Russian; null when they are complete. */
  readonly notes: string | null;
}

/**
 * The date from which records were kept: the earlier of the first write, whatever it was, and the first observed date.
 * Days before it are unknown, but not missing.
 */
export function knownSince(firstWrite: LocalDate, firstObserved: LocalDate | null): LocalDate {
  return firstObserved !== null && firstObserved < firstWrite ? firstObserved : firstWrite;
}

/** Completeness of a period's data at `nowMs` (epoch ms). "No record" is not "no activity". */
export function dataQuality(
  facts: QualityFacts,
  days: PeriodDays,
  nowMs: number,
  mode: CoverageMode = 'tolerant',
): DataQuality {
  const today = localDateAt(nowMs, days.zone);
  const weeks = weeksAround(days);
  const all = observedDates({ ...facts, events: distinctEvents(facts.events) }, weeks);
  // Today is not over: it counts once it has a record.
  const isOver = (date: LocalDate) => date < today || (date === today && all.has(date));
  const isRecorded = (date: LocalDate) => isOver(date) && (facts.knownSince === null || date >= facts.knownSince);
  const expected = days.dates.filter(isOver);
  const recorded = days.dates.filter(isRecorded);
  const gaps = mode === 'strict' ? new Set() : shortGaps(weeks, isRecorded, all);
  const assumed = recorded.filter((date) => gaps.has(date));
  const isKnown = (date: LocalDate) => all.has(date) || gaps.has(date);
  const known = recorded.filter(isKnown);
  const missing = recorded.filter((date) => !isKnown(date));
  const reports = facts.syncRanges.map((range) => clipToReceipt(range, days));
  const events = distinctEvents(facts.events).filter((event) => touches(event, days));
  const lastSyncMs = facts.syncRanges.reduce<number | null>((last, r) => Math.max(last ?? 0, r.receivedAtMs), null);
  const stale = lastSyncMs !== null && nowMs - lastSyncMs > STALE_AFTER_MS;
  return {
    status: statusOf(known.length, expected.length),
    coverage_ratio: recorded.length === 0 ? null : ratioOf(known.length, expected.length),
    known_dates: known,
    days_known: known.length,
    days_expected: expected.length,
    missing_dates: missing.slice(-MAX_MISSING_DATES),
    assumed_dates: assumed,
    last_sync_at: lastSyncMs === null ? null : new Date(lastSyncMs).toISOString(),
    stale,
    sources: sourcesOf(events, reports, recorded),
    confidence: meanConfidence(events),
    assumptions: assumed.length === 0 ? [] : [`Дни без записей считаем днями без дел: ${formatDates(assumed)}.`],
    notes: notesOf({ days, today, expected, recorded, missing, stale }),
  };
}

/**
 * What was recorded, or null for a zero of days of which nothing is known. The one rule that tells nothing done from no
 * record; records without known days, as those of a clock that is fast, still count.
 */
export function recordedOrUnknown(recorded: number, isKnown: boolean): number | null {
  return isKnown || recorded > 0 ? recorded : null;
}

/** The whole weeks of a period. */
function weeksAround(days: PeriodDays): PeriodDays {
  const weeks = wholeWeeks(days);
  return weeks.start === days.start && weeks.end === days.end ? days : periodDays(weeks, days.zone);
}

/** A report cannot cover dates after its arrival. Exact only for the dates of the period. */
function clipToReceipt(range: SyncRange, days: PeriodDays): SyncRange {
  const { fromMs, toMs } = boundsOf(days);
  if (range.receivedAtMs >= toMs) return range;
  const received =
    range.receivedAtMs < fromMs ? addDays(days.start, -1) : (days.dates[dayIndexAt(days, range.receivedAtMs)] ?? '');
  return received < range.to ? { ...range, to: received } : range;
}

/** Dates with an event, a sync report or a daily note. */
export function observedDates(facts: QualityFacts, days: PeriodDays): Set<LocalDate> {
  const observed = datesTouched(facts.events, days);
  for (const date of facts.closedDates) observed.add(date);
  for (const { from, to } of facts.syncRanges.map((range) => clipToReceipt(range, days))) {
    for (const date of days.dates) {
      if (from <= date && date <= to) observed.add(date);
    }
  }
  return observed;
}

/** Dates of short gaps of the weeks that have an observed date; the first date of `weeks` is a Monday. */
function shortGaps(
  weeks: PeriodDays,
  isRecorded: (date: LocalDate) => boolean,
  observed: ReadonlySet<LocalDate>,
): Set<LocalDate> {
  const short = new Set<LocalDate>();
  for (let monday = 0; monday < weeks.dates.length; monday += 7) {
    const dates = weeks.dates.slice(monday, monday + 7).filter(isRecorded);
    const empty = dates.filter((date) => !observed.has(date));
    if (empty.length === dates.length) continue;
    for (const gap of runsOf(empty)) {
      if (gap.length <= TOLERATED_GAP_DAYS) for (const date of gap) short.add(date);
    }
  }
  return short;
}

/** Splits ascending dates into runs of consecutive dates. */
function runsOf(dates: readonly LocalDate[]): LocalDate[][] {
  const runs: LocalDate[][] = [];
  for (const date of dates) {
    const run = runs.at(-1);
    const last = run?.at(-1);
    if (run !== undefined && last !== undefined && addDays(last, 1) === date) run.push(date);
    else runs.push([date]);
  }
  return runs;
}

function statusOf(covered: number, expected: number): DataStatus {
  if (covered === 0) return 'NO_DATA';
  return covered < PARTIAL_BELOW * expected ? 'PARTIAL_DATA' : 'OK';
}

function ratioOf(covered: number, expected: number): number | null {
  if (expected === 0) return null;
  if (covered === 0 || covered === expected) return covered / expected;
  // Rounding must not cross a threshold, so that the ratio agrees with the status.
  const [low, high] = statusOf(covered, expected) === 'OK' ? [PARTIAL_BELOW, 0.99] : [0.01, PARTIAL_BELOW - 0.01];
  return Math.min(high, Math.max(low, Math.round((covered / expected) * 100) / 100));
}

function sourcesOf(
  events: readonly EventFacts[],
  reports: readonly SyncRange[],
  expected: readonly LocalDate[],
): ActivitySource[] {
  const took = new Set(events.map((event) => event.source));
  for (const { source, from, to } of reports) {
    if (expected.some((date) => from <= date && date <= to)) took.add(source);
  }
  return ACTIVITY_SOURCES.filter((source) => took.has(source));
}

function meanConfidence(events: readonly EventFacts[]): number | null {
  if (events.length === 0) return null;
  // Integer hundredths give the same sum in any order.
  const hundredths = events.reduce((sum, event) => sum + Math.round(event.confidence * 100), 0);
  return Math.round(hundredths / events.length) / 100;
}

interface Findings {
  readonly days: PeriodDays;
  readonly today: LocalDate;
  readonly expected: readonly LocalDate[];
  readonly recorded: readonly LocalDate[];
  readonly missing: readonly LocalDate[];
  readonly stale: boolean;
}

function notesOf({ days, today, expected, recorded, missing, stale }: Findings): string | null {
  const notes: string[] = [];
  const before = expected.length - recorded.length;
  if (recorded.length === 0) {
    notes.push(emptyPeriod(days, today, before > 0));
  } else if (missing.length === recorded.length) {
    notes.push('За этот период записей о делах нет.');
  } else {
    const of = `из ${expected.length}`;
    if (before > 0)
      notes.push(`До ${formatDates(recorded.slice(0, 1))} записей о делах не было (дней: ${before} ${of}).`);
    if (missing.length > 0) notes.push(`Нет данных за ${formatDates(missing)} (дней: ${missing.length} ${of}).`);
  }
  if (stale) notes.push('Последняя синхронизация была больше трёх суток назад.');
  return notes.length === 0 ? null : notes.join(' ');
}

function emptyPeriod({ start }: Period, today: LocalDate, isBeforeRecords: boolean): string {
  if (start > today) return 'Этот период ещё не начался.';
  return isBeforeRecords ? 'Тогда дела ещё не записывались.' : 'За сегодня записей о делах пока нет.';
}

/** Ascending dates as text: `03.02, 05.02–08.02`; at most five ranges. */
function formatDates(dates: readonly LocalDate[]): string {
  const runs = runsOf(dates);
  const ranges = runs.slice(0, 5).map((run) => {
    const [first = '', last = first] = [run[0], run.at(-1)].map((date) => `${date?.slice(8)}.${date?.slice(5, 7)}`);
    return first === last ? first : `${first}–${last}`;
  });
  const left = runs.slice(5).flat().length;
  return ranges.join(', ') + (left > 0 ? ` и ещё дней: ${left}` : '');
}
