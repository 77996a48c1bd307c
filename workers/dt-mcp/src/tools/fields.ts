import { DataQuality } from '@aisystant/mcp';
import * as z from 'zod';
import { ACTIVITY_TYPE_IDS } from '../domain/activity/activity-types.ts';
import { MAX_MISSING_DATES, type DataQuality as Quality } from '../domain/activity/coverage.ts';
import { ACTIVITY_SOURCES } from '../domain/activity/sources.ts';
import { WORK_PRODUCT_TYPES } from '../domain/activity/work-product.ts';
import { WEEKDAYS } from '../domain/planning/slot.ts';
import { STAGE_IDS } from '../domain/stages/stages.ts';
import { localDateSchema, type TimeZone } from '../domain/time/calendar.ts';

/** Input field: the learner's time zone. */
export const timezone = z.string().max(64).optional().describe('IANA; иначе пояс профиля');

/** Input field: why something is cancelled. */
export const reason = z.string().trim().min(1).max(300).optional();

/** Input field: a stage by id, alias or Russian name. */
export const stageName = z
  .string()
  .min(1)
  .max(60)
  .describe(`${STAGE_IDS.join(', ')} или русское название`);

/** Input field: a week. */
export const WeekField = z
  .string()
  .max(20)
  .default('current')
  .describe('current, previous, next, 2026-W46 или дата недели');

/** Output field: a number of what was recorded. */
export const Recorded = z.int().nullable().describe('null — данных нет, а не ноль');

/** Output field: how a slot was kept. */
export const SlotOnWire = z.object({
  slot_time: z.string(),
  slot_duration_minutes: z.int(),
  slot_days: z.array(z.enum(WEEKDAYS)),
  timezone: z.string(),
  days_held: Recorded,
  target_days: z.int(),
  consistency_percent: z.int().nullable(),
});

/** Output field: finished work products. */
export const ProductCounts = z.object({
  total: z.int(),
  by_type: z.array(z.object({ type: z.enum(WORK_PRODUCT_TYPES), count: z.int() })),
});

/** Output field: a stage. */
export const StageOnWire = z.enum(STAGE_IDS);

/** Output field: the kit's data quality with assumptions and the time zone. */
export const TwinQuality = DataQuality.extend({
  days_known: z.int().nullable().describe('о скольких днях периода есть данные; null — дни тут не считаются'),
  days_expected: z.int().nullable().describe('из скольких: прошедшие дни, а сегодня — если уже есть запись'),
  missing_dates: z
    .array(localDateSchema)
    .describe(`даты без данных с начала записей, не больше ${MAX_MISSING_DATES} последних`),
  assumptions: z.array(z.string()).describe('что пришлось допустить'),
  confidence: z.number().nullable().describe('средняя надёжность записей, 0..1'),
  stale: z.boolean().describe('источник молчит больше трёх суток'),
  timezone: z.string(),
  as_of: z.string().describe('на какой момент посчитано, UTC'),
});

/** Output field: minutes by activity type. */
export const MinutesByType = z.array(z.object({ activity_type: z.enum(ACTIVITY_TYPE_IDS), minutes: z.int() }));

/** Input and output field: the source of a record. */
export const Source = z.enum(ACTIVITY_SOURCES);

/** Converts the domain's data quality for clients. */
export function qualityOnWire(
  { assumed_dates: _, known_dates: __, ...quality }: Quality,
  zone: TimeZone,
  nowMs: number,
  assumptions: readonly string[],
): z.input<typeof TwinQuality> {
  return {
    ...quality,
    sources: [...quality.sources],
    missing_dates: [...quality.missing_dates],
    assumptions: [...quality.assumptions, ...assumptions],
    timezone: zone,
    as_of: new Date(nowMs).toISOString(),
  };
}

/** Data quality of what the learner keeps by hand: it has no coverage, only existence. */
export function manualQuality(
  anyExist: boolean,
  zone: TimeZone,
  nowMs: number,
  assumptions: readonly string[] = [],
): z.input<typeof TwinQuality> {
  return {
    status: anyExist ? 'OK' : 'NO_DATA',
    coverage_ratio: null,
    days_known: null,
    days_expected: null,
    last_sync_at: null,
    sources: [],
    notes: anyExist ? null : 'Таких записей ещё не было.',
    missing_dates: [],
    assumptions: [...assumptions],
    confidence: null,
    stale: false,
    timezone: zone,
    as_of: new Date(nowMs).toISOString(),
  };
}
