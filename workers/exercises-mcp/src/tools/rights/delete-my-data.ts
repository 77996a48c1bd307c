import { plural, twoStepFields, twoStepInput, twoStepLines } from '@aisystant/mcp';
import { eraseInTwoSteps } from '@aisystant/mcp/learner-store';
import * as z from 'zod';
import { learnerOf } from '../../services.ts';
import { tool } from '../tool.ts';

/** What remains. */
export const STAYS =
  'Обращения приложений удаляются вместе с записями, каким бы путём они ни пришли. Остаются: отметка об удалении (псевдоним и время), строки журнала с псевдонимом, пока журнал хранится, ответ, который ждёт оценки (зашифрованный, не дольше часа), и восстановление хранилища у платформы — 30 дней. Что записано о занятии в двойник, удаляют там. Что запомнил сам чат — в его настройках.';

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
  input: twoStepInput,
  output: () => z.object(twoStepFields({ attempts: z.int() })),
  async run({ confirm }, { services, now }) {
    return { ...(await eraseInTwoSteps(confirm, learnerOf(services), now)), stays: STAYS };
  },
  summarize({ counts, stays, ...outcome }) {
    const counted = counts === null ? [] : [`Всего ${plural(counts.attempts, 'попытка', 'попытки', 'попыток')}.`];
    return [...twoStepLines(outcome, counted), stays].join('\n');
  },
});
