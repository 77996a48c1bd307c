import type { Language } from './language.ts';

const HOUR = 60 * 60;
const DAY = 24 * HOUR;

/** A day in words: «3 марта 2026 г.». The reader's time zone is not known, so it is the day in UTC. */
export function dayOf(seconds: number, language: Language): string {
  return new Intl.DateTimeFormat(language, { dateStyle: 'long', timeZone: 'UTC' }).format(seconds * 1000);
}

/** How long ago, as far as it is known: uses are noted to the hour. */
export function agoOf(seconds: number, now: number, language: Language): string {
  const elapsed = Math.max(0, now - seconds);
  if (elapsed < HOUR) return { ru: 'в последний час', en: 'within the last hour' }[language];
  const words = new Intl.RelativeTimeFormat(language, { numeric: 'always' });
  return elapsed < 2 * DAY
    ? words.format(-Math.floor(elapsed / HOUR), 'hour')
    : words.format(-Math.floor(elapsed / DAY), 'day');
}
