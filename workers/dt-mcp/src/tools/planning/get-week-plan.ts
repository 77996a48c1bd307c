import { formatDays, formatMinutes, unwrap } from '@aisystant/mcp';
import * as z from 'zod';
import { planVsFact } from '../../domain/planning/week-plan.ts';
import { localDateAt, localDateSchema, parseWeek } from '../../domain/time/calendar.ts';
import { summarizeWeek } from '../../domain/weeks/week-summary.ts';
import { readPeriod } from '../../queries/period-facts.ts';
import { qualityOnWire, Recorded, TwinQuality, timezone, WeekField } from '../fields.ts';
import { tool } from '../tool.ts';
import { PLAN_WIDGET } from '../widgets.ts';
import { formatPeriod, formatWork, qualityLines } from '../wording.ts';
import { dateOfAnswer, resolveZone } from '../zone.ts';
import { PlanVsFact } from './plan-vs-fact.ts';
import { planLines, WeekPlanOnWire } from './save-week-plan.ts';

/** `dt.get_week_plan`: the plan of a week and its facts. */
export const getWeekPlan = tool({
  id: 'dt.get_week_plan',
  version: '2.1.0',
  status: 'stable',
  title: 'План недели',
  intent: 'Что я запланировал на неделю и сколько сделано?',
  useWhen: ['нужен план, чтобы сверить его или изменить'],
  doNotUseWhen: [{ case: 'нужны итоги недели', use: 'dt.get_week_summary' }],
  scope: 'dt:read',
  effect: 'read',
  semantics: 'plan — null, если плана нет; fact — что записано на сейчас.',
  metrics: ['time_invested_minutes', 'days_with_activity'],
  privacy: 'только план этого ученика',
  errors: ['INVALID_ARGUMENT'],
  examples: [
    { question: 'Какой у меня план?', input: {}, answer: 'План текущей недели и факт.' },
    { question: 'Что я планировал на прошлую?', input: { week: 'previous' }, answer: 'План прошлой недели или null.' },
  ],
  ui: { widget: PLAN_WIDGET, invoking: 'Смотрю план…', invoked: 'План на картинке' },
  input: () => z.strictObject({ week: WeekField, timezone }),
  output: () =>
    z.object({
      week: z.object({ iso: z.string(), start: localDateSchema, end: localDateSchema }),
      plan: WeekPlanOnWire.nullable(),
      fact: z.object({ minutes: Recorded, days: Recorded }),
      plan_vs_fact: PlanVsFact.nullable(),
      data_quality: TwinQuality,
    }),
  async run({ week: requestedWeek, timezone: requestedZone }, { services, now }) {
    const { zone, assumptions } = await resolveZone(requestedZone, services);
    const week = unwrap(parseWeek(requestedWeek, localDateAt(now, zone)), 'week');
    const [plan, facts] = await Promise.all([
      services.documents.findDocument('week_plan', week.start),
      readPeriod(services.events, week, zone),
    ]);
    const { time, days_with_activity, data_quality } = summarizeWeek({ ...facts, products: null }, week, zone, now);
    return {
      week,
      plan: plan && { ...plan.body, version: plan.version },
      fact: { minutes: time.total_minutes, days: days_with_activity },
      plan_vs_fact: plan && planVsFact(plan.body, time.total_minutes, days_with_activity),
      data_quality: qualityOnWire(data_quality, zone, now, assumptions),
    };
  },
  summarize: ({ week, plan, plan_vs_fact, fact, data_quality }) =>
    [
      plan === null || plan_vs_fact === null
        ? `На неделю ${formatPeriod(week.start, week.end)} плана нет${fact.days ? `; сделано: ${formatWork(fact.minutes, fact.days)}` : ''}.`
        : `План недели ${formatPeriod(week.start, week.end)}, версия ${plan.version}: ${formatPlan(plan_vs_fact, dateOfAnswer(data_quality) > week.end)}.`,
      ...qualityLines(data_quality),
      ...(plan === null ? [] : [`В день: ${formatMinutes(plan.target_minutes_per_day)}.`, ...planLines(plan)]),
    ].join('\n'),
});

/** Without data, the plan alone. */
function formatPlan(
  { target_minutes, fact_minutes, target_days, fact_days }: z.output<typeof PlanVsFact>,
  isOver: boolean,
): string {
  const planned = `намечено ${formatMinutes(target_minutes)}, ${formatDays(target_days)}`;
  if (fact_days === null) return `${planned}; записей о делах нет`;
  if (fact_days === 0) return `${planned}; ${isOver ? 'занятий не записано' : 'занятий пока нет'}`;
  return `${planned}; сделано: ${formatWork(fact_minutes, fact_days)}`;
}
