import * as z from 'zod';
import { ACTIVITY_TYPE_IDS } from '../../domain/activity/activity-types.ts';
import { localDateSchema } from '../../domain/time/calendar.ts';
import { PATTERN_IDS } from '../../domain/weeks/patterns.ts';
import { MinutesByType, ProductCounts, Recorded, SlotOnWire, TwinQuality } from '../fields.ts';
import { PlanVsFact } from '../planning/plan-vs-fact.ts';

const Band = z.enum(['none', 'low', 'mid', 'good', 'high']).nullable();

/** A week as clients see it. */
export const WeekOnWire = z.object({
  week: z.object({ iso: z.string(), start: localDateSchema, end: localDateSchema, is_complete: z.boolean() }),
  days_with_activity: Recorded,
  pomodoros_count: Recorded.describe('полные 25 минут без перерыва; null — данных нет, а не ноль'),
  actions_by_type: z.array(z.object({ activity_type: z.enum(ACTIVITY_TYPE_IDS), count: z.int() })),
  actions_by_day: z.array(z.object({ date: localDateSchema, count: Recorded })),
  time: z.object({
    total_minutes: Recorded,
    avg_minutes_per_day: z.int().nullable(),
    avg_minutes_per_active_day: z.int().nullable(),
    breakdown: z.array(z.object({ date: localDateSchema.optional(), minutes: Recorded })),
    by_activity_type: MinutesByType,
    suspicious_dates: z.array(localDateSchema),
  }),
  slot: SlotOnWire.nullable().describe('null — слот не задан'),
  work_products: ProductCounts.extend({ total: Recorded }).nullable().describe('null — продукты не ведутся'),
  plan_vs_fact: PlanVsFact.nullable().describe('null — плана нет'),
  previous: z
    .object({
      iso: z.string(),
      days_with_activity: Recorded,
      total_minutes: Recorded,
      status: TwinQuality.shape.status,
    })
    .nullable(),
  bands: z.object({ minutes: Band, days: Band, products: Band, slot: Band }),
  patterns: z.array(z.enum(PATTERN_IDS)),
  data_quality: TwinQuality,
});
