import { ToolError } from '@aisystant/mcp';
import * as z from 'zod';
import { contentsOf } from '../queries/contents.ts';
import { entryLine } from '../queries/entry-line.ts';
import { resolvePages } from '../queries/resolve.ts';
import { common, PageName, TocEntry, tool } from './tool.ts';

/** Lines of the table of contents on either side of the section of the page. */
const AROUND = 40;

/** `guides.list_path`: the place of a page in its guide, with the table of contents around it. */
export const listPath = tool({
  ...common,
  id: 'guides.list_path',
  title: 'Место страницы в руководстве',
  intent: 'Где эта страница в руководстве и что вокруг неё?',
  useWhen: [
    'нужны и путь к странице, и оглавление вокруг одним вызовом',
    'ученик спрашивает, сколько осталось до конца',
  ],
  doNotUseWhen: [{ case: 'нужно оглавление целиком', use: 'guides.get_toc' }],
  semantics: 'Возвращает путь руководство → раздел → страница, её место по счёту, соседей и оглавление вокруг.',
  errors: ['INVALID_ARGUMENT', 'NOT_FOUND', 'UNAVAILABLE'],
  examples: [
    { question: 'Где страница X1.2:3?', input: { id: 'X1.2:3' }, answer: 'Седьмая из двенадцати, раздел X1.2.' },
    {
      question: 'Что вокруг guides://uchet-vremeni/x2.1/1?',
      input: { id: 'guides://uchet-vremeni/x2.1/1' },
      answer: 'Первая страница руководства X2.',
    },
  ],
  input: () => z.strictObject({ id: PageName }),
  output: () =>
    z.object({
      path: z.array(
        z.object({
          kind: z.enum(['guide', 'section', 'page']),
          id: z.string(),
          number: z.string().nullable(),
          title: z.string(),
        }),
      ),
      position: z.int().describe('какая по счёту в руководстве, с 1'),
      of: z.int(),
      minutes_left: z.int().describe('чтения до конца руководства, с этой страницей'),
      previous: z.string().nullable(),
      next: z.string().nullable(),
      entries: z.array(TocEntry.extend({ current: z.boolean() })).describe('оглавление вокруг страницы'),
    }),
  async run({ id }, { services: { corpus } }) {
    const [page] = await resolvePages(corpus, id, 'id');
    const contents = page && (await contentsOf(corpus, page.guide, 2));
    if (!page || !contents) throw new ToolError('NOT_FOUND', 'Здесь нет ни одной страницы.', { field: 'id' });
    const { guide, pages, entries } = contents;
    const at = pages.findIndex((each) => each.id === page.id);
    const section = entries.find((entry) => entry.kind === 'section' && entry.id === `${page.guide}/${page.section}`);
    const line = entries.findIndex((entry) => entry.kind === 'page' && entry.id === page.id);
    return {
      path: [
        { kind: 'guide' as const, id: guide.slug, number: guide.code, title: guide.title },
        {
          kind: 'section' as const,
          id: section?.id ?? page.section,
          number: section?.number ?? null,
          title: section?.title ?? page.section,
        },
        { kind: 'page' as const, id: page.id, number: page.number, title: page.title },
      ],
      position: at + 1,
      of: pages.length,
      minutes_left: pages.slice(at).reduce((sum, each) => sum + each.readingMinutes, 0),
      previous: pages[at - 1]?.id ?? null,
      next: pages[at + 1]?.id ?? null,
      entries: entries
        .slice(Math.max(0, line - AROUND), line + AROUND + 1)
        .map((entry) => ({ ...entry, current: entry.kind === 'page' && entry.id === page.id })),
    };
  },
  summarize: ({ path, position, of, entries }) =>
    [
      `${path.map(({ title }) => title).join(' → ')} · ${position} из ${of}`,
      ...entries.map((entry) => `${entryLine(entry)}${entry.current ? ' ← здесь' : ''}`),
    ].join('\n'),
});
