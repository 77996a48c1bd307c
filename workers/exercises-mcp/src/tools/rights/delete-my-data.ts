import { plural } from '@aisystant/mcp';
import { askForErasure, erase } from '@aisystant/mcp/learner-store';
import * as z from 'zod';
import { learnerOf } from '../../services.ts';
import { tool } from '../tool.ts';

/** What remains. */
export const STAYS =
  'Остаются: отметка об удалении (хеш и время), строки журнала с псевдонимом, пока журнал хранится, ответ, который ждёт оценки (зашифрованный, не дольше часа), и восстановление хранилища у платформы — 30 дней. Что записано о занятии в двойник, удаляют там. Что запомнил сам чат — в его настройках.';

/** `exercises.delete_my_data`: deletes everything permanently, in two steps. A right that no withdrawn consent takes away. */
export const deleteMyData = tool({
  id: 'exercises.delete_my_data',
  version: '1.0.0',
  status: 'draft',
  title: 'Удалить мои попытки',
  intent: 'Удали все мои ответы и разборы.',
  useWhen: ['ученик сам просит удалить свои данные насовсем'],
  doNotUseWhen: [{ case: 'нужна копия', use: 'exercises.export_my_data' }],
  scope: 'exercises:write',
  effect: 'destructive',
  needsConsent: false,
  semantics:
    'Без confirm ничего не удаляет: считает и даёт confirmation_token на 10 минут. С ним удаляет насовсем и завершает все подключения.',
  privacy: 'только попытки этого ученика; остаётся отметка об удалении, без слов и чисел',
  errors: ['INVALID_ARGUMENT', 'CONFLICT'],
  examples: [
    { question: 'Удали всё обо мне', input: {}, answer: 'Сколько удалится и confirmation_token.' },
    {
      question: 'Да, удаляй',
      input: { confirm: 'токен-из-прошлого-ответа' },
      answer: 'Удалено; CONFLICT, если токен не годится.',
    },
  ],
  input: () =>
    z.strictObject({
      confirm: z.string().min(1).max(100).optional().describe('confirmation_token после согласия ученика'),
    }),
  output: () =>
    z.object({
      status: z.enum(['dry_run', 'deleted']),
      counts: z.object({ attempts: z.int() }).nullable(),
      confirmation_token: z.string().nullable(),
      expires_at: z.string().nullable(),
      deleted_at: z.string().nullable(),
      stays: z.string().describe('что и сколько ещё остаётся'),
    }),
  async run({ confirm }, { services, now }) {
    const learner = learnerOf(services);
    const outcome = confirm === undefined ? await askForErasure(learner, now) : await erase(confirm, learner, now);
    return { ...outcome, stays: STAYS };
  },
  summarize: ({ status, counts, confirmation_token, stays }) =>
    [
      status === 'deleted' ? 'Удалено насовсем.' : 'Ничего ещё не удалено.',
      ...(counts === null ? [] : [`Всего ${plural(counts.attempts, 'попытка', 'попытки', 'попыток')}.`]),
      ...(confirmation_token === null ? [] : [`После согласия ученика: confirmation_token=${confirmation_token}`]),
      stays,
    ].join('\n'),
});
