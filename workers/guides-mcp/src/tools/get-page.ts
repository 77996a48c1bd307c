import { Cursor, defineCursor, formatMinutes } from '@aisystant/mcp';
import * as z from 'zod';
import { numberedTitle } from '../domain/corpus/citation.ts';
import { stageTitles } from '../domain/corpus/stages.ts';
import { corpusMap } from '../queries/corpus-map.ts';
import { etagOf } from '../queries/etag.ts';
import { pageLine, pageUrl, statusWords } from '../queries/page-line.ts';
import {
  footnotesIn,
  MOST_HEADINGS,
  prerequisitesOf,
  type ReadPage,
  rangeOf,
  readOutlines,
  readPiece,
} from '../queries/read-pages.ts';
import type { CorpusStore, PageHead } from '../store/corpus-store.ts';
import { common, PageLine, PageName, PageRef, tool } from './tool.ts';
import { PAGE_WIDGET } from './widgets.ts';

const Read = PageLine.extend({
  citation: z.string(),
  section: z.string(),
  guide: z.string(),
  guide_pages: z.int().nullable().describe('сколько страниц в руководстве'),
  stages: z.array(z.string()),
  markdown: z.string().describe('текст или его кусок; пусто при part: outline'),
  whole: z.boolean().describe('страница в этом ответе целиком'),
  headings: z.array(z.string()),
  footnotes: z.array(z.object({ mark: z.string(), text: z.string() })),
  read_before: z.array(PageRef).describe('что прочитать до этого'),
  can_do: z.array(z.string()).describe('что сможет читатель'),
  introduces: z.array(z.string()).describe('понятия, которые страница объясняет'),
  uses: z.array(z.string()).describe('понятия, которые она считает известными'),
  practice_minutes: z.int(),
  characters: z.int(),
  answers_hidden: z.boolean().describe('на странице есть ответы, их здесь нет'),
  etag: z.string(),
  uri: z.string(),
  url: z.string(),
});

const positions = defineCursor('guides_get', z.object({ n: z.int().min(0), offset: z.int().min(0) }));

