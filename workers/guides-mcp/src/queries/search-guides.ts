import { cut } from '@aisystant/mcp';
import { formsOf, plainText, stemOf, tellingWords } from '@aisystant/search';
import { keysOf } from '../domain/corpus/page-key.ts';
import { stageTitles } from '../domain/corpus/stages.ts';
import type { CorpusStore, PageFilters, PageHead } from '../store/corpus-store.ts';
import { type CorpusMap, type CountedGuide, corpusMap } from './corpus-map.ts';
import { type FoundPage, findPages, NOTHING } from './find-pages.ts';
import { pageLine, pageUrl } from './page-line.ts';
import { resolveGuide } from './resolve.ts';

/** How much of a page is shown that a query names by its number. */
const BEGINNING = 280;
/** Pages shown of a guide that the query names and in which no page has its words. */
const FIRST_PAGES = 3;

/** A search as the tool asks for it. */
export interface SearchOptions {
  /** `guide` in any spelling. */
  readonly filters: PageFilters;
  readonly limit: number;
  readonly offset: number;
  readonly baseUrl: string;
}

/** Pages that answer a query, by guide; a page or guide that the query names comes first. */
export async function searchGuides(
  store: CorpusStore,
  query: string,
  { filters, limit, offset, baseUrl }: SearchOptions,
) {
  const guide = filters.guide === undefined ? undefined : await resolveGuide(store, filters.guide);
  const named = offset === 0 ? await namedPage(store, query) : null;
  const found = named ? NOTHING : await findPages(store, query, { filters: { ...filters, guide }, limit, offset });
  const hits = [...(named ? [named] : []), ...found.pages.filter(({ page }) => page.id !== named?.page.id)].slice(
    0,
    limit,
  );
  const map = await corpusMap(
    store,
    hits.map(({ page }) => page.guide),
  );
  const byTitle = offset === 0 && guide === undefined ? guidesNamed(query, map.guides) : [];
  const slugs = [...new Set([...byTitle.map(({ slug }) => slug), ...hits.map(({ page }) => page.guide)])];
  const guides = [];
  for (const slug of slugs) {
    const own = hits.filter(({ page }) => page.guide === slug);
    const pages = own.length > 0 ? own : await firstPages(store, slug);
    const about = map.guide(slug);
    if (about === undefined || (filters.programme !== undefined && about.programme !== filters.programme)) continue;
    const { code, title, programme, level } = about;
    const shown = pages.map((hit) => hitOf(hit, map, baseUrl));
    guides.push({ slug, code, title, programme, level, title_matches: byTitle.includes(about), pages: shown });
  }
  return {
    status: guides.length > 0 ? ('OK' as const) : ('NO_DATA' as const),
    guides,
    total_estimate: Math.max(found.total, hits.length),
    corrected: found.corrected.map(({ from, to }) => ({ from, to: [...to] })),
    unknown_words: [...found.unknown],
    suggestions: guides.length > 0 ? [] : map.guides.slice(0, 5).map(({ title }) => title),
    next: found.next,
  };
}

/** The page that the whole query is a name of. */
async function namedPage(store: CorpusStore, query: string): Promise<FoundPage | null> {
  const named = await store.named(keysOf(query));
  if (named?.kind !== 'page') return null;
  const page = await store.page(named.target);
  return page && beginningOf(page, [query]);
}

async function firstPages(store: CorpusStore, guide: string): Promise<readonly FoundPage[]> {
  const heads = await store.heads(guide);
  const pages = await Promise.all(heads.slice(0, FIRST_PAGES).map(({ id }) => store.page(id)));
  return pages.flatMap((page) => (page ? [beginningOf(page, [])] : []));
}

function beginningOf(page: FoundPage['page'], matchedTerms: readonly string[]): FoundPage {
  const text = cut(plainText(page.text).replace(/\s+/g, ' '), BEGINNING);
  return { page, score: 0, share: 1, snippet: `${text}…`, matchedTerms };
}

/** Guides whose title has every word of the query. */
function guidesNamed(query: string, guides: readonly CountedGuide[]): readonly CountedGuide[] {
  const stems = (text: string) => tellingWords(formsOf(text)).map(stemOf);
  const asked = stems(query).filter((stem) => !GENERIC.has(stem));
  return asked.length === 0 ? [] : guides.filter(({ title }) => asked.every((stem) => stems(title).includes(stem)));
}

/** Words by which people ask for any guide. */
const GENERIC: ReadonlySet<string> = new Set(['руководство', 'найди', 'покажи', 'про', 'guide'].map(stemOf));

function hitOf({ page, score, snippet, matchedTerms }: FoundPage, map: CorpusMap, baseUrl: string) {
  return {
    ...pageLine(page as PageHead),
    section: map.section(page)?.title ?? page.section,
    citation: map.cite(page),
    snippet,
    matched_terms: [...matchedTerms],
    score: Math.round(score * 100) / 100,
    stages: [...stageTitles(page.stages.length > 0 ? page.stages : (map.guide(page.guide)?.stages ?? []))],
    uri: `guides://${page.path}`,
    url: pageUrl(baseUrl, page.id),
  };
}
