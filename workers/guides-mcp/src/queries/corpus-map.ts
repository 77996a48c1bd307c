import { citationOf } from '../domain/corpus/citation.ts';
import type { Guide } from '../domain/corpus/model.ts';
import type { CorpusStore, GuideCounts, PageHead } from '../store/corpus-store.ts';

/** A guide with what is counted of its pages. */
export type CountedGuide = Guide & GuideCounts;

/** The guides, and what pages are called by them. */
export interface CorpusMap {
  readonly guides: readonly CountedGuide[];
  guide(slug: string): CountedGuide | undefined;
  /** A page in words, for a reader. */
  cite(page: Pick<PageHead, 'guide' | 'sectionTitle' | 'number' | 'title'>): string;
  /** Stages that a page is written for, 1–5: its own, else those of its guide; empty for all. */
  stagesOf(page: Pick<PageHead, 'guide' | 'stages'>): readonly number[];
}

/** Reads the guides. */
export async function corpusMap(store: CorpusStore): Promise<CorpusMap> {
  const guides = await store.guides();
  const bySlug = new Map(guides.map((guide) => [guide.slug, guide]));
  return {
    guides,
    guide: (slug) => bySlug.get(slug),
    cite: ({ guide, sectionTitle, number, title }) =>
      citationOf({ guide: bySlug.get(guide)?.title ?? guide, section: sectionTitle, number, title }),
    stagesOf: ({ guide, stages }) => (stages.length > 0 ? stages : (bySlug.get(guide)?.stages ?? [])),
  };
}
