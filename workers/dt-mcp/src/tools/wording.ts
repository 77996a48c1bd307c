import { findStage, type StageId } from '../domain/stages/stages.ts';
import { EVENTS_A_DAY, EVENTS_IN_ALL } from '../store/twin-store.ts';

const RULES = new Intl.PluralRules('ru');

/** A number for a reader, with a decimal comma: 1,3. */
export const decimal = (value: number): string => String(value).replace('.', ',');

/** A number with its Russian noun: `plural(5, 'день', 'дня', 'дней')` → «5 дней», 1.3 → «1,3 дня». */
export function plural(count: number, one: string, few: string, many: string): string {
  // Of Russian numbers only fractions are "other", and they take the form of two.
  const form = { one, few, many, zero: many, two: few, other: few }[RULES.select(count)];
  return `${decimal(count)} ${form}`;
}

/** Hours with their noun. */
export const hoursOf = (count: number): string => plural(count, 'час', 'часа', 'часов');

/** Minutes with their noun. */
export const minutesOf = (count: number): string => plural(count, 'минута', 'минуты', 'минут');

/** Days with their noun. */
export const daysOf = (count: number): string => plural(count, 'день', 'дня', 'дней');

/** A date for a reader: 16.11.2026. */
export const spellDate = (date: string): string => date.split('-').reverse().join('.');

/** A stage for a reader: «Практикующий (STG.Learner.Practicing)»; a word instead of none. */
export function spellStage(id: StageId | null, none: string): string {
  return id === null ? none : `${findStage(id)?.title_ru} (${id})`;
}

/** The line about the quality of the data; nothing when there is nothing to say. */
export function qualityLine(quality: {
  readonly status: string;
  readonly coverage_ratio: number | null;
  readonly notes: string | null;
}): string {
  const ratio = quality.coverage_ratio === null ? '' : `, полнота ${Math.round(quality.coverage_ratio * 100)} %`;
  const notes = quality.notes === null ? '' : ` ${quality.notes}`;
  return `Данные: ${quality.status}${ratio}.${notes}`;
}

/** Why the twin took no more events. */
export function limitReached(reason: 'daily_limit' | 'total_limit'): string {
  if (reason === 'total_limit') return `В двойнике уже ${EVENTS_IN_ALL} записей, больше он не принимает.`;
  return `За сутки принято ${EVENTS_A_DAY} записей; следующие — после полуночи по UTC.`;
}
