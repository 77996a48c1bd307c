import { Cursor, defineListPages, formatDate } from '@aisystant/mcp';
import { localTimeAt } from '@aisystant/mcp/local-time';
import * as z from 'zod';
import { REFLECTION_TYPES, reflectionNoteSchema } from '../../domain/reflection/reflection-note.ts';
import { boundsOf, localDateSchema, periodDays } from '../../domain/time/calendar.ts';
import { manualQuality, TwinQuality, timezone } from '../fields.ts';
import { requirePeriod } from '../require.ts';
import { tool } from '../tool.ts';
import { formatCount, formatListing, NOTE_TYPES, withIds } from '../wording.ts';
import { resolveZone } from '../zone.ts';
import { noteLines } from './note-lines.ts';

const pages = defineListPages('dt.list_reflection_notes', z.object({ savedAtMs: z.int(), noteId: z.string().max(64) }));

const Period = z.strictObject({ start: localDateSchema, end: localDateSchema });

/** `dt.list_reflection_notes`: past notes. */
export const listReflectionNotes = tool({
  id: 'dt.list_reflection_notes',
  version: '1.1.0',
  status: 'stable',
  title: 'Заметки рефлексии',
  intent: 'Что я писал в заметках?',
  useWhen: ['нужны прошлые выводы, трудности или фокус'],
  doNotUseWhen: [{ case: 'нужны записи о делах', use: 'dt.list_activity_events' }],
  scope: 'dt:read',
  effect: 'read',
  semantics: 'Заметки — слова ученика; сначала последние. period: о каких датах или когда сохранены.',
  metrics: ['reflection_notes_per_week'],
  privacy: 'только заметки этого ученика; слова стоят лишь в полях заметки',
  errors: ['INVALID_ARGUMENT'],
  examples: [
    { question: 'Что мне мешало?', input: { type: 'blocker' }, answer: 'Заметки о препятствиях.' },
    {
      question: 'Писал ли я про сон в ноябре?',
      input: { query: 'сон', period: { start: '2026-11-01', end: '2026-11-30' } },
      answer: 'Заметки ноября, где есть это слово или слово с такой частью.',
    },
  ],
  input: () =>
    z.strictObject({
      type: z.enum(REFLECTION_TYPES).optional(),
      period: Period.optional(),
      query: z.string().trim().min(2).max(100).optional().describe('Слова или их части; «в кавычках» — подряд'),
      limit: z.int().min(1).max(50).default(20),
      cursor: Cursor.optional(),
      timezone,
    }),
  output: () =>
    z.object({
      notes: z.array(
        z.object({
          note_id: z.string(),
          saved_at: z.string(),
          ...reflectionNoteSchema.shape,
          period: Period.optional(),
        }),
      ),
      total_estimate: z.int(),
      next_cursor: z.string().nullable(),
      data_quality: TwinQuality,
    }),
  async run({ limit, cursor, timezone: requestedZone, ...filters }, { services, now }) {
    const { zone, assumptions } = await resolveZone(requestedZone, services);
    const period = filters.period ? requirePeriod(filters.period.start, filters.period.end, 'period.') : null;
    const found = await services.notes.listNotes({
      type: filters.type ?? null,
      period,
      span: period && boundsOf(periodDays(period, zone)),
      text: filters.query ?? null,
      limit: limit + 1,
      after: pages.after(cursor, filters),
    });
    const page = pages.page(found.notes, {
      limit,
      filters,
      show: ({ noteId, savedAtMs, note }) => ({ note_id: noteId, saved_at: localTimeAt(savedAtMs, zone), ...note }),
    });
    return {
      notes: page.items,
      total_estimate: found.total,
      next_cursor: page.next_cursor,
      data_quality: manualQuality(found.anyExist, zone, now, assumptions),
    };
  },
  summarize: ({ notes, total_estimate, data_quality, next_cursor }) =>
    formatListing({
      head: formatCount(total_estimate, notes.length, ['заметка', 'заметки', 'заметок'], 'Таких заметок нет.'),
      items: notes.map(({ note_id, saved_at, ...note }) => [
        `${formatDate(saved_at.slice(0, 10))} · ${NOTE_TYPES[note.type]} ${withIds({ note_id })}`,
        ...noteLines(note),
      ]),
      next_cursor,
      data_quality,
    }),
});
