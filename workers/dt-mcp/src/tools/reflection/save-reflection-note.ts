import { fitsResult, formatDate, idempotencyKeyField, RECORD_TOO_LONG, sha256Hex, ToolError } from '@aisystant/mcp';
import { localTimeAt } from '@aisystant/mcp/local-time';
import * as z from 'zod';
import { type ReflectionNote, reflectionNoteSchema } from '../../domain/reflection/reflection-note.ts';
import { type LocalDate, localDateAt } from '../../domain/time/calendar.ts';
import type { DtServices } from '../../services.ts';
import { timezone } from '../fields.ts';
import { keyConflict } from '../require.ts';
import { tool } from '../tool.ts';
import { NOTE_TYPES, withIds } from '../wording.ts';
import { timeZoneOf } from '../zone.ts';
import { noteLines } from './note-lines.ts';

/** How often the same note can be cancelled and saved again. */
const CORRECTIONS = 50;

const Note = z.object(reflectionNoteSchema.shape);

/** `dt.save_reflection_note`: saves a note. */
export const saveReflectionNote = tool({
  id: 'dt.save_reflection_note',
  version: '1.2.2',
  status: 'stable',
  title: 'Сохранить заметку рефлексии',
  intent: 'Сохрани мои выводы.',
  useWhen: ['ученик увидел заметку целиком и согласился её сохранить'],
  doNotUseWhen: [{ case: 'нужно записать время дела', use: 'dt.save_activity_event' }],
  scope: 'dt:write',
  effect: 'write',
  semantics:
    'Заметка — слова ученика о дне, неделе, мысли или препятствии. Дневная заметка закрывает свой день: всё, что в нём было, уже записано. Повтор с тем же idempotency_key или той же заметкой второй не создаёт.',
  metrics: ['reflection_notes_per_week'],
  privacy: 'только двойник этого ученика; текст заметки не попадает в журналы',
  errors: ['INVALID_ARGUMENT', 'CONFLICT'],
  examples: [
    {
      question: 'Сохрани итоги недели',
      input: {
        type: 'weekly',
        period: { start: '2026-11-09', end: '2026-11-15' },
        achievements: ['Держал утренний слот пять дней'],
        next_focus: ['Дописать черновик'],
      },
      answer: 'note_id и сама заметка, как она сохранена.',
    },
    {
      question: 'Запиши мысль: лучше пишется утром',
      input: { type: 'insight', insights: ['Лучше пишется утром'], idempotency_key: 'insight-1' },
      answer: 'created=true; при повторе created=false и тот же note_id.',
    },
  ],
  input: () =>
    reflectionNoteSchema
      .safeExtend({ idempotency_key: idempotencyKeyField, timezone })
      .refine((note) => fitsResult(note), RECORD_TOO_LONG),
  output: () =>
    z.object({
      note_id: z.string(),
      saved_at: z.string(),
      created: z.boolean(),
      echo: Note.describe('заметка, как она сохранена: слова ученика'),
      timezone: z.string(),
    }),
  async run({ idempotency_key, timezone: requestedZone, ...note }, { services, now }) {
    const zone = await timeZoneOf(requestedZone, services);
    const key =
      idempotency_key === undefined ? await naturalKey(note, localDateAt(now, zone)) : `key:${idempotency_key}`;
    const saved = await saveOnce(note, key, services, idempotency_key === undefined, now);
    return {
      note_id: saved.noteId,
      saved_at: localTimeAt(saved.savedAtMs, zone),
      created: saved.status === 'created',
      echo: saved.note,
      timezone: zone,
    };
  },
  summarize: ({ created, note_id, saved_at, echo }) =>
    [
      `${created ? 'Заметка сохранена' : 'Такая заметка уже сохранена, вторая не создана'}: ${formatDate(saved_at.slice(0, 10))} в ${saved_at.slice(11, 16)}, ${NOTE_TYPES[echo.type]} ${withIds({ note_id })}.`,
      ...noteLines(echo),
    ].join('\n'),
});

/** Saves a note once per key. The key of a cancelled note stays used; without a client key the next number is tried. */
async function saveOnce(note: ReflectionNote, key: string, services: DtServices, mayRepeat: boolean, nowMs: number) {
  const writer = { clientId: services.clientId, nowMs };
  for (let attempt = 1; attempt <= CORRECTIONS; attempt += 1) {
    const saved = await services.notes.saveNote(note, attempt === 1 ? key : `${key}:${attempt}`, writer);
    if (saved.status === 'key_conflict') throw keyConflict();
    if (saved.status === 'full') throw new ToolError('CONFLICT', 'В двойнике больше нет места для заметок.');
    if (saved.status === 'created' || !saved.cancelled) return saved;
    if (!mayRepeat) break;
  }
  throw new ToolError('CONFLICT', 'Заметка с этим ключом отменена.', {
    field: 'idempotency_key',
    hint: 'Исправленная заметка идёт с другим ключом.',
  });
}

/** Without a client key, the same text about the same dates is the same note; one that names no dates is about today. */
async function naturalKey(note: ReflectionNote, today: LocalDate): Promise<string> {
  return `auto:${note.period?.start ?? today}:${await sha256Hex(JSON.stringify(note))}`;
}
