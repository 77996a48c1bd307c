import * as z from 'zod';
import { localDateSchema } from '../time/calendar.ts';

/** Types of sessions with the Guide. */
export const SESSION_TYPES = ['initial', 'weekly', 'transition', 'reactivation', 'check_in'] as const;

const words = (max: number) => z.string().trim().min(1, 'пустая строка').max(max, `не длиннее ${max} знаков`);

/** A session with the Guide as input. */
export const guideSessionSchema = z.strictObject({
  type: z.enum(SESSION_TYPES),
  summary: words(3000).describe('О чём говорили'),
  decisions: z.array(words(500)).max(20).default([]),
  outcome: words(500).optional(),
  next_hint: words(500).optional(),
  fsm_path: z.array(words(64)).max(50).default([]).describe('Пройденные состояния'),
  date: localDateSchema.optional().describe('Без неё сегодня'),
});

/** A validated session. */
export type GuideSession = Omit<z.output<typeof guideSessionSchema>, 'date'> & { readonly date: string };
