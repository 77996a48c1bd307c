import { deleteInTwoSteps, plural, twoStepFields, twoStepInput, twoStepLines } from '@aisystant/mcp';
import * as z from 'zod';
import { tool, writes } from '../tool.ts';

/** What remains. */
export const STAYS =
  'Обращения приложений удаляются вместе с записями. В общем пространстве написанное остаётся без вашего имени и почты. Остаются строки журнала с псевдонимом, пока журнал хранится, и восстановление базы у платформы — 30 дней. Что запомнил сам чат — в его настройках.';

/** `delete_my_data`: erases what the person wrote, in two steps. */
export const deleteMyData = tool({
  ...writes,
  id: 'delete_my_data',
  title: 'Удалить моё',
  intent: 'Удали всё, что ты обо мне хранишь.',
  useWhen: ['человек сам просит удалить всё своё насовсем'],
  doNotUseWhen: [{ case: 'нужна копия', use: 'export_my_data' }],
  effect: 'destructive',
  semantics:
    'Без confirm считает и даёт confirmation_token на 10 минут. С ним удаляет личное пространство, в общем — имя и почту, и завершает подключения.',
  errors: ['INVALID_ARGUMENT', 'CONFLICT'],
  examples: [
    { question: 'Удали всё моё', input: {}, answer: 'Сколько чего удалится и confirmation_token.' },
    {
      question: 'Да, удаляй',
      input: { confirm: 'токен-из-прошлого-ответа' },
      answer: 'Удалено; CONFLICT, если токен не годится.',
    },
  ],
  input: twoStepInput,
  output: () => z.object(twoStepFields({ entities: z.int(), relationships: z.int(), comments: z.int() })),
  async run({ confirm }, { services: { rights, revokeAllAccess }, now }) {
    const outcome = await deleteInTwoSteps(confirm, now, {
      issue: (hash, expiresAtMs) => rights.issueTicket('erase', hash, expiresAtMs),
      counts: () => rights.counts(),
      async delete(hash) {
        const counts = await rights.erase(hash, now);
        if (counts === null) return null;
        await revokeAllAccess();
        return { counts, deletedAtMs: now };
      },
    });
    return { ...outcome, stays: STAYS };
  },
  summarize: ({ counts, stays, ...outcome }) => {
    const said =
      counts === null
        ? []
        : [
            plural(counts.entities, 'запись', 'записи', 'записей'),
            plural(counts.relationships, 'связь', 'связи', 'связей'),
            plural(counts.comments, 'комментарий', 'комментария', 'комментариев'),
          ];
    return [...twoStepLines(outcome, said.length === 0 ? [] : [`Ваше: ${said.join(', ')}.`]), stays].join('\n');
  },
});
