import type { Answer } from './answer.ts';
import { NO_DATA, QUALITY } from './quality.ts';

const plan = { widget: 'plan', server: 'dt-mcp', tool: 'dt_get_week_plan', input: { week: 'current' } };
const week = { iso: '2026-W47', start: '2026-11-16', end: '2026-11-22' };

/** A plan with dates and rules, and a week without a plan. */
export const PLAN_ANSWERS: readonly Answer[] = [
  {
    ...plan,
    name: 'dates and rules',
    answer: {
      week,
      plan: {
        week_start: '2026-11-16',
        target_days: 2,
        target_minutes_per_day: 45,
        days: [
          { date: '2026-11-16', minutes: 45, focus: 'Черновик' },
          { date: '2026-11-18', minutes: 45 },
        ],
        invariants: ['Телефон в другой комнате'],
        version: 3,
      },
      fact: { minutes: 45, days: 1 },
      plan_vs_fact: { target_minutes: 90, fact_minutes: 45, minutes_percent: 50, target_days: 2, fact_days: 1 },
      data_quality: QUALITY,
    },
  },
  {
    ...plan,
    name: 'no plan',
    answer: { week, plan: null, fact: { minutes: null, days: null }, plan_vs_fact: null, data_quality: NO_DATA },
  },
];
