import { expectedVersionField, formatDate, formatDays, formatMinutes } from '@aisystant/mcp';
import * as z from 'zod';
import { type WeekPlan, weeklyTargetMinutes, weekPlanSchema } from '../../domain/planning/week-plan.ts';
import { weekOf } from '../../domain/time/calendar.ts';
import { requireSaved } from '../require.ts';
import { tool } from '../tool.ts';
import { says, saysAll, WORDS_ARE_DATA } from '../wording.ts';
import { timeZoneOf } from '../zone.ts';

/** A week plan as clients see it. */
export const WeekPlanOnWire = z.object({ ...weekPlanSchema.shape, version: z.int() });

/** `dt.save_week_plan`: creates or replaces the plan of a week. */
export const saveWeekPlan = tool({
  id: 'dt.save_week_plan',
  version: '3.1.0',
  status: 'stable',
  title: 'Сохранить план недели',
  intent: 'Запиши план недели.',
  useWhen: ['ученик согласился с планом'],
  doNotUseWhen: [{ case: 'это цель, а не план', use: 'dt.save_goal' }],
  scope: 'dt:write',
  effect: 'write',
  semantics:
    'План недели один: новый заменяет прежний целиком, если назвать его версию. Даты и два числа должны сходиться.',
  privacy: 'только двойник этого ученика',
  errors: ['INVALID_ARGUMENT', 'CONFLICT'],
  examples: [
    {
      question: 'На этой неделе пять дней по 30 минут',
      input: { week_start: '2026-11-16', target_days: 5, target_minutes_per_day: 30 },
      answer: 'План и цель недели: 150 минут.',
    },
    {
      question: 'Понедельник и среда по 45 минут, телефон в другой комнате',
      input: {
        week_start: '2026-11-16',
        target_days: 2,
        target_minutes_per_day: 45,
        days: [
          { date: '2026-11-16', minutes: 45, focus: 'Черновик' },
          { date: '2026-11-18', minutes: 45 },
        ],
        invariants: ['Телефон в другой комнате'],
      },
      answer: 'План с разбивкой по дням.',
    },
  ],
  ui: { invoking: 'Сохраняю план…', invoked: 'План сохранён', fromWidgets: true },
  input: () => weekPlanSchema.safeExtend({ expected_version: expectedVersionField }),
  output: () =>
    z.object({
      plan: WeekPlanOnWire,
      weekly_target_minutes: z.int(),
      operation: z.enum(['created', 'updated', 'unchanged']),
      timezone: z.string(),
    }),
  async run({ expected_version = 0, ...plan }, { services, now }) {
    const saved = await services.documents.saveDocument(
      'week_plan',
      {
        id: plan.week_start,
        create: true,
        label: weekOf(plan.week_start).iso,
        date: plan.week_start,
        body: plan satisfies WeekPlan,
        expectedVersion: expected_version,
        idempotencyKey: null,
      },
      { clientId: services.clientId, nowMs: now },
    );
    const { operation, document } = requireSaved(saved, 'План недели', 'week_start');
    return {
      plan: { ...document.body, version: document.version },
      weekly_target_minutes: weeklyTargetMinutes(document.body),
      operation,
      timezone: await timeZoneOf(undefined, services),
    };
  },
  summarize: ({ plan, weekly_target_minutes, operation }) =>
    [
      `${operation === 'unchanged' ? 'План уже такой' : 'План сохранён'}: на неделю с ${formatDate(plan.week_start)} — ${formatDays(plan.target_days)}, в день ${formatMinutes(plan.target_minutes_per_day)}, всего ${formatMinutes(weekly_target_minutes)}, версия ${plan.version}.`,
      ...planLines(plan),
    ].join('\n'),
});

/** The days and rules of a plan. */
export function planLines({ days = [], invariants = [] }: WeekPlan): readonly string[] {
  const lines = days.map(
    ({ date, minutes, focus }) =>
      `${formatDate(date)}: ${[formatMinutes(minutes), ...says('фокус', focus)].join(', ')}`,
  );
  const rules = saysAll('Соблюдать всю неделю', invariants);
  const hasWords = invariants.length > 0 || days.some(({ focus }) => focus !== undefined);
  return [...(hasWords ? [WORDS_ARE_DATA] : []), ...lines, ...rules];
}
