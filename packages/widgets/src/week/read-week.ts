import { dateIn, datesBetween } from '../kit/dates.ts';
import { type Quality, readQuality } from '../kit/quality.ts';
import type { Reader } from '../kit/read.ts';

/** A day of a week: with minutes or without any, with records of no length, without data, or still to come. */
export type Day =
  | { readonly date: string; readonly kind: 'known'; readonly minutes: number }
  | { readonly date: string; readonly kind: 'untimed' | 'unknown' | 'ahead' };

/** A week as the picture shows it; null is what is not known or not kept. */
export interface Week {
  readonly start: string;
  readonly end: string;
  /** Null when the answer does not say. */
  readonly isComplete: boolean | null;
  readonly days: readonly Day[];
  readonly minutes: number | null;
  readonly activeDays: number | null;
  readonly plan: { readonly minutes: number; readonly days: number } | null;
  readonly slot: { readonly time: string; readonly held: number; readonly due: number } | null;
  readonly products: number | null;
  /** Its minutes are null when none has a length. */
  readonly previous: { readonly minutes: number | null; readonly days: number } | null;
  readonly quality: Quality;
}

/** Reads the answer of `dt_get_week_summary`. */
export function readWeek(answer: Reader): Week {
  const quality = readQuality(answer);
  const week = answer.record('week');
  const [start, end] = [week.text('start'), week.text('end')];
  return {
    start: start ?? '',
    end: end ?? '',
    isComplete: week.booleanOrNull('is_complete'),
    days: daysOf(answer, datesBetween(start, end, 7), quality),
    minutes: answer.record('time').count('total_minutes'),
    activeDays: answer.count('days_with_activity'),
    plan: planOf(answer.record('plan_vs_fact')),
    slot: slotOf(answer.record('slot'), quality.zone),
    products: answer.record('work_products').count('total'),
    previous: previousOf(answer.record('previous')),
    quality,
  };
}

/** What is known of each date: the twin tells the minutes of known dates only. One from today on may still get a record. */
function daysOf(answer: Reader, dates: readonly string[], quality: Quality): readonly Day[] {
  const byDate = (rows: readonly Reader[], field: string) =>
    new Map(rows.map((row) => [row.text('date'), row.count(field)]));
  const minutes = byDate(answer.record('time').list('breakdown'), 'minutes');
  const actions = byDate(answer.list('actions_by_day'), 'count');
  const today = dateIn(quality.zone, quality.asOf);
  return dates.map((date): Day => {
    const known = minutes.get(date) ?? null;
    if (known !== null) return { date, kind: 'known', minutes: known };
    if (actions.get(date)) return { date, kind: 'untimed' };
    return { date, kind: today !== null && date >= today ? 'ahead' : 'unknown' };
  });
}

function planOf(plan: Reader): Week['plan'] {
  const [minutes, days] = [plan.count('target_minutes'), plan.count('target_days')];
  return minutes === null || days === null ? null : { minutes, days };
}

/** A slot of another zone than that of the days says which. */
function slotOf(slot: Reader, zone: string | null): Week['slot'] {
  const [time, held, due] = [slot.text('slot_time'), slot.count('days_held'), slot.count('target_days')];
  if (time === null || held === null || due === null || due === 0) return null;
  const own = slot.text('timezone');
  return { time: own === null || own === zone ? time : `${time} (${own})`, held, due };
}

function previousOf(previous: Reader): Week['previous'] {
  const [minutes, days] = [previous.count('total_minutes'), previous.count('days_with_activity')];
  return days === null ? null : { minutes, days };
}
