import { wordsOf } from '../text/words.ts';
import type { QueryPlan } from './query-plan.ts';
import type { TermOf } from './snippet.ts';

/** A word form of the corpus. */
interface WordForm {
  readonly form: string;
  readonly stem: string;
  /** On how many pages it is. */
  readonly pages: number;
}

/** What a text has of a query. */
export interface TextMatch {
  /** Words of the query that it has, as they were asked. */
  readonly terms: readonly string[];
  /** Sum of their weights: a word of few pages says more than one of many. */
  readonly weight: number;
}

/** Finds the words of a query in texts. */
export interface TextMatcher {
  /** The term that a word of a text belongs to; a word of a synonym has a number above those of the terms. */
  readonly termOf: TermOf;
  /** Sum of the weights of all terms. */
  readonly fullWeight: number;
  match(text: string): TextMatch;
}

/** @param pageCount pages of the corpus, in which the weights are counted */
export function textMatcher(
  { terms, synonyms }: QueryPlan,
  forms: readonly WordForm[],
  pageCount: number,
): TextMatcher {
  const byStem = new Map<string, number>();
  for (const [n, stems] of synonyms.entries()) for (const stem of stems) byStem.set(stem, terms.length + n);
  for (const [n, { stem, corrections }] of terms.entries())
    for (const each of [stem, ...corrections]) byStem.set(each, n);
  const byForm = new Map(forms.map(({ form, stem }) => [form, byStem.get(stem) ?? null]));
  const beginnings = terms.flatMap(({ form, unfinished }, n) => (unfinished ? [{ form, n }] : []));
  const termOf: TermOf = (form) => byForm.get(form) ?? beginnings.find((each) => form.startsWith(each.form))?.n ?? null;
  const counts = terms.map((_, n) =>
    forms.reduce((sum, { form, pages }) => sum + (byForm.get(form) === n ? pages : 0), 0),
  );
  const weights = counts.map((count) => Math.log(1 + (pageCount + 0.5) / (Math.min(count, pageCount) + 0.5)));
  const sum = (numbers: Iterable<number>) => [...numbers].reduce((total, n) => total + (weights[n] ?? 0), 0);
  return {
    termOf,
    fullWeight: sum(terms.keys()),
    match(text) {
      const found = new Set(wordsOf(text).flatMap(({ form }) => termOf(form) ?? []));
      return { terms: terms.filter((_, n) => found.has(n)).map(({ form }) => form), weight: sum(found) };
    },
  };
}
