import type { CorpusStore, PageHead } from '../store/corpus-store.ts';
import type { CountedGuide } from './corpus-map.ts';
import { pageLine } from './page-line.ts';

/** A line of a table of contents. */
export interface Entry {
  readonly kind: 'section' | 'page' | 'heading';
  /** 1 for a section, 2 for a page, 3 for a heading. */
  readonly depth: number;
  /** Id of the page, or the address of the section; null for a heading. */
  readonly id: string | null;
  readonly number: string | null;
  readonly title: string;
  readonly type: string | null;
  readonly status: string | null;
  readonly reading_minutes: number;
}

/** A guide and its table of contents, in the order of reading. */
export interface Contents {
  readonly guide: CountedGuide;
  readonly pages: readonly PageHead[];
  readonly entries: readonly Entry[];
}

/** The table of contents of a guide, down to sections (1), pages (2) or headings (3). */
export async function contentsOf(store: CorpusStore, slug: string, depth: number): Promise<Contents | null> {
  const [guides, sections, pages] = await Promise.all([store.guides(), store.sections(slug), store.heads(slug)]);
  const guide = guides.find((each) => each.slug === slug);
  if (!guide) return null;
  const entries = sections.flatMap((section): Entry[] => {
    const own = pages.filter((page) => page.section === section.slug);
    const { number, title } = section;
    const reading_minutes = own.reduce((sum, page) => sum + page.readingMinutes, 0);
    const line = {
      kind: 'section' as const,
      depth: 1,
      id: `${slug}/${section.slug}`,
      number,
      title,
      type: null,
      status: null,
    };
    return [{ ...line, reading_minutes }, ...(depth > 1 ? own.flatMap((page) => entriesOfPage(page, depth)) : [])];
  });
  return { guide, pages, entries };
}

function entriesOfPage(page: PageHead, depth: number): readonly Entry[] {
  const headings = depth > 2 ? page.headings : [];
  return [
    { kind: 'page', depth: 2, ...pageLine(page) },
    ...headings.map(
      (title): Entry => ({
        kind: 'heading',
        depth: 3,
        id: null,
        number: null,
        title,
        type: null,
        status: null,
        reading_minutes: 0,
      }),
    ),
  ];
}
