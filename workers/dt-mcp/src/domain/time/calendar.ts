import { err, ok, quote, type Refusal, type Result, refuse } from '@aisystant/mcp/result';
import { instantOf, offsetAt, startOfLocalDay, type TimeZone } from '@aisystant/mcp/zone';
import { zoneName } from '@aisystant/mcp/zone-name';
import * as z from 'zod';
import { MS_PER_DAY } from './units.ts';

export type { TimeZone } from '@aisystant/mcp/zone';
export { MS_PER_MINUTE } from './units.ts';

/** A calendar date `YYYY-MM-DD` in the learner's time zone, 2000-01-01 to 2099-12-31. Compare as text. */
export type LocalDate = string;

/** Calendar dates from `start` to `end`, both included; start ≤ end. */
export interface Period {
  readonly start: LocalDate;
  readonly end: LocalDate;
}

/** An ISO week, Monday to Sunday. */
export interface Week extends Period {
  /** The week's ISO id, `2026-W06`. */
  readonly iso: string;
}

/**
 * The dates of a period with their start instants in a zone. Computed once per request, so that finding the date of an
 * instant does not query the time zone database.
 */
export interface PeriodDays extends Period {
  readonly zone: TimeZone;
  readonly dates: readonly LocalDate[];
  /** Start of each date, epoch ms, whole minutes, plus the end of the last date. */
  readonly starts: readonly number[];
}

/** Earliest supported instant: it is 2000 in every zone. From 2000 on every zone's offset is a whole minute. */
export const EARLIEST_MS = Date.UTC(2000, 0, 1, 12);

/** Every date a record may have, both included. */
export const ALL_DATES = { from: '2000-01-01', to: '2099-12-31' } as const;

/** Longest period, days: a leap year. */
const MAX_PERIOD_DAYS = 366;

const DATE = /^20\d{2}-\d{2}-\d{2}$/;
const WEEK = /^20\d{2}-W\d{2}$/;
// Dates as UTC day numbers: text to compare, numbers to count with.
const dayNumber = (date: LocalDate): number => Date.parse(`${date}T00:00:00Z`) / MS_PER_DAY;
const dateTexts = new Map<number, LocalDate>();

/** The text of a day; kept, since making it is most of the time of a calendar. At most the 36,525 days of a century. */
function dateOfDayNumber(day: number): LocalDate {
  const known = dateTexts.get(day) ?? new Date(day * MS_PER_DAY).toISOString().slice(0, 10);
  dateTexts.set(day, known);
  return known;
}

/** Parses an IANA zone in any letter case and gives its usual spelling; refuses offsets and unknown names. */
export function parseTimeZone(text: string): Result<TimeZone, Refusal<'unknown_time_zone'>> {
  const zone = zoneName(text);
  if (zone !== null) return ok(zone);
  const hint = 'Нужно имя часового пояса из базы IANA, например Europe/Moscow.';
  return refuse('unknown_time_zone', `Неизвестный часовой пояс: ${quote(text)}.`, { hint });
}

/** Whether the text is an existing date; `2026-02-30` is not. */
export function isLocalDate(text: string): boolean {
  if (!DATE.test(text)) return false;
  const day = dayNumber(text);
  return !Number.isNaN(day) && dateOfDayNumber(day) === text;
}

/** Parses a date, strictly `YYYY-MM-DD`. */
export function parseLocalDate(text: string): Result<LocalDate, Refusal<'bad_date'>> {
  if (isLocalDate(text)) return ok(text);
  return refuse('bad_date', `Нет такой даты: ${quote(text)}.`, {
    hint: 'Дата пишется как ГГГГ-ММ-ДД, с 2000 по 2099 год: 2026-02-03.',
  });
}

/** Parses a period, both dates included; refuses a start after the end and more than 366 days. */
export function parsePeriod(
  start: string,
  end: string,
): Result<Period, Refusal<'bad_date' | 'period_reversed' | 'period_too_long'>> {
  for (const [field, text] of Object.entries({ start, end })) {
    const date = parseLocalDate(text);
    if (!date.ok) return err({ ...date.error, field });
  }
  if (start > end) return refuse('period_reversed', 'Начало периода позже конца.', { field: 'start' });
  if (daysBetween(start, end) >= MAX_PERIOD_DAYS) {
    return refuse('period_too_long', `Период длиннее ${MAX_PERIOD_DAYS} дней.`, { field: 'end' });
  }
  return ok({ start, end });
}

/** Schema of a date. */
export const localDateSchema = z
  .string()
  .refine(isLocalDate, 'нужна существующая дата ГГГГ-ММ-ДД, с 2000 по 2099 год')
  .describe('Дата ГГГГ-ММ-ДД');

/** Schema of a period: both dates included, start ≤ end, at most 366 days. */
export const periodSchema = z
  .strictObject({ start: localDateSchema, end: localDateSchema })
  .superRefine((period, context) => {
    const parsed = parsePeriod(period.start, period.end);
    if (!parsed.ok)
      context.addIssue({ code: 'custom', message: parsed.error.message, path: [parsed.error.field ?? 'start'] });
  });

/** The date `days` later (earlier when negative). */
export function addDays(date: LocalDate, days: number): LocalDate {
  return dateOfDayNumber(dayNumber(date) + days);
}

