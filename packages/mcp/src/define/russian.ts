import { lazy } from './lazy.ts';

const rules = lazy(() => new Intl.PluralRules('ru'));

/** A number with a decimal comma: 1,3. */
export const formatDecimal = (value: number): string => String(value).replace('.', ',');

/** A number with its noun: `plural(5, 'день', 'дня', 'дней')` → «5 дней», 1.3 → «1,3 дня». */
export function plural(count: number, one: string, few: string, many: string): string {
  // In Russian only fractions are "other", and they take the form of two.
  const form = { one, few, many, zero: many, two: few, other: few }[rules().select(count)];
  return `${formatDecimal(count)} ${form}`;
}

/** «5 часов». */
export const formatHours = (count: number): string => plural(count, 'час', 'часа', 'часов');

/** «5 минут». */
export const formatMinutes = (count: number): string => plural(count, 'минута', 'минуты', 'минут');

/** «21 минуты», «5 минут»: after «около». */
export const formatMinutesGenitive = (count: number): string => plural(count, 'минуты', 'минут', 'минут');

/** «по 21 минуте», «по 5 минут». */
export const formatMinutesEach = (count: number): string => `по ${plural(count, 'минуте', 'минуты', 'минут')}`;

/** «5 дней». */
export const formatDays = (count: number): string => plural(count, 'день', 'дня', 'дней');

/** An ISO date in Russian order: 16.11.2026. */
export const formatDate = (date: string): string => date.split('-').reverse().join('.');
