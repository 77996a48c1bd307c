import { Cursor, defineListPages, formatMinutes, ToolError } from '@aisystant/mcp';
import * as z from 'zod';
import { contentsOf } from '../queries/contents.ts';
import { entryLine } from '../queries/entry-line.ts';
import { resolveGuide } from '../queries/resolve.ts';
import { common, GuideName, TocEntry, tool } from './tool.ts';

const pages = defineListPages('guides_get_toc', z.object({ at: z.int().min(0) }));

/** `guides.get_toc`: the table of contents of a guide. */
export const getToc = tool({
  ...common,
  id: 'guides.get_toc',
  title: 'Оглавление руководства',
  intent: 'Что в этом руководстве и в каком порядке?',
  useWhen: ['нужны разделы и страницы руководства с номерами', 'ученик выбирает, что читать дальше'],
  doNotUseWhen: [
    { case: 'нужно и место страницы в оглавлении', use: 'guides.list_path' },
    { case: 'известна только тема', use: 'guides.search' },
  ],
  semantics:
    'Возвращает строки оглавления по порядку: разделы, страницы, заголовки; у страницы — id, вид, статус, минуты чтения.',
  errors: ['INVALID_ARGUMENT', 'NOT_FOUND', 'UNAVAILABLE'],
  examples: [
    { question: 'Что в руководстве X1?', input: { guide: 'X1' }, answer: 'Три раздела и двенадцать страниц.' },
    {
      question: 'Разделы руководства о времени',
      input: { guide: 'uchet-vremeni', depth: 1 },
      answer: 'Разделы X2.1–X2.3.',
    },
  ],
  input: () =>
    z.strictObject({
      guide: GuideName,
      depth: z.int().min(1).max(3).default(2).describe('1 — разделы, 2 — и страницы, 3 — и заголовки'),
      limit: z.int().min(1).max(300).default(150),
      cursor: Cursor.optional(),
    }),
  output: () =>
    z.object({
      guide: z.object({
        slug: z.string(),
        code: z.string().nullable(),
        title: z.string(),
        pages: z.int(),
        reading_minutes: z.int(),
      }),
      entries: z.array(TocEntry),
      next_cursor: z.string().nullable(),
    }),
  async run({ guide: name, depth, limit, cursor }, { services: { corpus } }) {
    const slug = await resolveGuide(corpus, name);
    const contents = await contentsOf(corpus, slug, depth);
    if (!contents) throw new ToolError('NOT_FOUND', 'Такого руководства нет.', { field: 'guide' });
    const { id: generation } = await corpus.generation();
    const filters = { slug, depth, generation };
    const after = pages.after(cursor, filters)?.at ?? -1;
    const rows = contents.entries.map((entry, at) => ({ entry, at })).slice(after + 1, after + 2 + limit);
    const { items, next_cursor } = pages.page(rows, { limit, filters, show: ({ entry }) => entry });
    const { code, title, pages: count, readingMinutes } = contents.guide;
    return { guide: { slug, code, title, pages: count, reading_minutes: readingMinutes }, entries: items, next_cursor };
  },
  summarize: ({ guide, entries, next_cursor: next }) =>
    [
      `**${guide.code === null ? '' : `${guide.code}. `}${guide.title}** · ${formatMinutes(guide.reading_minutes)}`,
      ...entries.map(entryLine),
      ...(next === null ? [] : [`Дальше: cursor ${next}`]),
    ].join('\n'),
});
