import { shorten } from '@aisystant/mcp';
import * as z from 'zod';
import { checkContext as contextOf } from '../queries/check-context.ts';
import { common, PageName, tool } from './tool.ts';

/** `guides.check_context`: what the guides say about a question, for the checker of an answer. */
export const checkContext = tool({
  ...common,
  id: 'guides.check_context',
  title: 'Нормативный текст для проверки',
  intent: 'На что в руководствах опереться, проверяя этот ответ?',
  useWhen: ['проверяется ответ ученика и нужны куски текста школы со ссылками и версией'],
  doNotUseWhen: [{ case: 'ученик хочет прочитать страницу', use: 'guides.get' }],
  semantics:
    'Возвращает куски страниц, ближайшие к вопросу, со ссылкой и версией текста; черновики и старые версии не берёт, пока не названа страница.',
  errors: ['INVALID_ARGUMENT', 'NOT_FOUND', 'UNAVAILABLE'],
  examples: [
    {
      question: 'Чем слот отличается от напоминания?',
      input: { question: 'чем слот отличается от напоминания' },
      answer: 'Куски страницы X1.1:3.',
    },
    {
      question: 'Что сказано о минимуме на X1.2:3?',
      input: { question: 'минимум на плохой день', page: 'X1.2:3', limit: 2 },
      answer: 'Два куска этой страницы.',
    },
  ],
  input: () =>
    z.strictObject({
      question: z.string().min(2).max(300).describe('Вопрос или утверждение, которое проверяется'),
      page: PageName.optional(),
      limit: z.int().min(1).max(10).default(4),
    }),
  output: () =>
    z.object({
      status: z.enum(['OK', 'NO_DATA']),
      fragments: z.array(
        z.object({
          page: z.string(),
          citation: z.string(),
          heading: z.string(),
          text: z.string(),
          matched_terms: z.array(z.string()),
          page_status: z.string(),
          etag: z.string().describe('меняется вместе с текстом страницы'),
          url: z.string(),
        }),
      ),
      concepts: z.array(z.string()).describe('понятия этих страниц'),
      version: z.string().describe('дата загрузки руководств'),
    }),
  run: (input, { services }) => contextOf(services.corpus, input, services.baseUrl),
  summarize: ({ fragments, version }, { page: asked }) =>
    fragments.length === 0
      ? nothingOn(asked)
      : [
          ...fragments.map(({ citation, page, text }) => `**${citation}** [${page}]\n${shorten(text, 1_200)}`),
          `Версия текстов: ${version}.`,
        ].join('\n\n'),
});

/** Nothing on one page, or on the current ones, is not nothing in the guides. */
function nothingOn(page: string | undefined): string {
  return page === undefined
    ? 'На действующих страницах руководств об этом ничего не нашлось.'
    : 'На названных страницах об этом ничего не нашлось; во всех руководствах — без page.';
}
