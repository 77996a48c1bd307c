import { rootOf, stemOf } from './stem.ts';
import { tellingWords } from './stop-words.ts';
import { termKey } from './term-key.ts';
import { searchForms } from './tokens.ts';

/** A word of a query with everything that counts as it. */
export interface QueryTerm {
  /** The word as it was asked, folded. */
  readonly form: string;
  /** The stem it is searched by. */
  readonly stem: string;
  /** Stems of what a misspelt word may have meant. */
  readonly corrections: readonly string[];
  /** Whether it may be the beginning of a word that is still typed. */
  readonly unfinished: boolean;
  /** Whether no text has it: then words of its family are searched too. */
  readonly unknown?: boolean;
}

/** A query as it is searched. */
export interface QueryPlan {
  readonly terms: readonly QueryTerm[];
  /** Other names of what the query names: each a list of stems that belong together. */
  readonly synonyms: readonly (readonly string[])[];
}

/** Most words of a query that are searched; a query has at most 300 characters. */
const MOST_TERMS = 24;

/** The words of a query that are searched, each once. */
export function queryForms(query: string): readonly string[] {
  return [...new Set(tellingWords(searchForms(query)))].slice(0, MOST_TERMS);
}

/** Whether the last word of a query may be unfinished: nothing follows it. */
export function endsInAWord(query: string): boolean {
  return /[\p{L}\p{N}]$/u.test(query);
}

/** The stem of a word by the corpus's table, else by the stemmer. */
export function stemmer(words: readonly { readonly form: string; readonly stem: string }[]): (form: string) => string {
  const known = new Map(words.map(({ form, stem }) => [form, stem]));
  return (form) => known.get(form) ?? stemOf(form);
}

/** Other names of the terms that a query names, by groups of names; a name is the stems of its words, between spaces. */
export function synonymsOf(
  query: string,
  stem: (form: string) => string,
  names: readonly { readonly key: string; readonly term: string }[],
): readonly (readonly string[])[] {
  const asked = ` ${termKey(query, stem)} `;
  const named = names.filter(({ key }) => asked.includes(` ${key} `));
  const terms = new Set(named.map(({ term }) => term));
  const own = new Set(named.map(({ key }) => key));
  return names.filter(({ key, term }) => terms.has(term) && !own.has(key)).map(({ key }) => key.split(' '));
}

/**
 * The expression of FTS5: any of the words, since a learner's question has words that its page has not. Every word is
 * quoted, so nothing in a query is an operator.
 */
export function matchExpression({ terms, synonyms }: QueryPlan): string {
  const alternatives = terms.flatMap(({ form, stem, corrections, unfinished, unknown = false }) => [
    quoted(stem),
    ...corrections.map(quoted),
    ...(unfinished ? [`${quoted(form)}*`] : []),
    ...(unknown ? rootsOf({ terms: [{ stem }] }).map((root) => `${quoted(root)}*`) : []),
  ]);
  const groups = synonyms.map((stems) =>
    stems.length === 1 ? quoted(stems[0] ?? '') : `(${stems.map(quoted).join(' AND ')})`,
  );
  return [...new Set([...alternatives, ...groups])].join(' OR ');
}

/** The roots of the words of a query, by which words of the same family are found. */
export function rootsOf({ terms }: { readonly terms: readonly Pick<QueryTerm, 'stem'>[] }): readonly string[] {
  return [...new Set(terms.flatMap(({ stem }) => rootOf(stem) ?? []))];
}

function quoted(word: string): string {
  return `"${word.replaceAll('"', '""')}"`;
}
