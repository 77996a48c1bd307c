import * as z from 'zod';
import { localDateSchema } from '../time/calendar.ts';

/** Planning horizons of a goal. */
export const GOAL_HORIZONS = ['week', 'month', 'quarter', 'long'] as const;
/** Statuses of a goal. */
export const GOAL_STATUSES = ['active', 'done', 'dropped', 'paused'] as const;
/** Systems a goal may be about. */
const SYSTEM_LEVELS = ['self', 'family', 'team', 'community', 'society'] as const;

const words = (max: number) => z.string().trim().min(1, 'пустая строка').max(max, `не длиннее ${max} знаков`);

/** A goal as input. */
export const goalSchema = z.strictObject({
  title: words(200).describe('Цель одной строкой'),
  success_criteria: words(1000).optional().describe('По чему видно, что достигнута'),
  horizon: z.enum(GOAL_HORIZONS).default('week'),
  status: z.enum(GOAL_STATUSES).default('active'),
  deadline: localDateSchema.optional(),
  first_step: words(500).optional(),
  time_budget_hours: z.number().min(0).max(10_000).optional(),
  progress: z.number().min(0).max(1).optional(),
  system_level: z.enum(SYSTEM_LEVELS).optional(),
});

/** A validated goal. */
export type Goal = z.output<typeof goalSchema>;
