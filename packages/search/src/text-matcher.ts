import { asWritten } from './number-token.ts';
import type { QueryPlan, QueryTerm } from './query-plan.ts';
import type { TermOf } from './snippet.ts';
import { rootOf } from './stem.ts';
import { isStopWord } from './stop-words.ts';
import { searchForms } from './tokens.ts';

/** A word form of the corpus. */
export interface WordForm {
  readonly form: string;
  readonly stem: string;
  /** On how many pages it is. */
  readonly pages: number;
}

/** What a text has of a query. */
export interface TextMatch {
  /** Words of the query that it has, as they were asked first. */
  readonly terms: readonly string[];
  /** Share of the query's weight, 0–1; 1 when it has another name of what is asked. A word of few pages weighs more. */
  readonly share: number;
}

/** Finds the words of a query in texts. */
export interface TextMatcher {
  /**
   * Gives the term that a word of this text belongs to. The words of another name count where the text has all of it; they have
   * a number above those of the terms.
   */
  termIn(text: string): TermOf;
  match(text: string): TextMatch;
}

/** How much a word of the same family counts against the word itself. */
const FAMILY = 0.5;

/** @param pageCount pages of the corpus, in which the weights are counted */
export function textMatcher(plan: QueryPlan, forms: readonly WordForm[], pageCount: number): TextMatcher {
  const { synonyms } = plan;
  const terms = eachOnce(plan.terms);
  const found = foundForms({ terms, synonyms }, forms);
  const beginnings = terms.flatMap(({ form, unfinished }, n) => (unfinished ? [{ form, n }] : []));
  // Most words of a text begin with no letter of those that are looked for: to see that is cheaper than to look them up.
  const initials = new Set([...found.keys(), ...beginnings.map(({ form }) => form)].map((form) => form.charCodeAt(0)));
  const lookUp = (form: string) => {
    if (!initials.has(form.charCodeAt(0))) return undefined;
    const whole = found.get(form);
    if (whole || beginnings.length === 0) return whole;
    const beginning = beginnings.find((each) => form.startsWith(each.form));
    return beginning && { term: beginning.n, strength: 1 };
  };
  const weights = terms.map((_, n) => weightOf(n, { forms, found, pageCount }));
  const full = weights.reduce((sum, weight) => sum + weight, 0);
  const { stemOfName, namesOf } = nameFinder(synonyms, forms);
  return {
    termIn(text) {
      const names = new Set(synonyms.length === 0 ? [] : namesOf(searchForms(text)).flat());
      const isOfName = (form: string) => names.has(stemOfName(form) ?? '') && !isStopWord(form);
      return (form) => {
        const term = lookUp(form)?.term ?? null;
        return term === null || term < terms.length || isOfName(form) ? term : null;
      };
    },
    match(text) {
      const strengths = new Map<number, number>();
      const said: string[] = [];
      for (const form of searchForms(text)) {
        const hit = lookUp(form);
        if (!hit) continue;
        strengths.set(hit.term, Math.max(hit.strength, strengths.get(hit.term) ?? 0));
        said.push(form);
      }
      const has = (n: number) => strengths.get(n) ?? 0;
      const named = namesOf(said).length > 0;
      const weight = weights.reduce((sum, each, n) => sum + each * has(n), 0);
      return {
        terms: terms.filter((_, n) => has(n) > 0).map(({ form }) => asWritten(form)),
        share: named ? 1 : weight / full,
      };
    },
  };
}

/** Finds the other names that a text has whole: of a name of several words one alone says nothing. */
function nameFinder(names: QueryPlan['synonyms'], forms: readonly WordForm[]) {
  const stems = new Set(names.flat());
  const known = new Map(forms.filter(({ stem }) => stems.has(stem)).map(({ form, stem }) => [form, stem]));
  const stemOfName = (form: string) => known.get(form);
  return {
    stemOfName,
    namesOf(said: Iterable<string>): QueryPlan['synonyms'] {
      if (names.length === 0) return [];
      const has = new Set([...said].map(stemOfName));
      return names.filter((name) => name.every((stem) => has.has(stem)));
    },
  };
}

/** Each word once, whatever its forms: all forms are found as one, and the others would count as words that no text has. */
function eachOnce(terms: readonly QueryTerm[]): readonly QueryTerm[] {
  return terms.filter(({ stem, corrections }, n) => {
    const own = new Set([stem, ...corrections]);
    return !terms.slice(0, n).some((earlier) => [earlier.stem, ...earlier.corrections].some((each) => own.has(each)));
  });
}

interface Hit {
  readonly term: number;
  readonly strength: number;
}

/** The word forms of the corpus that stand for a term, by the form. */
function foundForms({ terms, synonyms }: QueryPlan, forms: readonly WordForm[]): ReadonlyMap<string, Hit> {
  const byStem = new Map<string, Hit>();
  const byRoot = new Map<string, Hit>();
  for (const [n, stems] of synonyms.entries())
    for (const stem of stems) byStem.set(stem, { term: terms.length + n, strength: 1 });
  for (const [term, { stem, corrections }] of terms.entries()) {
    for (const each of [stem, ...corrections]) byStem.set(each, { term, strength: 1 });
    const root = rootOf(stem);
    if (root !== null) byRoot.set(root, { term, strength: FAMILY });
  }
  return new Map(
    forms.flatMap(({ form, stem }): [string, Hit][] => {
      const hit = byStem.get(stem) ?? byRoot.get(rootOf(stem) ?? '');
      return hit ? [[form, hit]] : [];
    }),
  );
}

/** The inverse document frequency of a term, by the pages of its forms; that of a word of no page is the largest. */
function weightOf(
  term: number,
  {
    forms,
    found,
    pageCount,
  }: { readonly forms: readonly WordForm[]; readonly found: ReadonlyMap<string, Hit>; readonly pageCount: number },
): number {
  const pages = forms.reduce((sum, each) => {
    const hit = found.get(each.form);
    return hit?.term === term && hit.strength === 1 ? sum + each.pages : sum;
  }, 0);
  return Math.log(1 + (pageCount + 0.5) / (Math.min(pages, pageCount) + 0.5));
}