/** `guides.get`: the text of a page, or of the pages of a section or guide, in pieces. */
export const getPage = tool({
  ...common,
  id: 'guides.get',
  title: 'Страница руководства',
  intent: 'Что написано на этой странице, в этом разделе?',
  useWhen: [
    'известен номер, id или адрес страницы, раздела, руководства и нужен текст',
    'ученик читает дальше: с cursor прошлого ответа',
  ],
  doNotUseWhen: [
    { case: 'известна только тема', use: 'guides.search' },
    { case: 'нужно оглавление', use: 'guides.get_toc' },
  ],
  semantics:
    'Возвращает текст страницы или подряд страницы раздела, руководства, от id до until; длинное — кусками через cursor. Ответы к упражнениям скрыты, пока не спросить answers: true.',
  errors: ['INVALID_ARGUMENT', 'NOT_FOUND', 'UNAVAILABLE'],
  examples: [
    { question: 'Открой страницу X1.2:3', input: { id: 'X1.2:3' }, answer: 'Текст страницы «Минимум на плохой день».' },
    {
      question: 'Прочитай раздел X1.1',
      input: { id: 'х1.1', max_chars: 8000 },
      answer: 'Страницы раздела подряд, дальше — cursor.',
    },
    {
      question: 'Что на странице X1.2:3, коротко?',
      input: { id: 'X1.2:3', part: 'outline' },
      answer: 'Заголовки и понятия без текста.',
    },
  ],
  ui: { widget: PAGE_WIDGET, invoking: 'Открываю страницу…', invoked: 'Вот страница', fromWidgets: true },
  input: () =>
    z.strictObject({
      id: PageName,
      until: z.string().min(1).max(300).optional().describe('Последняя страница, если нужны несколько подряд'),
      part: z
        .enum(['full', 'outline'])
        .default('full')
        .describe('outline — без текста: заголовки, понятия, что до и после'),
      max_chars: z.int().min(500).max(18_000).default(6_000).describe('Длина куска в знаках'),
      answers: z.boolean().default(false).describe('Показать ответы к упражнениям'),
      cursor: Cursor.optional(),
    }),
  output: () =>
    z.object({
      pages: z.array(Read),
      previous: PageRef.nullable(),
      next: PageRef.nullable().describe('страница после последней из этих'),
      next_cursor: z.string().nullable(),
      version: z.string().describe('дата загрузки руководств'),
    }),
  async run({ cursor, max_chars: characters, part, ...reading }, { services: { corpus, baseUrl } }) {
    const [first, last] = await rangeOf(corpus, reading);
    const { importedAt, id: generation } = await corpus.generation();
    const asked = { ...reading, generation };
    const from = cursor === undefined ? { n: first.n, offset: 0 } : positions.decode(cursor, asked);
    const piece =
      part === 'full'
        ? await readPiece(corpus, { last, from, characters, answers: reading.answers })
        : await readOutlines(corpus, { last, from, characters });
    const map = await corpusMap(corpus);
    const ref = (head: PageHead) => ({
      id: head.id,
      title: head.title,
      citation: map.cite(head),
    });
    const [begin, end] = [piece.pages[0]?.page.n ?? first.n, piece.pages.at(-1)?.page.n ?? last.n];
    const [previous] = await sameGuide(corpus, begin - 1, first.guide);
    const [following] = await sameGuide(corpus, end + 1, first.guide);
    const pages = await Promise.all(
      piece.pages.map(async (read) => ({
        ...shown(read, reading.answers),
        etag: await etagOf(read.page),
        citation: map.cite(read.page),
        section: read.page.sectionTitle,
        guide: read.page.guide,
        guide_pages: map.guide(read.page.guide)?.pages ?? null,
        stages: [...stageTitles(map.stagesOf(read.page))],
        read_before: (await prerequisitesOf(corpus, read.page)).map(ref),
        url: pageUrl(baseUrl, read.page.id),
      })),
    );
    return {
      pages,
      previous: previous ? ref(previous) : null,
      next: following ? ref(following) : null,
      next_cursor: piece.next === null ? null : positions.encode(piece.next, asked),
      version: importedAt,
    };
  },
  summarize({ pages, previous, next, next_cursor: cursor }) {
    const lines = pages.flatMap((page) => [
      `# ${numberedTitle(page)}${statusWords(page.status)}`,
      `${page.citation} · ${formatMinutes(page.reading_minutes)} [${page.id}]`,
      ...(page.read_before.length > 0
        ? [`До этого: ${page.read_before.map(({ id, title }) => `${id} «${title}»`).join(', ')}.`]
        : []),
      ...(page.can_do.length > 0 ? [`После страницы: ${page.can_do.join('; ')}.`] : []),
      page.markdown === '' ? page.headings.map((heading) => `- ${heading}`).join('\n') : page.markdown,
      ...page.footnotes.map(({ mark, text }) => `[^${mark}]: ${text}`),
      ...(page.answers_hidden ? ['Ответы есть и скрыты: answers: true.'] : []),
      '',
    ]);
    const more = cursor === null ? [] : [`Дальше: cursor ${cursor}`];
    const beside = [
      ...(next === null ? [] : [`Следующая страница: ${next.id} «${next.title}».`]),
      ...(previous === null ? [] : [`Предыдущая: ${previous.id} «${previous.title}».`]),
    ];
    return [...lines, ...more, ...beside].join('\n');
  },
});

function shown({ page, markdown, whole }: ReadPage, answers: boolean) {
  return {
    ...pageLine(page),
    markdown,
    whole,
    headings: page.headings.slice(0, MOST_HEADINGS),
    footnotes: footnotesIn(markdown, page.footnotes).slice(0, 50),
    can_do: [...page.canDo],
    introduces: [...page.introduces],
    uses: [...page.uses],
    practice_minutes: page.practiceMinutes,
    characters: page.characters,
    answers_hidden: page.answers !== '' && !answers,
    uri: `guides://${page.path}`,
  };
}

/** The page at a place, if it belongs to the guide. */
async function sameGuide(corpus: CorpusStore, n: number, guide: string) {
  const pages = n < 0 ? [] : await corpus.pagesBetween(n, n, 1);
  return pages.filter((page) => page.guide === guide);
}
