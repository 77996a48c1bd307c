import { Cursor, DataQuality, ToolError } from '@aisystant/mcp';
import * as z from 'zod';
import { KTalkKey } from '../domain/recordings/key.ts';

/** Input field: a recording, by the key that other tools give. */
export const RecordingKey = KTalkKey.describe('key из get_user_records');

const Day = z.iso.date();

/** Input fields of a list: a period of whole days. */
export const periodFields = {
  from: Day.optional().describe('С этого дня, ГГГГ-ММ-ДД (UTC)'),
  to: Day.optional().describe('По этот день включительно'),
};

/** Input fields of a list: its size and place. */
export const pageFields = {
  limit: z.int().min(1).max(100).default(20),
  cursor: Cursor.optional(),
};

/** Moments of a period of days; the last day is whole. Throws `INVALID_ARGUMENT` if it ends before it begins. */
export function momentsOf({ from, to }: { readonly from?: string | undefined; readonly to?: string | undefined }) {
  if (from !== undefined && to !== undefined && to < from) {
    throw new ToolError('INVALID_ARGUMENT', 'Период кончается раньше, чем начинается.', { field: 'to' });
  }
  return {
    ...(from !== undefined && { from: `${from}T00:00:00.000Z` }),
    ...(to !== undefined && { to: new Date(Date.parse(`${to}T00:00:00.000Z`) + DAY_MS).toISOString() }),
  };
}

const DAY_MS = 24 * 60 * 60 * 1000;

/** Output: a recording in a list. */
export const RecordingItem = z.object({
  key: z.string(),
  title: z.string(),
  created_at: z.string().describe('когда запись появилась, вскоре после встречи'),
  duration_sec: z.int().nullable(),
  room: z.string(),
  created_by: z.string(),
  participants_count: z.int().nullable().describe('null: Толк не сказал'),
  my_role: z.enum(['creator', 'participant', 'granted']),
  url: z.string(),
});

/** Output: a list of recordings. */
export const RecordingList = z.object({
  items: z.array(RecordingItem),
  next_cursor: z.string().nullable(),
  data_quality: DataQuality,
});

/** Output: an utterance with its place in the recording. */
export const Segment = z.object({
  start_ms: z.int(),
  time: z.string().describe('ЧЧ:ММ:СС от начала записи'),
  speaker: z.string(),
  text: z.string(),
});
