import * as z from 'zod';
import { type LocalDate, periodSchema } from '../time/calendar.ts';

/** Types of notes. */
export const REFLECTION_TYPES = ['daily', 'weekly', 'insight', 'blocker', 'milestone'] as const;

const lines = (title: string) =>
  z
    .array(z.string().trim().min(1, 'пустая строка').max(500, 'не длиннее 500 знаков'))
    .max(20, 'не больше 20 пунктов')
    .default([])
    .describe(title);

const scale = z.int('нужно целое число от 1 до 5').min(1, 'не меньше 1').max(5, 'не больше 5');

/** A reflection note as input. It must not be empty, and a daily note is about one day. */
export const reflectionNoteSchema = z
  .strictObject({
    type: z.enum(REFLECTION_TYPES).describe('О чём заметка'),
    period: periodSchema.optional().describe('О каких датах; у daily это один день'),
    achievements: lines('Что получилось'),
    challenges: lines('Что было трудно'),
    insights: lines('Что понял'),
    next_focus: lines('На чём держать внимание дальше'),
    text: z
      .string()
      .trim()
      .min(1, 'пустая строка')
      .max(5000, 'не длиннее 5000 знаков')
      .optional()
      .describe('Свободный текст'),
    mood: scale.optional().describe('Настроение, 1–5'),
    state: z
      .strictObject({ energy: scale.optional(), attention: scale.optional(), sleep: scale.optional() })
      .refine((state) => Object.values(state).some((value) => value !== undefined), 'нужна хотя бы одна оценка')
      .optional()
      .describe('Самооценка: энергия, внимание, сон, 1–5'),
    related_goal_ids: z.array(z.string().max(64)).max(20).optional().describe('goal_id целей, о которых заметка'),
  })
  .refine(saysSomething, 'Пустая заметка: нужна хотя бы одна строка, текст или самооценка.')
  .refine((note) => note.type !== 'daily' || note.period === undefined || note.period.start === note.period.end, {
    error: 'Дневная заметка пишется об одном дне: начало и конец периода совпадают.',
    path: ['period'],
  });

/** A validated reflection note; missing lists are empty. */
export type ReflectionNote = z.output<typeof reflectionNoteSchema>;

function saysSomething(note: {
  readonly achievements: readonly string[];
  readonly challenges: readonly string[];
  readonly insights: readonly string[];
  readonly next_focus: readonly string[];
  readonly text?: string | undefined;
  readonly mood?: number | undefined;
  readonly state?: object | undefined;
}): boolean {
  const { achievements, challenges, insights, next_focus } = note;
  const written = [achievements, challenges, insights, next_focus].some((list) => list.length > 0);
  return written || note.text !== undefined || note.mood !== undefined || note.state !== undefined;
}

/**
 * The date that a note closes, which means that everything of that day is recorded. Only daily notes close one: the
 * date they name, else the date they were saved on. A future date is not closed: null.
 */
export function closedDateOf(note: Pick<ReflectionNote, 'type' | 'period'>, savedOn: LocalDate): LocalDate | null {
  if (note.type !== 'daily') return null;
  const date = note.period?.start ?? savedOn;
  return date <= savedOn ? date : null;
}
