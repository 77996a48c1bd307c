import { definePrompt, formatMinutes, type Prompt } from '@aisystant/mcp';
import * as z from 'zod';

/** Every prompt of guides-mcp. */
export const prompts: readonly Prompt[] = [
  definePrompt({
    version: '1.0.0',
    name: 'find_guide',
    title: 'Найти руководство',
    purpose: 'Ищет руководство и страницы по теме.',
    arguments: () => z.object({ topic: z.string().min(1).max(200).describe('Тема своими словами') }),
    render: ({ topic }) =>
      `Найди в руководствах школы, что прочитать на тему: ${topic}\n\nПоиск: guides_search; текст страницы: guides_get.`,
  }),
  definePrompt({
    version: '1.0.0',
    name: 'read_today',
    title: 'Текст на сегодня',
    purpose: 'Подбирает, что прочитать сегодня за данное время.',
    arguments: () =>
      z.object({
        guide: z.string().min(1).max(200).describe('Руководство: код или название'),
        minutes: z
          .string()
          .regex(/^\d{1,3}$/)
          .optional()
          .describe('Сколько минут есть'),
      }),
    render({ guide, minutes }) {
      const time = minutes === undefined ? '' : `, если есть ${formatMinutes(Number(minutes))}`;
      return `Что мне прочитать сегодня в руководстве ${guide}${time}?\n\nСледующие страницы: guides_next_page.`;
    },
  }),
];
