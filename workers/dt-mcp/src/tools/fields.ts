import { DataQuality } from '@aisystant/mcp';
import { z } from 'zod';
import { ACTIVITY_TYPE_IDS } from '../domain/activity-types.ts';
import { localDateSchema, type TimeZone } from '../domain/calendar.ts';
import type { DataQuality as Quality } from '../domain/coverage.ts';
import { ACTIVITY_SOURCES } from '../domain/sources.ts';
import { DEFAULT_TIME_ZONE } from './take.ts';

/** Input field: the learner's time zone. */
export const timezone = z.string().max(64).optional().describe(`Часовой пояс IANA; без него ${DEFAULT_TIME_ZONE}`);

/** Output field: data quality of dt-mcp, which also says what was assumed and in which zone days were counted. */
export const TwinQuality = DataQuality.extend({
  missing_dates: z.array(localDateSchema).describe('даты без данных, не больше 31 последних'),
  assumptions: z.array(z.string()).describe('что пришлось допустить'),
  confidence: z.number().nullable().describe('средняя надёжность записей, 0..1'),
  stale: z.boolean().describe('источник молчит больше трёх суток'),
  timezone: z.string(),
  as_of: z.string().describe('на какой момент посчитано, UTC'),
});

/** Output field: minutes by kind of activity. */
export const MinutesByType = z.array(z.object({ activity_type: z.enum(ACTIVITY_TYPE_IDS), minutes: z.int() }));

/** Output and input field: where a record came from. */
export const Source = z.enum(ACTIVITY_SOURCES);

/** Puts a quality of the domain on the wire. */
export function qualityOnWire(
  { assumed_dates: _, ...quality }: Quality,
  zone: TimeZone,
  nowMs: number,
  assumptions: readonly string[] = [],
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
