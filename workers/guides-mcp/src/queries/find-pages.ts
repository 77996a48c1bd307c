import {
  correctionsOf,
  endsInAWord,
  matchExpression,
  plainText,
  type QueryPlan,
  type QueryTerm,
  queryForms,
  rootsOf,
  snippetOf,
  stemmer,
  stemOf,
  synonymsOf,
  type TextMatch,
  textMatcher,
} from '@aisystant/search';
import type { CorpusStore, KnownWord, PageFilters, QueryWords, StoredPage } from '../store/corpus-store.ts';

export type { TextMatch };

/** A page that answers a query. */
export interface FoundPage {
  readonly page: StoredPage;
  /** How well it answers; larger is better, comparable within one answer only. */
  readonly score: number;
  /** What share of the query's weight it has, 0–1. */
  readonly share: number;
  readonly snippet: string;
  /** Words of the query that it has, as they were asked. */
  readonly matchedTerms: readonly string[];
}

/** What a search found. */
export interface Found {
  readonly pages: readonly FoundPage[];
  /** Pages that have any of the words. */
  readonly total: number;
  /** Words that were taken for others: as asked, and as searched. */
  readonly corrected: readonly { readonly from: string; readonly to: readonly string[] }[];
  /** Words of the query that no page has. */
  readonly unknown: readonly string[];
  /** Offset of the next page of results; null on the last one. */
  readonly next: number | null;
  /** What another text has of the query. */
  match(text: string): TextMatch;
}

/** Where to look, and which part of the answer is wanted. */
export interface FindOptions {
  readonly filters: PageFilters;
  readonly limit: number;
  readonly offset: number;
}

const CANDIDATES = 60;
const CORRECTIONS = 3;
const LETTERS = /^\p{L}+$/u;

/** An answer without pages. */
export const NOTHING: Found = {
  pages: [],
  total: 0,
  corrected: [],
  unknown: [],
  next: null,
  match: () => ({ terms: [], share: 0 }),
};

/** Searches pages by the words of a query: by their stems, the glossary's other names, and what misspelt words may mean. */
export async function findPages(store: CorpusStore, query: string, options: FindOptions): Promise<Found> {
  const forms = queryForms(query);
  if (forms.length === 0) return NOTHING;
  const { filters, limit, offset } = options;
  const known = await store.queryWords(forms, forms.map(stemOf));
  const { plan, corrected, unknown } = await planOf(store, query, { forms, known });
  const stems = [...plan.terms.flatMap(({ stem, corrections }) => [stem, ...corrections]), ...plan.synonyms.flat()];
  const look = Math.max(limit + 1, LOOKED_AT);
  const answer = await store.search({
    match: matchExpression(plan),
    ownWords: matchExpression({ ...plan, synonyms: [] }),
    stems,
    roots: rootsOf(plan),
    filters,
    limit: look,
    offset,
  });
  const { termOf, match } = textMatcher(plan, answer.forms, known.generation.pages);
  const found = answer.pages.map((page) => ({ page, ...match(searchedText(page)) }));
  if (offset === 0 && !found.some(({ share }) => share >= ENOUGH)) return { ...NOTHING, corrected, unknown, match };
  const pages = found.slice(0, limit).map(({ page, share, terms }): FoundPage => {
    const snippet = snippetOf(plainText(page.text), termOf);
    return { page, score: -page.score, share, snippet, matchedTerms: terms };
  });
  const next = answer.pages.length > limit ? offset + limit : null;
  return { pages, total: answer.total, corrected, unknown, next, match };
}

/** How many pages are looked at to tell whether a query is answered at all. */
const LOOKED_AT = 10;
/** Share of a query's weight below which the best page has its words by chance. Set on the tuning half of the questions. */
const ENOUGH = 0.25;

function searchedText({ number, title, introduces, canDo, text }: StoredPage): string {
  return [number ?? '', title, ...introduces, ...canDo, plainText(text)].join('\n');
}

async function planOf(
  store: CorpusStore,
  query: string,
  { forms, known }: { readonly forms: readonly string[]; readonly known: QueryWords },
): Promise<Pick<Found, 'corrected' | 'unknown'> & { readonly plan: QueryPlan }> {
  const stem = stemmer(known.words);
  const synonyms = synonymsOf(query, stem, known.synonyms);
  const inCorpus = new Set(known.indexedStems);
  const terms: QueryTerm[] = [];
  const corrected: { from: string; to: readonly string[] }[] = [];
  const unknown: string[] = [];
  for (const form of forms) {
    const own = stem(form);
    const isKnown = inCorpus.has(own);
    const unfinished = !isKnown && form === forms.at(-1) && (await mayBeUnfinished(store, query, form));
    const corrections = isKnown || unfinished || !LETTERS.test(form) ? [] : await meant(store, form);
    if (corrections.length > 0) corrected.push({ from: form, to: corrections.map((word) => word.form) });
    else if (!isKnown && !unfinished) unknown.push(form);
    terms.push({
      form,
      stem: own,
      corrections: [...new Set(corrections.map((word) => word.stem))],
      unfinished,
      unknown: !isKnown,
    });
  }
  return { plan: { terms, synonyms }, corrected, unknown };
}

/** The shortest beginning of a word that is searched as one. */
const SHORTEST_BEGINNING = 3;

async function mayBeUnfinished(store: CorpusStore, query: string, form: string): Promise<boolean> {
  return endsInAWord(query) && form.length >= SHORTEST_BEGINNING && (await store.beginsAWord(form));
}

/** Words of the corpus that a word that is in no page may have meant. */
async function meant(store: CorpusStore, form: string): Promise<readonly KnownWord[]> {
  const candidates = await store.similarWords(form, CANDIDATES);
  const words = correctionsOf(
    form,
    candidates.map((word) => word.form),
    CORRECTIONS,
  );
  return candidates.filter((word) => words.includes(word.form));
}
