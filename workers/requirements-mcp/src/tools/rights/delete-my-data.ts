import { plural, randomSecret, sha256Hex, ToolError, twoStepFields, twoStepInput, twoStepLines } from '@aisystant/mcp';
import * as z from 'zod';
import { tool, writes } from '../tool.ts';

/** Lifetime of a confirmation. */
const CONFIRMATION_MS = 10 * 60_000;

/** What remains. */
export const STAYS =
  'В общем пространстве написанное остаётся без вашего имени и почты. Остаются строки журнала с псевдонимом, пока журнал хранится, и восстановление базы у платформы — 30 дней. Что запомнил сам чат — в его настройках.';

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
    if (confirm === undefined) {
      const secret = randomSecret();
      await rights.issueTicket('erase', await sha256Hex(secret), now + CONFIRMATION_MS);
      return {
        status: 'dry_run' as const,
        counts: await rights.counts(),
        confirmation_token: secret,
        expires_at: new Date(now + CONFIRMATION_MS).toISOString(),
        deleted_at: null,
        stays: STAYS,
      };
    }
    const counts = await rights.erase(await sha256Hex(confirm), now);
    if (counts === null) {
      throw new ToolError('CONFLICT', 'Это подтверждение не годится, ничего не удалено.', {
        field: 'confirm',
        hint: 'Вызов без confirm даст новое.',
      });
    }
    await revokeAllAccess();
    const deleted_at = new Date(now).toISOString();
    return { status: 'deleted' as const, counts, confirmation_token: null, expires_at: null, deleted_at, stays: STAYS };
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
