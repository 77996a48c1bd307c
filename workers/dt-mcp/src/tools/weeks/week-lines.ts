import { formatDate, formatDays, formatMinutes, plural } from '@aisystant/mcp';
import type * as z from 'zod';
import { neverKept } from '../../domain/weeks/never-kept.ts';
import type { PatternId } from '../../domain/weeks/patterns.ts';
import {
  caveatOf,
  describeSlot,
  formatActivity,
  formatParts,
  formatWork,
  PRODUCT_TYPES,
  perActiveDay,
  slotUnknown,
  suspiciousLines,
} from '../wording.ts';
import type { WeekOnWire } from './week-on-wire.ts';

type Week = z.output<typeof WeekOnWire>;

const PATTERNS: Readonly<Record<PatternId, string>> = {
  many_days_little_time: 'много дней и мало времени',
  strong_start_decline: 'сильное начало и спад к концу',
  much_time_few_products: 'много времени и мало рабочих продуктов',
};

/** The facts of a week in words. "No record" is not "no activity", so nothing is said about time without data. */
export function weekLines(week: Week): readonly string[] {
  return [
    ...timeLines(week),
    ...slotLine(week),
    ...productLine(week),
    ...planLine(week),
    ...previousLine(week),
    ...neverKeptLine(week),
    ...(week.patterns.length === 0 ? [] : [`Заметно: ${week.patterns.map((id) => PATTERNS[id]).join(', ')}.`]),
  ];
}

function timeLines({ time, days_with_activity, pomodoros_count, actions_by_type }: Week): readonly string[] {
  if (days_with_activity === null) return [];
  if (days_with_activity === 0) return ['Занятий не записано.'];
  const minutes = ({ minutes }: { readonly minutes: number }) => formatMinutes(minutes);
  const filled = time.breakdown.flatMap(({ date = '', minutes: each }) => (each ? [{ date, minutes: each }] : []));
  const average = time.avg_minutes_per_active_day;
  return [
    `Занятия: ${formatDays(days_with_activity)} из 7, ${time.total_minutes ? formatMinutes(time.total_minutes) : 'длительность не записана'}.`,
    ...(average === null
      ? []
      : [`В среднем ${perActiveDay(average, time.total_minutes, days_with_activity)}: ${formatMinutes(average)}.`]),
    ...(filled.length === 0 ? [] : [`По дням: ${formatParts(filled, ({ date }) => formatDate(date), minutes)}.`]),
    ...(time.by_activity_type.length === 0
      ? []
      : [
          `По видам дел: ${formatParts(time.by_activity_type, (part) => formatActivity(part.activity_type), minutes)}.`,
        ]),
    ...(actions_by_type.length === 0
      ? []
      : [
          `Записей: ${formatParts(
            actions_by_type,
            (part) => formatActivity(part.activity_type),
            ({ count }) => String(count),
          )}.`,
        ]),
    ...(pomodoros_count ? [`Полных помидорок по 25 минут: ${pomodoros_count}.`] : []),
    ...suspiciousLines(time.suspicious_dates),
  ];
}

function slotLine({ week, slot, data_quality: { status, timezone } }: Week): readonly string[] {
  if (slot === null || slot.target_days === 0) return [];
  const due = plural(slot.target_days, 'день', 'дня', 'дней');
  if (slot.days_held === null) return [`${describeSlot(slot, timezone)}: намечен на ${due}, ${slotUnknown(status)}.`];
  const held =
    slot.days_held === 0
      ? 'не состоялся'
      : `состоялся в ${slot.days_held} из ${plural(slot.target_days, 'дня', 'дней', 'дней')}`;
  return [`${describeSlot(slot, timezone)}: ${week.is_complete ? '' : 'пока '}${held}.`];
}

function productLine({ work_products: products }: Week): readonly string[] {
  if (!products?.total) return [];
  const parts = formatParts(
    products.by_type,
    ({ type }) => PRODUCT_TYPES[type],
    ({ count }) => String(count),
  );
  return [`Рабочие продукты, всего ${products.total}: ${parts}.`];
}

function planLine({ plan_vs_fact: plan }: Week): readonly string[] {
  if (plan === null) return [];
  const planned = `По плану ${formatMinutes(plan.target_minutes)}, ${formatDays(plan.target_days)}`;
  if (!plan.fact_days) return [`${planned}.`];
  return [`${planned}; сделано: ${formatWork(plan.fact_minutes, plan.fact_days)}.`];
}

function neverKeptLine({ slot, work_products: products }: Week): readonly string[] {
  const [first, ...rest] = neverKept({ slot, products });
  return first === undefined ? [] : [`${[`${first[0]?.toUpperCase()}${first.slice(1)}`, ...rest].join(', ')}.`];
}

function previousLine({ previous }: Week): readonly string[] {
  if (previous === null || previous.days_with_activity === null) return [];
  return [
    `Неделей раньше: ${formatWork(previous.total_minutes, previous.days_with_activity)}${caveatOf(previous.status)}.`,
  ];
}
