import { localTimeAt } from '@aisystant/mcp/local-time';
import * as z from 'zod';
import { reason } from '../fields.ts';
import { unknownId } from '../require.ts';
import { tool } from '../tool.ts';
import { withIds } from '../wording.ts';
import { timeZoneOf } from '../zone.ts';

/** `dt.cancel_reflection_note`: cancels a wrong note, which is then neither listed nor counted. */
export const cancelReflectionNote = tool({
  id: 'dt.cancel_reflection_note',
  version: '1.0.0',
  status: 'stable',
  title: 'Отменить заметку',
  intent: 'Я ошибся в заметке, отмени её.',
  useWhen: ['заметка ошибочна; верную сохраняют заново'],
  doNotUseWhen: [{ case: 'ошибочна запись о деле', use: 'dt.cancel_activity_event' }],
  scope: 'dt:write',
  effect: 'write',
  semantics: 'Отменённая заметка не видна, не считается и дня не закрывает.',
  privacy: 'только двойник этого ученика',
  errors: ['INVALID_ARGUMENT', 'NOT_FOUND'],
  examples: [
    { question: 'Убери последнюю заметку', input: { note_id: 'c2a9' }, answer: 'Заметка отменена.' },
    { question: 'Это была не моя мысль', input: { note_id: 'c2a9', reason: 'Ошибка' }, answer: 'Заметка отменена.' },
  ],
  input: () => z.strictObject({ note_id: z.string().min(1).max(64).describe('Из dt_list_reflection_notes'), reason }),
  output: () =>
    z.object({
      note_id: z.string(),
      cancelled_at: z.string(),
      already_cancelled: z.boolean(),
      timezone: z.string(),
    }),
  async run({ note_id, reason: why = null }, { services, now }) {
    const zone = await timeZoneOf(undefined, services);
    const outcome = await services.notes.cancelNote(note_id, why, { clientId: services.clientId, nowMs: now });
    if (outcome.status === 'not_found') {
      throw unknownId('Заметки с таким номером нет.', 'note_id');
    }
    return {
      note_id,
      cancelled_at: localTimeAt(outcome.cancelledAtMs, zone),
      already_cancelled: outcome.status === 'already',
      timezone: zone,
    };
  },
  summarize: ({ note_id, already_cancelled }) =>
    `${already_cancelled ? 'Заметка уже была отменена' : 'Заметка отменена'} ${withIds({ note_id })}.`,
});
