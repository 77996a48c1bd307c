import { shorten } from '@aisystant/mcp';
import { formsOf, plainText, stemOf, tellingWords } from '@aisystant/search';
import { keysOf } from '../domain/corpus/page-key.ts';
import { stageTitles } from '../domain/corpus/stages.ts';
import {
  type CorpusStore,
  type Generation,
  type Near,
  NOTHING_NEAR,
  type PageFilters,
  type PageHead,
} from '../store/corpus-store.ts';
import { type CorpusMap, type CountedGuide, corpusMap } from './corpus-map.ts';
import { type FoundPage, findRead, NOTHING, type Position, readQuery } from './find-pages.ts';
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
  /** Where in the results of a generation to begin. Default: at the first one. */
  readonly from?: (generation: Generation) => Position | null;
  /** What is near the query in meaning. It never rejects. Default: nothing. */
  readonly nearest?: Promise<Near>;
  readonly baseUrl: string;
}

/** Pages that answer a query, by guide; a page or guide that the query names comes first. */
export async function searchGuides(
  store: CorpusStore,
  query: string,
  { filters, limit, from, nearest, baseUrl }: SearchOptions,
) {
  // All that does not depend on one another is one round trip.
  const [guide, byName, read, map, generation] = await Promise.all([
    filters.guide === undefined ? undefined : resolveGuide(store, filters.guide),
    namedPage(store, query),
    readQuery(store, query),
    corpusMap(store),
    store.generation(),
  ]);
  const position = from?.(generation) ?? null;
  const wanted = { ...filters, guide };
  const named = position === null && byName && passes(byName.page, wanted, map) ? byName : null;
  const near = generation.vectors > 0 ? await nearTo(position, nearest) : NOTHING_NEAR;
  const found = named
    ? NOTHING
    : await findRead(store, read, { filters: wanted, limit, offset: position?.offset ?? 0, near });
  const hits = [...(named ? [named] : []), ...found.pages].slice(0, limit);
  const byTitle = position === null && guide === undefined ? guidesNamed(query, map.guides) : [];
  const guides = await groupedByGuide(store, hits, { map, byTitle, filters: wanted, baseUrl });
  const shown = guides.reduce((sum, { pages }) => sum + pages.length, 0);
  return {
    status: guides.length > 0 ? ('OK' as const) : ('NO_DATA' as const),
    guides,
    total_estimate: Math.max(found.total, shown),
    corrected: found.corrected.map(({ from, to }) => ({ from, to: [...to] })),
    unknown_words: [...found.unknown],
    suggestions: guides.length > 0 ? [] : map.guides.slice(0, 5).map(({ title }) => title),
    next: found.next,
    generation: generation.id,
  };
}

/** What is near a query in meaning: a cursor has it, else it is asked for. */
async function nearTo(position: Position | null, nearest: SearchOptions['nearest']): Promise<Near> {
  return position === null ? ((await nearest) ?? NOTHING_NEAR) : { of: 'pages', places: position.near };
}

/** Groups pages by guide, guides that the query names first. A guide without a found page shows its first pages. */
async function groupedByGuide(
  store: CorpusStore,
  hits: readonly FoundPage[],
  options: {
    readonly map: CorpusMap;
    readonly byTitle: readonly CountedGuide[];
    readonly filters: PageFilters;
    readonly baseUrl: string;
  },
) {
  const { map, byTitle, filters, baseUrl } = options;
  const guides = [];
  for (const slug of new Set([...byTitle.map((guide) => guide.slug), ...hits.map(({ page }) => page.guide)])) {
    const about = map.guide(slug);
    if (about === undefined) continue;
    const own = hits.filter(({ page }) => page.guide === slug);
    const pages = own.length > 0 ? own : await firstPages(store, slug, (page) => passes(page, filters, map));
    if (pages.length === 0) continue;
    const { code, title, programme, level } = about;
    const shown = pages.map((hit) => hitOf(hit, map, baseUrl));
    guides.push({ slug, code, title, programme, level, title_matches: byTitle.includes(about), pages: shown });
  }
  return guides;
}

/** The page that the whole query is a name of. */
async function namedPage(store: CorpusStore, query: string): Promise<FoundPage | null> {
  const named = await store.named(keysOf(query));
  if (named?.kind !== 'page') return null;
  const page = await store.page(named.target);
  return page && beginningOf(page, [query]);
}

async function firstPages(
  store: CorpusStore,
  guide: string,
  isWanted: (page: PageHead) => boolean,
): Promise<readonly FoundPage[]> {
  const heads = (await store.heads(guide)).filter(isWanted);
  const pages = await Promise.all(heads.slice(0, FIRST_PAGES).map(({ id }) => store.page(id)));
  return pages.flatMap((page) => (page ? [beginningOf(page, [])] : []));
}

/** Whether a page that the query names is one of those that are searched, as the index filters them. */
function passes(
  page: Pick<PageHead, 'guide' | 'type' | 'status' | 'stages'>,
  { guide, programme, stage, types, currentOnly }: PageFilters,
  map: CorpusMap,
): boolean {
  const about = map.guide(page.guide);
  const stages = map.stagesOf(page);
  return (
    (guide === undefined || page.guide === guide) &&
    (programme === undefined || about?.programme === programme) &&
    (types === undefined || types.includes(page.type)) &&
    (!currentOnly || page.status === 'current') &&
    (stage === undefined || stages.length === 0 || stages.includes(stage))
  );
}

function beginningOf(page: FoundPage['page'], matchedTerms: readonly string[]): FoundPage {
  const snippet = shorten(plainText(page.text).replace(/\s+/g, ' '), BEGINNING);
  return { page, score: 0, share: 1, snippet, matchedTerms };
}

/** Guides whose title has every word of the query. */
function guidesNamed(query: string, guides: readonly CountedGuide[]): readonly CountedGuide[] {
  const asked = stemsOf(query).filter((stem) => !GENERIC.has(stem));
  return asked.length === 0 ? [] : guides.filter((guide) => asked.every((stem) => titleStems(guide).includes(stem)));
}

const stemsOf = (text: string) => tellingWords(formsOf(text)).map(stemOf);

/** The stems of titles, which every search needs; guides stay in memory until the next import. */
const known = new WeakMap<CountedGuide, readonly string[]>();

function titleStems(guide: CountedGuide): readonly string[] {
  const stems = known.get(guide) ?? stemsOf(guide.title);
  known.set(guide, stems);
  return stems;
}

/** Words by which people ask for any guide. */
const GENERIC: ReadonlySet<string> = new Set(['руководство', 'найди', 'покажи', 'про', 'guide'].map(stemOf));

function hitOf({ page, score, snippet, matchedTerms }: FoundPage, map: CorpusMap, baseUrl: string) {
  return {
    ...pageLine(page as PageHead),
    section: page.sectionTitle,
    citation: map.cite(page),
    snippet,
    matched_terms: [...matchedTerms],
    score: Math.round(score * 100) / 100,
    stages: [...stageTitles(map.stagesOf(page))],
    uri: `guides://${page.path}`,
    url: pageUrl(baseUrl, page.id),
  };
}
