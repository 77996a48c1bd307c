import { citationOf } from '../domain/corpus/citation.ts';
import type { Guide, Section } from '../domain/corpus/model.ts';
import type { CorpusStore, GuideCounts, PageHead } from '../store/corpus-store.ts';

/** A guide with what is counted of its pages. */
export type CountedGuide = Guide & GuideCounts;

/** The guides and the sections that some pages are in. */
export interface CorpusMap {
  readonly guides: readonly CountedGuide[];
  guide(slug: string): CountedGuide | undefined;
  /** Title of a page's section. */
  section(page: Pick<PageHead, 'guide' | 'section'>): Section | undefined;
  /** A page in words, for a reader. */
  cite(page: Pick<PageHead, 'guide' | 'section' | 'number' | 'title'>): string;
}

/** Reads the guides, and the sections of those that are named. */
export async function corpusMap(store: CorpusStore, slugs: readonly string[]): Promise<CorpusMap> {
  const guides = await store.guides();
  const sections = new Map<string, Section>();
  for (const section of await store.sections([...new Set(slugs)]))
    sections.set(`${section.guide}/${section.slug}`, section);
  const bySlug = new Map(guides.map((guide) => [guide.slug, guide]));
  const section = (page: Pick<PageHead, 'guide' | 'section'>) => sections.get(`${page.guide}/${page.section}`);
  return {
    guides,
    guide: (slug) => bySlug.get(slug),
    section,
    cite: ({ guide, section: own, number, title }) =>
      citationOf({
        guide: bySlug.get(guide)?.title ?? guide,
        section: section({ guide, section: own })?.title ?? '',
        number,
        title,
      }),
  };
}
