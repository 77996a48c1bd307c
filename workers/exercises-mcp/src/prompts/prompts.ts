import { definePrompt } from '@aisystant/mcp';
import * as z from 'zod';

/** Ready beginnings of a conversation. */
export const prompts = [
  definePrompt({
    name: 'do_exercise',
    title: 'Сделать упражнение',
    purpose: 'Взять одно упражнение по теме и разобрать ответ.',
    version: '1.0.0',
    arguments: () => z.object({ topic: z.string().max(200).optional().describe('Тема или номер страницы') }),
    render: ({ topic }) =>
      `Хочу сделать одно упражнение${topic === undefined ? '' : ` по теме «${topic}»`}. Возьми его через exercises_get, покажи условие и критерии, дождись моего ответа и проверь его через exercises_check. Ответ за меня не пиши.`,
  }),
];