/** Days from one date to another: 0 for the same date, negative when `to` is earlier. */
export function daysBetween(from: LocalDate, to: LocalDate): number {
  return dayNumber(to) - dayNumber(from);
}

/** Every date of a period in order. */
export function datesOf(period: Period): LocalDate[] {
  const first = dayNumber(period.start);
  return Array.from({ length: daysBetween(period.start, period.end) + 1 }, (_, i) => dateOfDayNumber(first + i));
}

/** Days of the period up to `today`, included; 0 before the period. */
export function elapsedDays(period: Period, today: LocalDate): number {
  const last = today < period.end ? today : period.end;
  return Math.max(0, daysBetween(period.start, last) + 1);
}

/** The ISO week of a date. */
export function weekOf(date: LocalDate): Week {
  const day = dayNumber(date);
  const monday = day - ((((day + 3) % 7) + 7) % 7); // day 0, 1970-01-01, was a Thursday
  const thursday = dateOfDayNumber(monday + 3); // ISO: a week belongs to the year of its Thursday
  const year = thursday.slice(0, 4);
  const number = Math.floor(daysBetween(`${year}-01-01`, thursday) / 7) + 1;
  return {
    iso: `${year}-W${String(number).padStart(2, '0')}`,
    start: dateOfDayNumber(monday),
    end: dateOfDayNumber(monday + 6),
  };
}

/** The whole weeks that a period touches. */
export function wholeWeeks({ start, end }: Period): Period {
  return { start: weekOf(start).start, end: weekOf(end).end };
}

/** Parses `current`, `previous`, `next`, an ISO week `2026-W06` or any date of a week; the whole week must lie in 2000–2099. */
export function parseWeek(text: string, today: LocalDate): Result<Week, Refusal<'bad_week'>> {
  const week = findWeek(text, today);
  if (week !== null && isLocalDate(week.start) && isLocalDate(week.end)) return ok(week);
  const hint = 'Подойдёт current, previous, next, неделя вида 2026-W06 или любая её дата, с 2000 по 2099 год.';
  return refuse('bad_week', `Нет такой недели: ${quote(text)}.`, { hint });
}

function findWeek(text: string, today: LocalDate): Week | null {
  if (text === 'current') return weekOf(today);
  if (text === 'previous') return weekOf(addDays(today, -7));
  if (text === 'next') return weekOf(addDays(today, 7));
  if (isLocalDate(text)) return weekOf(text);
  if (!WEEK.test(text)) return null;
  // January 4 is always in week 1. A week 53 that the year lacks gives another id.
  const firstWeek = weekOf(`${text.slice(0, 4)}-01-04`);
  const week = weekOf(addDays(firstWeek.start, (Number(text.slice(6)) - 1) * 7));
  return week.iso === text ? week : null;
}

/** The local date at an instant. */
export function localDateAt(epochMs: number, zone: TimeZone): LocalDate {
  return dateOfDayNumber(Math.floor((epochMs + offsetAt(epochMs, zone)) / MS_PER_DAY));
}

/** The first instant of a date in a zone, epoch ms, also where clocks skip midnight. */
export function startOfDay(date: LocalDate, zone: TimeZone): number {
  return startOfLocalDay(dayNumber(date) * MS_PER_DAY, zone);
}

/**
 * The instant of a local time `HH:MM`, epoch ms: the first one when it occurs twice, an hour later when clocks skip it.
 */
export function instantAt(date: LocalDate, time: string, zone: TimeZone): number {
  return instantOf(Date.parse(`${date}T${time}:00Z`), zone);
}

/** The day boundaries of a period in a zone; kept for the next call, since most calls ask for the same weeks. */
export function periodDays({ start, end }: Period, zone: TimeZone): PeriodDays {
  const key = `${start} ${end} ${zone}`;
  const known = keptPeriods.get(key);
  if (known) return known;
  const dates = datesOf({ start, end });
  const starts = [...dates, addDays(end, 1)].map((date) => startOfDay(date, zone));
  if (keptPeriods.size >= KEPT_PERIODS) keptPeriods.clear();
  const days = { start, end, zone, dates, starts };
  keptPeriods.set(key, days);
  return days;
}

/** Some hundred bytes each, a year some thousand. */
const KEPT_PERIODS = 500;
const keptPeriods = new Map<string, PeriodDays>();

/** The days of a period within a longer one. */
export function daysWithin(days: PeriodDays, { start, end }: Period): PeriodDays {
  const first = daysBetween(days.start, start);
  const after = daysBetween(days.start, end) + 1;
  return {
    start,
    end,
    zone: days.zone,
    dates: days.dates.slice(first, after),
    starts: days.starts.slice(first, after + 1),
  };
}

/** The bounds of a period, epoch ms; `toMs` is excluded. */
export function boundsOf(days: PeriodDays): { readonly fromMs: number; readonly toMs: number } {
  return { fromMs: days.starts[0] ?? 0, toMs: days.starts.at(-1) ?? 0 };
}

/** Index of an instant's date in `dates`; -1 outside the period. */
export function dayIndexAt(days: PeriodDays, epochMs: number): number {
  let low = 0;
  let high = days.starts.length; // invariant: starts before `low` are ≤ epochMs, starts from `high` on are later
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((days.starts[middle] ?? Number.POSITIVE_INFINITY) <= epochMs) low = middle + 1;
    else high = middle;
  }
  return low < days.starts.length ? low - 1 : -1;
}
