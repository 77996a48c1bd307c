import { z } from 'zod';
import { type LocalDate, localDateAt } from '../domain/calendar.ts';
import { localTimeAt } from '../domain/local-time.ts';
import { type ReflectionNote, reflectionNoteSchema } from '../domain/reflection-note.ts';
import { timezone } from './fields.ts';
import { takeTimeZone } from './take.ts';
import { tool } from './tool.ts';

const Note = z.object(reflectionNoteSchema.shape);

/** `dt.save_reflection_note`: keeps what the learner concluded. */
export const saveReflectionNote = tool({
  id: 'dt.save_reflection_note',
  version: '1.0.0',
  status: 'stable',
  updated: '2026-11-20',
  title: 'Сохранить заметку рефлексии',
  intent: 'Сохрани мои выводы.',
  useWhen: ['ученик увидел заметку целиком и согласился её сохранить'],
  doNotUseWhen: [{ case: 'нужно записать время дела', use: 'dt.save_activity_event' }],
  scope: 'dt:write',
  effect: 'write',
  openWorld: false,
  semantics:
    'Заметка — слова ученика о дне, неделе, мысли или препятствии. Дневная заметка закрывает свой день: всё, что в нём было, уже записано. Повтор с тем же idempotency_key или той же заметкой второй не создаёт.',
  metrics: ['reflection_notes_per_week'],
  dependsOn: ['TwinStore.saveNote'],
  privacy: 'только двойник этого ученика; текст заметки не попадает в журналы',
  errors: ['INVALID_ARGUMENT'],
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
  input: reflectionNoteSchema.safeExtend({
    idempotency_key: z.string().min(1).max(150).optional().describe('Не меняется при повторе того же вызова'),
    timezone,
  }),
  output: z.object({
    note_id: z.string(),
    saved_at: z.string(),
    created: z.boolean(),
    echo: Note.describe('заметка, как она сохранена: слова ученика'),
    timezone: z.string(),
  }),
  async run({ idempotency_key, timezone: wanted, ...note }, { services, now }) {
    const zone = takeTimeZone(wanted);
    const key =
      idempotency_key === undefined ? await naturalKey(note, localDateAt(now, zone)) : `key:${idempotency_key}`;
    const saved = await services.twin.saveNote(note, key, { clientId: services.clientId, nowMs: now });
    return {
      note_id: saved.noteId,
      saved_at: localTimeAt(saved.savedAtMs, zone),
      created: saved.created,
      echo: saved.note,
      timezone: zone,
    };
  },
  summarize: ({ created, note_id, saved_at }) =>
    `${created ? 'Заметка сохранена' : 'Такая заметка уже сохранена, вторая не создана'}: note_id=${note_id}, ${saved_at.slice(0, 16).replace('T', ' ')}.`,
});

/** Without a key, the same words on the same date are the same note. */
async function naturalKey(note: ReflectionNote, today: LocalDate): Promise<string> {
  const digest = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(JSON.stringify(note)));
  return `auto:${today}:${[...new Uint8Array(digest)].map((byte) => byte.toString(16).padStart(2, '0')).join('')}`;
}
