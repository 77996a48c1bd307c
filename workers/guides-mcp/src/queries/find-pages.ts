import { correctionsOf } from '../domain/search/misspelling.ts';
import {
  endsInAWord,
  matchExpression,
  type QueryPlan,
  type QueryTerm,
  queryForms,
  stemmer,
  synonymsOf,
} from '../domain/search/query-plan.ts';
import { type Snippet, snippetOf } from '../domain/search/snippet.ts';
import { stemOf } from '../domain/search/stem.ts';
import { plainText } from '../domain/text/plain-text.ts';
import type { CorpusStore, KnownWord, PageFilters, QueryWords, StoredPage } from '../store/corpus-store.ts';

/** A page that answers a query. */
export interface FoundPage {
  readonly page: StoredPage;
  /** How well it answers; larger is better, comparable within one answer only. */
  readonly score: number;
  readonly snippet: Snippet;
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

/** Searches pages by the words of a query: by their stems, the glossary's other names, and what misspelt words may mean. */
export async function findPages(
  store: CorpusStore,
  query: string,
  { filters, limit, offset }: FindOptions,
): Promise<Found> {
  const forms = queryForms(query);
  if (forms.length === 0) return { pages: [], total: 0, corrected: [], unknown: [], next: null };
  const known = await store.queryWords(forms, forms.map(stemOf));
  const { plan, corrected, unknown } = await planOf(store, query, { forms, known });
  const synonyms = plan.synonyms.flat();
  const stems = [...plan.terms.flatMap(({ stem, corrections }) => [stem, ...corrections]), ...synonyms];
  const answer = await store.search({ match: matchExpression(plan), stems, filters, limit: limit + 1, offset });
  const termOf = termFinder(plan, answer.forms);
  const pages = answer.pages.slice(0, limit).map((page): FoundPage => {
    const snippet = snippetOf(plainText(page.text), termOf);
    const elsewhere = snippetOf([page.title, ...page.introduces, ...page.canDo].join('\n'), termOf);
    const matched = new Set([...snippet.terms, ...elsewhere.terms]);
    return {
      page,
      score: -page.score,
      snippet,
      matchedTerms: plan.terms.filter((_, n) => matched.has(n)).map(({ form }) => form),
    };
  });
  return { pages, total: answer.total, corrected, unknown, next: answer.pages.length > limit ? offset + limit : null };
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
  for (const [n, form] of forms.entries()) {
    const own = stem(form);
    const isKnown = inCorpus.has(own);
    const unfinished =
      !isKnown && n === forms.length - 1 && endsInAWord(query) && form.length > 2 && (await store.beginsAWord(form));
    const corrections = isKnown || unfinished || !LETTERS.test(form) ? [] : await meant(store, form);
    if (corrections.length > 0) corrected.push({ from: form, to: corrections.map((word) => word.form) });
    else if (!isKnown && !unfinished) unknown.push(form);
    terms.push({ form, stem: own, corrections: [...new Set(corrections.map((word) => word.stem))], unfinished });
  }
  return { plan: { terms, synonyms }, corrected, unknown };
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

/** Finds the term of the query that a word of a text belongs to; words of synonyms count as none of them, but are marked. */
function termFinder({ terms, synonyms }: QueryPlan, forms: readonly KnownWord[]): (form: string) => number | null {
  const byStem = new Map<string, number>(synonyms.flat().map((stem) => [stem, terms.length]));
  for (const [n, { stem, corrections }] of terms.entries())
    for (const each of [stem, ...corrections]) byStem.set(each, n);
  const byForm = new Map(forms.map(({ form, stem }) => [form, byStem.get(stem) ?? null]));
  const beginnings = terms.flatMap(({ form, unfinished }, n) => (unfinished ? [{ form, n }] : []));
  return (form) => byForm.get(form) ?? beginnings.find((each) => form.startsWith(each.form))?.n ?? null;
}
