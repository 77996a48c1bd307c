import { Cursor, defineCursor, plural } from '@aisystant/mcp';
import * as z from 'zod';
import { PAGE_TYPES } from '../domain/corpus/model.ts';
import { stageNumber } from '../domain/corpus/stages.ts';
import { statusWords } from '../queries/page-line.ts';
import { searchGuides as search } from '../queries/search-guides.ts';
import { MOST_NEAR } from '../store/corpus-store.ts';
import { common, GuideName, PageLine, StageCode, tool } from './tool.ts';

const Hit = PageLine.extend({
  section: z.string(),
  citation: z.string().describe('руководство → раздел → страница'),
  snippet: z.string().describe('кусок текста, найденные слова — в **'),
  matched_terms: z.array(z.string()).describe('какие слова вопроса есть на странице'),
  score: z.number().describe('больше — лучше; сравнимо внутри одного ответа'),
  stages: z.array(z.string()),
  uri: z.string(),
  url: z.string(),
});

const positions = defineCursor(
  'guides_search',
  z.object({
    offset: z.int().min(0).max(100_000),
    near: z.array(z.int().min(0)).max(MOST_NEAR).default([]),
  }),
);

/** `guides.search`: pages that answer a question, by guide. */
export const searchGuides = tool({
  ...common,
  id: 'guides.search',
  title: 'Поиск по руководствам',
  intent: 'Где в руководствах об этом написано? Какое руководство об этом?',
  useWhen: [
    'нужно руководство или страница по теме, понятию, вопросу или номеру',
    'ответ ученику опирается на текст школы и нужна ссылка',
  ],
  doNotUseWhen: [
    { case: 'страница известна и нужен её текст', use: 'guides.get' },
    { case: 'нужно значение одного понятия', use: 'guides.get_concept' },
  ],
  semantics:
    'Возвращает страницы по руководствам: номер, ссылку, кусок текста с найденными словами; не целые тексты. Ищет по словам с учётом русских форм, синонимов и опечаток.',
  errors: ['INVALID_ARGUMENT', 'NOT_FOUND', 'UNAVAILABLE'],
  examples: [
    {
      question: 'Что делать, если пропустил неделю?',
      input: { query: 'что делать если пропустил неделю' },
      answer: 'X1.3:2 «Возвращение за пятнадцать минут».',
    },
    {
      question: 'Найди руководство по учёту времени',
      input: { query: 'учёт времени', limit: 3 },
      answer: 'Руководство X2 и его страницы.',
    },
    {
      question: 'Что на странице X1.2:3?',
      input: { query: 'X1.2:3', current_only: true },
      answer: 'Страница «Минимум на плохой день».',
    },
  ],
  input: () =>
    z.strictObject({
      query: z.string().min(2).max(300).describe('Вопрос словами ученика, тема или номер страницы'),
      guide: GuideName.optional(),
      programme: z.string().min(1).max(100).optional().describe('Программа, например personal'),
      stage: StageCode.optional(),
      types: z.array(z.enum(PAGE_TYPES)).min(1).max(PAGE_TYPES.length).optional().describe('Виды страниц'),
      current_only: z.boolean().default(false).describe('Без черновиков и старых версий'),
      limit: z.int().min(1).max(20).default(5),
      cursor: Cursor.optional(),
    }),
  output: () =>
    z.object({
      status: z.enum(['OK', 'NO_DATA']),
      guides: z.array(
        z.object({
          slug: z.string(),
          code: z.string().nullable(),
          title: z.string(),
          programme: z.string(),
          level: z.string().nullable(),
          title_matches: z.boolean().describe('вопрос называет само руководство'),
          pages: z.array(Hit),
        }),
      ),
      total_estimate: z.int().describe('на скольких страницах есть хотя бы одно слово; не меньше показанных'),
      corrected: z
        .array(z.object({ from: z.string(), to: z.array(z.string()) }))
        .describe('слова, понятые как опечатки'),
      unknown_words: z.array(z.string()).describe('слова, которых в руководствах нет'),
      suggestions: z.array(z.string()).describe('что спросить вместо этого, когда ничего не найдено'),
      next_cursor: z.string().nullable(),
    }),
  async run({ cursor, limit, stage, current_only: currentOnly, ...input }, { services, log }) {
    const { corpus, nearest, baseUrl } = services;
    const filters = { ...input, stage: stage && stageNumber(stage), currentOnly };
    const { next, generation, ...found } = await search(corpus, input.query, {
      filters,
      limit,
      baseUrl,
      ...(cursor === undefined
        ? { nearest: nearest(input.query, log) }
        : { from: ({ id }) => positions.decode(cursor, { ...filters, generation: id }) }),
    });
    return {
      ...found,
      next_cursor:
        next === null ? null : positions.encode({ ...next, near: [...next.near] }, { ...filters, generation }),
    };
  },
  summarize({ guides, total_estimate: total, corrected, unknown_words: unknown, suggestions, next_cursor: next }) {
    const fixed = corrected.map(({ from, to }) => `«${from}» понято как «${to.join('», «')}».`);
    const absent = unknown.length > 0 ? [`Таких слов в руководствах нет: ${unknown.join(', ')}.`] : [];
    if (guides.length === 0) {
      const instead = suggestions.length > 0 ? [`Может быть: ${suggestions.join(', ')}.`] : [];
      return ['Ничего не нашлось.', ...absent, ...instead].join('\n');
    }
    const lines = guides.flatMap(({ code, title, pages }) => [
      `**${code === null ? '' : `${code}. `}${title}**`,
      ...pages.map(({ id, citation, snippet, status }) => `- ${citation}${statusWords(status)} [${id}]: ${snippet}`),
    ]);
    const more = next === null ? [] : [`Дальше: cursor ${next}`];
    return [`Найдено: ${plural(total, 'страница', 'страницы', 'страниц')}.`, ...fixed, ...lines, ...more].join('\n');
  },
});
