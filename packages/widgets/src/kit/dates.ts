const DAY_MS = 86_400_000;
const ISO_DATE = /^\d{4}-\d{2}-\d{2}$/;

/** The dates from one to another, both included; empty for what is no period of at most `most` days. */
export function datesBetween(start: string | null, end: string | null, most = 31): readonly string[] {
  const [from, to] = [msOf(start), msOf(end)];
  if (from === null || to === null || to < from || to - from >= most * DAY_MS) return [];
  return Array.from({ length: (to - from) / DAY_MS + 1 }, (_, day) => isoOf(from + day * DAY_MS));
}

/** The date at a moment in a time zone; null when the moment or the zone is unknown. */
export function dateIn(zone: string | null, moment: string | null): string | null {
  const ms = Date.parse(moment ?? '');
  if (Number.isNaN(ms)) return null;
  try {
    return new Intl.DateTimeFormat('en-CA', { timeZone: zone ?? 'UTC' }).format(ms);
  } catch {
    return null;
  }
}

/** «пн». */
export const weekdayOf = (date: string): string => written(date, { weekday: 'short' });
/** «16 ноября». */
export const dayAndMonthOf = (date: string): string => written(date, { day: 'numeric', month: 'long' });
/** «понедельник, 16 ноября». */
export const longDayOf = (date: string): string => written(date, { weekday: 'long', day: 'numeric', month: 'long' });

/** «16 ноября 2026 г. в 10:30» in the person's own time; null for what is no moment. */
export const momentOf = (moment: string | null): string | null =>
  ownTime(moment, { dateStyle: 'long', timeStyle: 'short' });

/** «16 ноя», or «16» alone where the month is that of the date before. */
export function shortDayOf(date: string, before: string | null): string {
  const day = written(date, { day: 'numeric' });
  const isSameMonth = before?.slice(0, 7) === date.slice(0, 7);
  return isSameMonth ? day : `${day} ${written(date, { month: 'short' }).slice(0, 3)}`;
}

/** The Monday of an ISO week, «2026-W47» → «2026-11-16»; null for what is no week. */
export function mondayOf(week: string): string | null {
  const [, year, number] = /^(\d{4})-W(\d{2})$/.exec(week) ?? [];
  if (year === undefined || number === undefined) return null;
  // The fourth of January is in the first week of every year.
  const fourth = Date.UTC(Number(year), 0, 4);
  const first = fourth - ((new Date(fourth).getUTCDay() + 6) % 7) * DAY_MS;
  return isoOf(first + (Number(number) - 1) * 7 * DAY_MS);
}

/** «вторник, 24 ноября» in the person's own time; null for what is no moment. */
export const dayOf = (moment: string | null): string | null =>
  ownTime(moment, { weekday: 'long', day: 'numeric', month: 'long' });
/** «10:30» in the person's own time; null for what is no moment. */
export const clockOf = (moment: string | null): string | null =>
  ownTime(moment, { hour: '2-digit', minute: '2-digit' });

/** «1 ч 5 мин» of seconds, at least a minute. */
export function durationOf(seconds: number): string {
  const minutes = Math.max(1, Math.round(seconds / 60));
  // A number and its unit stay in one line.
  const parts = [`${Math.floor(minutes / 60)}\u00a0ч`, `${minutes % 60}\u00a0мин`];
  return parts.filter((part) => !part.startsWith('0\u00a0')).join(' ');
}

/** «16–22 ноября», «30 ноября – 6 декабря»; what is no date stays as it is written. */
export function periodOf(start: string, end: string): string {
  const [from, to] = [msOf(start), msOf(end)];
  if (from === null || to === null) return [start, end].filter(Boolean).join(' – ');
  const period = formatOf({ day: 'numeric', month: 'long', timeZone: 'UTC' }).formatRange(from, to);
  // A dash ends a line, and begins none.
  return period.replace(/\s(?=[–-])/, '\u00a0');
}

function ownTime(moment: string | null, form: Intl.DateTimeFormatOptions): string | null {
  const ms = Date.parse(moment ?? '');
  return Number.isNaN(ms) ? null : formatOf(form).format(ms);
}

function written(date: string, form: Intl.DateTimeFormatOptions): string {
  const ms = msOf(date);
  return ms === null ? date : formatOf({ ...form, timeZone: 'UTC' }).format(ms);
}

/** By their options: to make a format takes far longer than to write a date with it. */
const formats = new Map<string, Intl.DateTimeFormat>();

function formatOf(form: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  const key = JSON.stringify(form);
  const format = formats.get(key) ?? new Intl.DateTimeFormat('ru', form);
  formats.set(key, format);
  return format;
}

function msOf(date: string | null): number | null {
  const ms = date !== null && ISO_DATE.test(date) ? Date.parse(date) : Number.NaN;
  return Number.isNaN(ms) ? null : ms;
}

const isoOf = (ms: number) => new Date(ms).toISOString().slice(0, 10);
