import { definePrompt, type Prompt } from '@aisystant/mcp';
import * as z from 'zod';

const common = { version: '1.0.0' } as const;
const FACTS = 'Числа — только из ответов двойника; чего нет в записях, то неизвестно, а не ноль.';
const ASK = 'Показать, что будет записано, и записать после «да».';

/** Every prompt of dt-mcp: a person picks one to begin a conversation. */
export const prompts: readonly Prompt[] = [
  definePrompt({
    ...common,
    name: 'week_review',
    title: 'Итоги недели',
    purpose: 'Подводит итоги недели по записям и сохраняет вывод.',
    arguments: () => z.object({ week: z.string().max(20).optional().describe('current, previous или дата недели') }),
    render: ({ week = 'current' }) =>
      lines(
        'Подведи итоги моей недели.',
        `Факты — dt_get_week_summary, week — ${JSON.stringify(week)}: что вышло, три-четыре факта на один экран. ${FACTS}`,
        'Потом один вопрос: что порадовало и что мешало. Из ответа — заметка dt_save_reflection_note, type — weekly, period — даты недели.',
        ASK,
      ),
  }),
  definePrompt({
    ...common,
    name: 'week_plan',
    title: 'План недели',
    purpose: 'Составляет план недели от прошлой и сохраняет его.',
    arguments: () => z.object({ wish: z.string().max(300).optional().describe('Чего хочется на неделе') }),
    render: ({ wish }) =>
      lines(
        wish === undefined ? 'Составь со мной план недели.' : `Составь со мной план недели. Хочу: ${wish}`,
        `Отправная точка — dt_get_week_summary, week — previous, и dt_get_goals; план, который уже есть, — dt_get_week_plan. ${FACTS}`,
        'План — два числа: сколько дней и сколько минут в день, лучше немного меньше прошлого ритма; даты и числа должны сходиться. Записать — dt_save_week_plan.',
        ASK,
      ),
  }),
  definePrompt({
    ...common,
    name: 'log_pomodoro',
    title: 'Запиши помидорку',
    purpose: 'Записывает только что законченное дело.',
    arguments: () => z.object({ what: z.string().max(300).optional().describe('Что сделано и сколько минут') }),
    render: ({ what }) =>
      lines(
        what === undefined ? 'Запиши помидорку.' : `Запиши помидорку: ${what}`,
        'Нужны вид дела и минуты; чего не сказано — спросить. Дело, законченное только что, — dt_save_activity_event с ended: now, прежнее — с occurred_at.',
        `${ASK} Потом назвать сумму за день.`,
      ),
  }),
  definePrompt({
    ...common,
    name: 'my_progress',
    title: 'Мой прогресс',
    purpose: 'Показывает ритм, ступень и чего не хватает до следующей.',
    arguments: () =>
      z.object({ horizon: z.enum(['4w', '8w', '12w', 'all']).optional().describe('4w, 8w, 12w или all') }),
    render: ({ horizon = '4w' }) =>
      lines(
        'Какой у меня прогресс?',
        `Факты — dt_get_progress, horizon — ${horizon}; чего не хватает до следующей ступени — dt_get_stage_status. ${FACTS}`,
        'Сначала, насколько полны данные; потом три факта и один шаг на эту неделю. Ступень по числам — совет, а не оценка человека.',
      ),
  }),
];

function lines(...said: readonly string[]): string {
  return said.join('\n\n');
}
