import { fitsResult, formatDate, idempotencyKeyField, idempotencyKeyOf, RECORD_TOO_LONG } from '@aisystant/mcp';
import * as z from 'zod';
import { guideSessionSchema } from '../../domain/reflection/guide-session.ts';
import { localDateAt } from '../../domain/time/calendar.ts';
import { requireDateOfDone, requireSaved } from '../require.ts';
import { tool } from '../tool.ts';
import { withIds } from '../wording.ts';
import { timeZoneOf } from '../zone.ts';

/** `dt.save_guide_session`: records a session with the Guide. */
export const saveGuideSession = tool({
  id: 'dt.save_guide_session',
  version: '1.1.1',
  status: 'stable',
  title: 'Записать сессию',
  intent: 'Запомни, о чём мы говорили.',
  useWhen: ['сессия с Проводником закончена, ученик согласен её записать'],
  doNotUseWhen: [{ case: 'это вывод ученика', use: 'dt.save_reflection_note' }],
  scope: 'dt:write',
  effect: 'write',
  semantics: 'Сессия — краткая запись разговора: решения, итог, с чего начать дальше.',
  privacy: 'только двойник этого ученика',
  errors: ['INVALID_ARGUMENT', 'CONFLICT'],
  examples: [
    {
      question: 'Запиши итог разговора',
      input: {
        type: 'weekly',
        summary: 'Разобрали неделю',
        decisions: ['Слот в восемь'],
        next_hint: 'Спросить о слоте',
      },
      answer: 'session_id.',
    },
    {
      question: 'Запиши первую встречу',
      input: { type: 'initial', summary: 'Познакомились', fsm_path: ['init'], idempotency_key: 'first' },
      answer: 'При повторе created=false и тот же session_id.',
    },
  ],
  input: () =>
    guideSessionSchema
      .extend({ idempotency_key: idempotencyKeyField })
      .refine((given) => fitsResult(given), RECORD_TOO_LONG),
  output: () => z.object({ session_id: z.string(), created: z.boolean(), date: z.string(), timezone: z.string() }),
  async run({ idempotency_key, ...given }, { services, now }) {
    const timezone = await timeZoneOf(undefined, services);
    const today = localDateAt(now, timezone);
    requireDateOfDone(given.date, today);
    const body = { ...given, date: given.date ?? today };
    const idempotencyKey = await idempotencyKeyOf(idempotency_key, given, body);
    const saved = await services.documents.saveDocument(
      'guide_session',
      { id: null, create: true, label: body.type, date: body.date, body, expectedVersion: 0, idempotencyKey },
      { clientId: services.clientId, nowMs: now },
    );
    const { operation, document } = requireSaved(saved, 'Сессия', 'type');
    return { session_id: document.id, created: operation === 'created', date: document.body.date, timezone };
  },
  summarize: ({ session_id, created, date }) =>
    `${created ? 'Сессия записана' : 'Такая сессия уже записана'}: ${formatDate(date)} ${withIds({ session_id })}.`,
});
