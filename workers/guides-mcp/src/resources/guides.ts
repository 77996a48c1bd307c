import { cut } from '@aisystant/mcp';
import { keysOf } from '../domain/corpus/page-key.ts';
import { contentsOf } from '../queries/contents.ts';
import { entryLine } from '../queries/entry-line.ts';
import { pageMarkdown } from '../queries/page-markdown.ts';
import type { GuidesServices } from '../services.ts';
import { common, resource } from './resource.ts';

/** Lines of a table of contents that one resource holds. */
const MOST_LINES = 600;
/** Characters of a page that one resource holds. */
const MOST_CHARACTERS = 45_000;

/** Resources of one guide: its table of contents and its pages. */
export const guideResources = [
  resource({
    ...common,
    mime: 'text/markdown',
    name: 'toc',
    template: 'guides://{guide}/toc',
    title: 'Оглавление',
    purpose: 'Разделы и страницы одного руководства по порядку.',
    structure: 'название; список разделов и страниц с номерами',
    example: 'Что в руководстве «Ритм ученика»?',
    values: {
      sample: 'ritm-uchenika',
      complete: async ({ written }, { services: { corpus } }) =>
        (await corpus.guides()).map(({ slug }) => slug).filter((slug) => slug.startsWith(written)),
    },
    async read(guide, { services: { corpus } }) {
      const named = await corpus.named(keysOf(guide));
      const contents = named?.kind === 'guide' ? await contentsOf(corpus, named.target, 2) : null;
      if (!contents) return null;
      const lines = contents.entries.slice(0, MOST_LINES).map(entryLine);
      const rest = contents.entries.length - lines.length;
      const more = rest > 0 ? [`- …и ещё ${rest}: guides_get_toc`] : [];
      return [`# ${contents.guide.title}`, '', ...lines, ...more].join('\n');
    },
  }),
  resource({
    ...common,
    mime: 'text/markdown',
    name: 'page',
    template: 'guides://{guide}/{section}/{page}',
    title: 'Страница',
    purpose: 'Одна страница руководства: текст без ответов к упражнениям.',
    structure: 'заголовок; место в руководстве; что прочитать до этого; текст; сноски',
    example: 'Что на странице guides://ritm-uchenika/x1.2/3?',
    values: {
      sample: 'ritm-uchenika/x1.1/1',
      async complete({ variable, written, known }, { services: { corpus } }) {
        return (await segmentsOf(corpus, variable, known)).filter((segment) => segment.startsWith(written));
      },
    },
    async read(path, { services: { corpus } }) {
      const named = await corpus.named(keysOf(`guides://${path}`));
      const page = named?.kind === 'page' ? await corpus.page(named.target) : null;
      if (!page) return null;
      const markdown = await pageMarkdown(corpus, page);
      if (markdown.length <= MOST_CHARACTERS) return markdown;
      return `${cut(markdown, MOST_CHARACTERS)}…\n\nЗдесь только начало страницы. Целиком, по кускам: guides_get, id ${page.id}.`;
    },
  }),
];

/** All values of a variable of a page's address, below those that are known. */
async function segmentsOf(
  corpus: GuidesServices['corpus'],
  variable: string,
  { guide = '', section }: { readonly [variable: string]: string },
): Promise<readonly string[]> {
  if (variable === 'guide') return (await corpus.guides()).map(({ slug }) => slug);
  if (variable === 'section') return (await corpus.sections(guide)).map(({ slug }) => slug);
  const pages = (await corpus.heads(guide)).filter((head) => head.section === section);
  return pages.map(({ path }) => path.slice(path.lastIndexOf('/') + 1));
}
