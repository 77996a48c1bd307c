import type { Language } from './language.ts';

const HOUR = 60 * 60;
const DAY = 24 * HOUR;

const MOSCOW = 'Europe/Moscow';

/** The day in Moscow, where the school is, since the reader's zone is unknown: «3 марта 2026 г.». */
export function formatDay(seconds: number, language: Language): string {
  const date = new Intl.DateTimeFormat(language, { dateStyle: 'long', timeZone: MOSCOW }).format(seconds * 1000);
  // The year and its «г.» stay in one line.
  return date.replace(/ (?=г\.$)/, '\u00a0');
}

/** The time of that day: `21:05`. */
export function formatClock(ms: number, language: Language): string {
  return new Intl.DateTimeFormat(language, { timeStyle: 'short', hourCycle: 'h23', timeZone: MOSCOW }).format(ms);
}

/** A relative time in hours or days: last uses are recorded at most once an hour. */
export function formatAgo(seconds: number, now: number, language: Language): string {
  const elapsed = Math.max(0, now - seconds);
  if (elapsed < HOUR) return { ru: 'в последний час', en: 'within the last hour' }[language];
  const words = new Intl.RelativeTimeFormat(language, { numeric: 'always' });
  return elapsed < 2 * DAY
    ? words.format(-Math.floor(elapsed / HOUR), 'hour')
    : words.format(-Math.floor(elapsed / DAY), 'day');
}
