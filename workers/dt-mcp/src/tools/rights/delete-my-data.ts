import { plural, twoStepFields, twoStepInput, twoStepLines } from '@aisystant/mcp';
import { eraseInTwoSteps } from '@aisystant/mcp/learner-store';
import * as z from 'zod';
import type { Counted } from '../../store/twin-store.ts';
import { tool } from '../tool.ts';
import { timeZoneOf } from '../zone.ts';

/** Where else a learner may have records. */
export const ELSEWHERE =
  'Проводник ваших записей не хранит; если вы в нём входили, подключение завершают на его странице учётной записи. Копия в учебной платформе, боте или таймере остаётся там, откуда пришла запись. Что запомнил сам чат — в его настройках. Все подключения к двойнику, и это тоже, после удаления завершены: новый вход начинает с начала.';

/** What remains of the twin. */
export const STAYS =
  'Обращения приложений удаляются вместе с записями, каким бы путём они ни пришли. Остаются: отметка об удалении (псевдоним и время), забранные разрешения (приложение, вид, время), строки журнала с псевдонимом, пока журнал хранится, и восстановление хранилища у платформы — 30 дней.';

/** `dt.delete_my_data`: deletes everything permanently, in two steps. A right that no withdrawn consent takes away. */
export const deleteMyData = tool({
  id: 'dt.delete_my_data',
  version: '2.0.0',
  status: 'stable',
  title: 'Удалить мои данные',
  intent: 'Удали всё, что ты обо мне хранишь.',
  useWhen: ['ученик сам просит удалить свои данные насовсем'],
  doNotUseWhen: [
    { case: 'ошибочна одна запись', use: 'dt.cancel_activity_event' },
    { case: 'нужна копия', use: 'dt.export_my_data' },
  ],
  scope: 'dt:write',
  effect: 'destructive',
  needsConsent: false,
  semantics:
    'Без confirm ничего не удаляет: считает и даёт confirmation_token на 10 минут. С ним удаляет насовсем и завершает все подключения.',
  privacy: 'только двойник этого ученика; остаётся отметка об удалении и забранные разрешения, без слов и чисел',
  errors: ['INVALID_ARGUMENT', 'CONFLICT'],
  examples: [
    { question: 'Удали всё обо мне', input: {}, answer: 'Сколько чего удалится и confirmation_token.' },
    {
      question: 'Да, удаляй',
      input: { confirm: 'токен-из-прошлого-ответа' },
      answer: 'Удалено; CONFLICT, если токен не годится.',
    },
  ],
  input: twoStepInput,
  output: () =>
    z.object({
      ...twoStepFields({ events: z.int(), notes: z.int(), reports: z.int(), documents: z.int() }),
      elsewhere: z.string().describe('что есть не здесь'),
      timezone: z.string(),
    }),
  async run({ confirm }, { services, now }) {
    const timezone = await timeZoneOf(undefined, services);
    return { ...(await eraseInTwoSteps(confirm, services, now)), elsewhere: ELSEWHERE, stays: STAYS, timezone };
  },
  summarize: ({ counts, elsewhere, stays, ...outcome }) =>
    [...twoStepLines(outcome, formatCounts(counts)), elsewhere, stays].join('\n'),
});

function formatCounts(counts: Readonly<Record<Counted, number>> | null): readonly string[] {
  if (counts === null) return [];
  const { events, notes, reports, documents } = counts;
  const parts = [
    { count: events, said: plural(events, 'запись о деле', 'записи о делах', 'записей о делах') },
    { count: notes, said: plural(notes, 'заметка', 'заметки', 'заметок') },
    { count: reports, said: plural(reports, 'отчёт источника', 'отчёта источников', 'отчётов источников') },
    {
      count: documents,
      said: `${plural(documents, 'другая запись', 'другие записи', 'других записей')}: цели, планы, продукты, профиль`,
    },
  ].filter(({ count }) => count > 0);
  return [parts.length === 0 ? 'Записей в двойнике нет.' : `Всего: ${parts.map(({ said }) => said).join(', ')}.`];
}
