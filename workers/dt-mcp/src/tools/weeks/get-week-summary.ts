import { unwrap } from '@aisystant/mcp';
import * as z from 'zod';
import { countProducts } from '../../domain/activity/work-product.ts';
import { bandOf } from '../../domain/metrics/bands.ts';
import { slotConsistency } from '../../domain/planning/slot.ts';
import { planVsFact } from '../../domain/planning/week-plan.ts';
import {
  addDays,
  type LocalDate,
  localDateAt,
  parseWeek,
  periodDays,
  type TimeZone,
  type Week,
  weekOf,
} from '../../domain/time/calendar.ts';
import { summarizeWeek, type WeekSummary } from '../../domain/weeks/week-summary.ts';
import { readTwin, type TwinRecords } from '../../queries/twin-facts.ts';
import { qualityOnWire, timezone } from '../fields.ts';
import { tool } from '../tool.ts';
import { WEEK_WIDGET } from '../widgets.ts';
import { formatPeriod, qualityLines } from '../wording.ts';
import { dateOfAnswer, resolveZone } from '../zone.ts';
import { weekLines } from './week-lines.ts';
import { WeekOnWire } from './week-on-wire.ts';

/** `dt.get_week_summary`: one week in facts. */
export const getWeekSummary = tool({
  id: 'dt.get_week_summary',
  version: '2.1.0',
  status: 'stable',
  title: 'Итоги недели',
  intent: 'Как прошла моя неделя?',
  useWhen: ['нужны факты недели для итогов', 'нужно сравнить неделю с предыдущей'],
  doNotUseWhen: [
    { case: 'нужен произвольный период', use: 'dt.get_time_invested_summary' },
    { case: 'нужны отдельные записи', use: 'dt.list_activity_events' },
  ],
  scope: 'dt:read',
  effect: 'read',
  semantics:
    'Неделя — с понедельника по воскресенье по часовому поясу ученика. Нет записи — не значит, что не было дела: смотрите data_quality. bands и patterns — наблюдения, не оценки.',
  metrics: [
    'time_invested_minutes',
    'days_with_activity',
    'avg_minutes_per_active_day',
    'slot_consistency_percent',
    'work_products_count',
    'pomodoros_count',
    'data_coverage_ratio',
  ],
  privacy: 'только неделя этого ученика; тексты записей не возвращаются',
  errors: ['INVALID_ARGUMENT'],
  examples: [
    {
      question: 'Подведи итоги недели',
      input: { week: 'current' },
      answer: 'Факты текущей недели, is_complete=false.',
    },
    {
      question: 'А как прошла прошлая?',
      input: { week: 'previous' },
      answer: 'Факты прошлой полной недели и сравнение.',
    },
  ],
  ui: { widget: WEEK_WIDGET, invoking: 'Смотрю неделю…', invoked: 'Неделя на картинке' },
  input: () =>
    z.strictObject({
      week: z
        .string()
        .max(20)
        .default('current')
        .describe('current, previous, неделя вида 2026-W46 или любая её дата ГГГГ-ММ-ДД'),
      compare: z.boolean().default(true).describe('Добавить предыдущую неделю'),
      timezone,
    }),
  output: () => WeekOnWire,
  async run({ week: requestedWeek, compare, timezone: requestedZone }, { services, now }) {
    const { zone, assumptions } = await resolveZone(requestedZone, services);
    const week = unwrap(parseWeek(requestedWeek, localDateAt(now, zone)), 'week');
    const before = weekOf(addDays(week.start, -7));
    const span = { start: compare ? before.start : week.start, end: week.end };
    const [facts, plan] = await Promise.all([
      readTwin(services, span, zone),
      services.documents.findDocument('week_plan', week.start),
    ]);
    const summary = summaryOf(facts, week, zone, now);
    return {
      ...onWire(summary, zone, now, assumptions),
      ...slotAndProducts(facts, summary, zone, localDateAt(now, zone)),
      plan_vs_fact: plan && planVsFact(plan.body, summary.time.total_minutes, summary.days_with_activity),
      previous: compare ? previousOnWire(summaryOf(facts, before, zone, now)) : null,
    };
  },
  summarize: (answer) =>
    [
      `Неделя ${formatPeriod(answer.week.start, answer.week.end)}${formatState(answer)}.`,
      ...weekLines(answer),
      ...qualityLines(answer.data_quality),
    ].join('\n'),
});

function formatState({ week, data_quality }: z.output<typeof WeekOnWire>): string {
  if (week.is_complete) return '';
  return dateOfAnswer(data_quality) < week.start ? ', ещё не началась' : ', ещё идёт';
}

function summaryOf(facts: TwinRecords, week: Week, zone: TimeZone, nowMs: number): WeekSummary {
  const products = productsOf(facts, week);
  return summarizeWeek({ ...facts, products: products === null ? null : products.total }, week, zone, nowMs);
}

function productsOf({ products }: TwinRecords, { start, end }: Week) {
  return products && countProducts(products.filter(({ date }) => start <= date && date <= end));
}

/** The slot, the products and their bands. */
function slotAndProducts(
  facts: TwinRecords,
  { week, products: total, bands, data_quality }: WeekSummary,
  zone: TimeZone,
  today: LocalDate,
) {
  const slot = slotConsistency(facts.slots, facts.events, periodDays(week, zone), { ...data_quality, today });
  const percent = slot?.consistency_percent ?? null;
  const products = productsOf(facts, week);
  return {
    slot: slot && { ...slot, slot_days: [...slot.slot_days] },
    work_products: products && { ...products, total },
    bands: { ...bands, slot: percent === null ? null : bandOf('slotPercent', percent) },
  };
}

function onWire(
  { products: _, ...summary }: WeekSummary,
  zone: TimeZone,
  nowMs: number,
  assumptions: readonly string[],
) {
  const { time } = summary;
  return {
    ...summary,
    actions_by_type: [...summary.actions_by_type],
    actions_by_day: [...summary.actions_by_day],
    time: {
      ...time,
      breakdown: [...time.breakdown],
      by_activity_type: [...time.by_activity_type],
      suspicious_dates: [...time.suspicious_dates],
    },
    patterns: [...summary.patterns],
    data_quality: qualityOnWire(summary.data_quality, zone, nowMs, assumptions),
  };
}

function previousOnWire({ week, days_with_activity, time, data_quality }: WeekSummary) {
  const { status } = data_quality;
  return { iso: week.iso, days_with_activity, total_minutes: time.total_minutes, status };
}
