import { type Quality, readQuality } from '../kit/quality.ts';
import type { Reader } from '../kit/read.ts';

/** A plan of a week, as `dt_save_week_plan` takes it. */
export interface Plan {
  readonly week_start: string;
  readonly target_days: number;
  readonly target_minutes_per_day: number;
  readonly days?: readonly PlannedDay[];
  readonly invariants?: readonly string[];
}

/** A date of a plan. */
export interface PlannedDay {
  readonly date: string;
  readonly minutes: number;
  readonly focus?: string;
}

/** The plan of a week as the picture shows it. */
export interface PlannedWeek {
  readonly start: string;
  readonly end: string;
  /** Null when the week has no plan; `unknown` when the answer does not say. */
  readonly plan: Plan | null | 'unknown';
  /** Version that a change replaces; 0 without a plan. */
  readonly version: number;
  /** What is done, its minutes null when none has a length; null when nothing is known of the week. */
  readonly fact: { readonly minutes: number | null; readonly days: number } | null;
  readonly quality: Quality;
}

/** Bounds of the days a week of a plan. */
export const DAYS = { least: 1, most: 7 } as const;
/** Bounds of the minutes a day of a plan. */
export const MINUTES = { least: 5, most: 180 } as const;
/** Most rules of a plan, and most characters of one. */
const RULES = { most: 10, longest: 300 } as const;

/** Reads the answer of `dt_get_week_plan`. */
export function readPlannedWeek(answer: Reader): PlannedWeek {
  const [minutes, days] = [answer.record('fact').count('minutes'), answer.record('fact').count('days')];
  return {
    start: answer.record('week').text('start') ?? '',
    end: answer.record('week').text('end') ?? '',
    plan: answer.isNothing('plan') ? null : (readPlan(answer.record('plan')) ?? 'unknown'),
    version: answer.record('plan').count('version') ?? 0,
    fact: days === null ? null : { minutes, days },
    quality: readQuality(answer),
  };
}

/** Reads a plan; null when there is none, or one without its numbers. */
export function readPlan(plan: Reader): Plan | null {
  const [week_start, target_days, target_minutes_per_day] = [
    plan.text('week_start'),
    plan.count('target_days'),
    plan.count('target_minutes_per_day'),
  ];
  if (week_start === null || target_days === null || target_minutes_per_day === null) return null;
  const days = plan.list('days').flatMap((day) => readDay(day) ?? []);
  const invariants = plan.texts('invariants');
  return {
    week_start,
    target_days,
    target_minutes_per_day,
    ...(days.length > 0 && { days }),
    ...(invariants.length > 0 && { invariants }),
  };
}

function readDay(day: Reader): PlannedDay | null {
  const [date, minutes, focus] = [day.text('date'), day.count('minutes'), day.text('focus')];
  return date === null || minutes === null ? null : { date, minutes, ...(focus !== null && { focus }) };
}

/**
 * The plan with other numbers. Its dates must agree with the numbers: where they no longer do, they are left out, and the
 * person sees that before it is saved.
 */
export function changedPlan(start: string, before: Plan | null, change: Omit<Plan, 'week_start' | 'days'>): Plan {
  const { days } = before ?? {};
  const sameNumbers =
    before?.target_days === change.target_days && before.target_minutes_per_day === change.target_minutes_per_day;
  const { invariants = [], ...numbers } = change;
  return {
    week_start: start,
    ...numbers,
    ...(sameNumbers && days && { days }),
    ...(invariants.length > 0 && { invariants }),
  };
}

/** The rules that a person wrote, a line each. */
export const rulesOf = (text: string): readonly string[] =>
  text
    .split('\n')
    .map((line) => line.trim().slice(0, RULES.longest))
    .filter((line) => line !== '')
    .slice(0, RULES.most);

/** What a person typed as a whole number within bounds; null for anything else. */
export function numberIn(
  text: string,
  { least, most }: { readonly least: number; readonly most: number },
): number | null {
  const value = /^\s*\d{1,3}\s*$/.test(text) ? Number(text) : Number.NaN;
  return value >= least && value <= most ? value : null;
}
