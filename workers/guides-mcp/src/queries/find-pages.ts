import {
  asWritten,
  correctionsOf,
  endsInAWord,
  joinedWords,
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
import {
  type CorpusStore,
  type IndexedPage,
  type KnownWord,
  type Near,
  NOTHING_NEAR,
  type PageFilters,
  type QueryWords,
  type SearchedPage,
} from '../store/corpus-store.ts';

export type { TextMatch };

/** A page that answers a query. */
export interface FoundPage {
  readonly page: SearchedPage;
  /** How well it answers; larger is better, comparable within one answer only. */
  readonly score: number;
  /** What share of the query's weight it has, 0–1. */
  readonly share: number;
  readonly snippet: string;
  /** Words of the query that it has, as they were asked. */
  readonly matchedTerms: readonly string[];
}

/** A place in the order of the found pages. Pages near in meaning are part of it, so that nothing found later changes the order. */
export interface Position {
  readonly offset: number;
  /** Places in the corpus of the pages that are near in meaning, best first. */
  readonly near: readonly number[];
}

/** What a search found. */
export interface Found {
  readonly pages: readonly FoundPage[];
  /** Pages that have any of the words, or are near in meaning. */
  readonly total: number;
  /** Words that were taken for others: as asked, and as searched. */
  readonly corrected: readonly { readonly from: string; readonly to: readonly string[] }[];
  /** Words of the query that no page has. */
  readonly unknown: readonly string[];
  /** Where the next page of results begins; null on the last one. */
  readonly next: Position | null;
  /** What another text has of the query. */
  match(text: string): TextMatch;
}

/** Where to look, and which part of the answer is wanted. */
export interface FindOptions {
  readonly filters: PageFilters;
  readonly limit: number;
  readonly offset: number;
  /** What is near in meaning. Default: nothing, words alone count. */
  readonly near?: Near;
}

/** A query, read: its words as the corpus knows them. */
export interface ReadQuery {
  readonly query: string;
  readonly forms: readonly string[];
  /** null for a query without words. */
  readonly known: QueryWords | null;
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

/** Reads the words of a query, in one round trip. */
export async function readQuery(store: CorpusStore, query: string): Promise<ReadQuery> {
  const forms = queryForms(query);
  return { query, forms, known: forms.length === 0 ? null : await store.queryWords(forms, forms.map(stemOf)) };
}

/** Searches pages by the words of a query: by their stems, the glossary's other names, and what misspelt words may mean. */
export async function findPages(store: CorpusStore, query: string, options: FindOptions): Promise<Found> {
  return findRead(store, await readQuery(store, query), options);
}

/** The same for a query that is read already. */
export async function findRead(
  store: CorpusStore,
  { query, forms, known }: ReadQuery,
  { filters, limit, offset, near = NOTHING_NEAR }: FindOptions,
): Promise<Found> {
  if (known === null) return NOTHING;
  const { plan, corrected, unknown } = await planOf(store, query, { forms, known });
  const asked = {
    match: matchExpression(plan),
    ownWords: matchExpression({ ...plan, synonyms: [] }),
    stems: [...plan.terms.flatMap(({ stem, corrections }) => [stem, ...corrections]), ...plan.synonyms.flat()],
    roots: rootsOf(plan),
    filters,
    near,
  };
  const answer = await store.search({ ...asked, limit, offset });
  const { termIn, match } = textMatcher(plan, answer.forms, known.generation.pages);
  const read = (page: IndexedPage) => {
    const text = plainText(page.text);
    return { page, text, ...match(searchedText(page, text)) };
  };
  const shown = answer.pages.map(read);
  // The texts of further pages are read only while none of those that are shown answers the query.
  const others =
    offset > 0 || shown.some(isRelevant) || answer.total <= limit
      ? []
      : (await store.search({ ...asked, limit: Math.max(LOOKED_AT - limit, 1), offset: limit })).pages.map(read);
  const isAnswered = offset > 0 || shown.some(isRelevant) || others.some(isRelevant);
  // What has the words by chance is left out; what is near in meaning is not there by chance.
  const kept = isAnswered ? shown : [...shown, ...others].filter(({ page }) => page.isNear).slice(0, limit);
  if (kept.length === 0) return { ...NOTHING, corrected, unknown, match };
  const pages = kept.map(({ page, text, share, terms }): FoundPage => {
    const snippet = snippetOf(text, termIn(searchedText(page, text)));
    return { page, score: -page.score, share, snippet, matchedTerms: terms };
  });
  const hasNext = isAnswered && answer.total > offset + limit;
  const next = hasNext ? { offset: offset + limit, near: answer.near } : null;
  return { pages, total: isAnswered ? answer.total : answer.near.length, corrected, unknown, next, match };
}

/** How many pages are looked at to tell whether a query is answered at all. */
const LOOKED_AT = 10;
/**
 * Below this share of the query's weight, a page that has one query word matches by chance. Tuned on half of the evaluation
 * questions.
 */
const RELEVANT_SHARE = 0.25;
/** With this many different query words a page is no chance match, however long the query. */
const RELEVANT_WORDS = 2;

/** Whether a page answers a query, and does not only have a word of it. */
function isRelevant({ share, terms }: TextMatch): boolean {
  return share >= RELEVANT_SHARE || terms.length >= RELEVANT_WORDS;
}

function searchedText({ number, title, introduces, canDo, asked }: SearchedPage, text: string): string {
  return [number ?? '', title, ...introduces, ...canDo, ...asked, text].join('\n');
}

async function planOf(
  store: CorpusStore,
  query: string,
  { forms, known }: { readonly forms: readonly string[]; readonly known: QueryWords },
): Promise<Pick<Found, 'corrected' | 'unknown'> & { readonly plan: QueryPlan }> {
  const stem = stemmer(known.words);
  const synonyms = synonymsOf(query, stem, known.synonyms);
  const inCorpus = new Set(known.indexedStems);
  const all = await Promise.all(
    forms.map(async (form, n) => {
      const own = stem(form);
      if (inCorpus.has(own)) return { form, stem: own, isKnown: true, unfinished: false, meant: [] };
      const [unfinished, similar] = await Promise.all([
        n === forms.length - 1 && mayBeUnfinished(store, query, form),
        LETTERS.test(form) ? meant(store, form) : [],
      ]);
      return { form, stem: own, isKnown: false, unfinished, meant: unfinished ? [] : similar };
    }),
  );
  // A hyphenated word that no page writes as one word is searched by its parts alone.
  const joined = new Set(joinedWords(query));
  const read = all.filter(
    ({ form, isKnown, unfinished, meant: words }) => isKnown || unfinished || words.length > 0 || !joined.has(form),
  );
  const terms = read.map(
    ({ form, stem: own, isKnown, unfinished, meant: words }): QueryTerm => ({
      form,
      stem: own,
      corrections: [...new Set(words.map((word) => word.stem))],
      unfinished,
      unknown: !isKnown,
    }),
  );
  const corrected = read.filter(({ meant: words }) => words.length > 0);
  const unknown = read.filter(({ isKnown, unfinished, meant: words }) => !isKnown && !unfinished && words.length === 0);
  return {
    plan: { terms, synonyms },
    corrected: corrected.map(({ form, meant: words }) => ({ from: form, to: words.map((word) => word.form) })),
    unknown: unknown.map(({ form }) => asWritten(form)),
  };
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
