import * as z from 'zod';
import { isLocalDate, type LocalDate, localDateSchema, weekOf } from '../time/calendar.ts';

const line = z.string().trim().min(1, 'пустая строка').max(300, 'не длиннее 300 знаков');

/** A week plan as input. */
export const weekPlanSchema = z
  .strictObject({
    week_start: localDateSchema.describe('Понедельник недели'),
    target_days: z.int().min(1, 'от 1 до 7').max(7, 'от 1 до 7').describe('Дней с занятиями'),
    target_minutes_per_day: z.int().min(5, 'от 5 до 180').max(180, 'от 5 до 180'),
    days: z
      .array(z.strictObject({ date: localDateSchema, minutes: z.int().min(0).max(1440), focus: line.optional() }))
      .max(7)
      .optional()
      .describe('План по датам недели'),
    invariants: z.array(line).max(10).optional().describe('Что соблюдать всю неделю'),
  })
  .refine((plan) => !isLocalDate(plan.week_start) || weekOf(plan.week_start).start === plan.week_start, {
    error: 'Неделя начинается с понедельника.',
    path: ['week_start'],
  })
  .refine(daysAreOfTheWeek, { error: 'Даты плана должны быть разными датами этой недели.', path: ['days'] })
  .superRefine((plan, context) => {
    const message = contradictionOf(plan);
    if (message !== null) context.addIssue({ code: 'custom', message, path: ['days'] });
  });

/** A validated week plan. */
export type WeekPlan = z.output<typeof weekPlanSchema>;

function daysAreOfTheWeek({
  week_start,
  days = [],
}: {
  week_start: LocalDate;
  days?: { date: LocalDate }[] | undefined;
}) {
  // An invalid date has its own issue, but zod runs this check all the same.
  if (!isLocalDate(week_start)) return true;
  const { start, end } = weekOf(week_start);
  const dates = days.map(({ date }) => date);
  return new Set(dates).size === dates.length && dates.every((date) => start <= date && date <= end);
}

/**
 * The question to the learner when the dates of a plan say something else than its two numbers; null when they agree. The
 * minutes of a day are whole, so their mean is rounded.
 */
function contradictionOf({ days, target_days, target_minutes_per_day }: WeekPlan): string | null {
  // Models fill an optional list with an empty one: it says nothing about the dates.
  if (days === undefined || days.length === 0) return null;
  const planned = days.filter(({ minutes }) => minutes > 0);
  const total = planned.reduce((sum, { minutes }) => sum + minutes, 0);
  const difference = Math.abs(total - target_days * target_minutes_per_day);
  if (planned.length === target_days && difference < target_days) return null;
  const byDates = `по датам дней ${planned.length}, минут ${total}`;
  const byNumbers = `по двум числам дней ${target_days}, минут ${target_days * target_minutes_per_day}`;
  return `План расходится сам с собой: ${byDates}, а ${byNumbers}. Спросить ученика, что верно, и сохранить согласованный.`;
}

/** Planned minutes of the whole week. */
export function weeklyTargetMinutes({ target_days, target_minutes_per_day }: WeekPlan): number {
  return target_days * target_minutes_per_day;
}

/** A plan and its result, null where it is unknown; percents are whole and may exceed 100. */
export interface PlanVsFact {
  readonly target_minutes: number;
  readonly fact_minutes: number | null;
  readonly minutes_percent: number | null;
  readonly target_days: number;
  readonly fact_days: number | null;
}

/** Compares a plan with the facts of its week, as far as they are known. */
export function planVsFact(plan: WeekPlan, factMinutes: number | null, factDays: number | null): PlanVsFact {
  const target = weeklyTargetMinutes(plan);
  return {
    target_minutes: target,
    fact_minutes: factMinutes,
    minutes_percent: factMinutes === null ? null : Math.floor((200 * factMinutes + target) / (2 * target)),
    target_days: plan.target_days,
    fact_days: factDays,
  };
}
