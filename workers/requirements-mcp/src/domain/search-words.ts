import { isIrregular, isStopWord, queryForms, stemOfCommon } from '@aisystant/search';

/** A word of a query as the index is asked for it: letters and digits only, so that nothing in a query is an operator. */
export interface SearchTerm {
  /** The whole token. */
  readonly token: string;
  /** What a token may also begin with; null for a word that is too short. */
  readonly beginning: string | null;
}

/** The words of a query and how the index is asked for them. */
export interface SearchWords {
  /** Folded words, each once. */
  readonly forms: readonly string[];
  readonly terms: readonly SearchTerm[];
}

/** A reference id that is no part of a longer word, whatever is written beside it. */
const REFERENCE = /(?<![\p{L}\p{N}])(ep|us|ac|req)-?(\d{1,9})(?![\p{L}\p{N}])/gu;

/** Reads a query: words by stem and by beginning, reference ids whole or by the first digits. */
export function searchWords(query: string): SearchWords {
  const folded = query.toLowerCase();
  const references = [...folded.matchAll(REFERENCE)].map(([word, prefix = '', digits = '']) => ({
    word,
    prefix,
    digits,
  }));
  const rest = folded.replace(REFERENCE, ' ');
  const asked = queryForms(rest);
  // A query of stop words alone is searched by them; beside a reference id they would only be looked for in vain.
  const forms = references.length > 0 ? asked.filter((form) => !isStopWord(form)) : asked;
  return {
    forms: [...references.map(({ word }) => word), ...forms],
    terms: [...references.map(referenceTerm), ...forms.map(wordTerm)],
  };
}

/** The shortest word that is taken for the beginning of another. */
const SHORTEST_BEGINNING = 3;

function wordTerm(form: string): SearchTerm {
  return { token: stemOfCommon(form), beginning: form.length >= SHORTEST_BEGINNING ? form : null };
}

/** `EP-1` is EP-001 and also the beginning of EP-1000, as `REQ-01` is of REQ-010 to REQ-019. */
function referenceTerm({ prefix, digits }: { readonly prefix: string; readonly digits: string }): SearchTerm {
  const mark = referenceMark(prefix);
  return { token: mark + digits.padStart(3, '0'), beginning: mark + digits };
}

/** What the token of a reference id begins with; its number, of at least three digits, follows. No word of a text begins so. */
export function referenceMark(prefix: string): string {
  return `0${prefix.toLowerCase()}`;
}

/** The words of a text that a query asks for, by the number of the query's word; null for the rest. */
export function termFinder({ forms }: SearchWords): (form: string) => number | null {
  const stems = forms.map(stemOfCommon);
  const initials = new Set([...forms, ...stems].map((each) => each[0]));
  return (form) => {
    // A stem begins as its word does, unless the word is irregular: most words of a text need none.
    if (!initials.has(form[0]) && !isIrregular(form)) return null;
    const stem = stemOfCommon(form);
    const at = forms.findIndex(
      (asked, n) => stems[n] === stem || (asked.length >= SHORTEST_BEGINNING && stem.startsWith(asked)),
    );
    return at < 0 ? null : at;
  };
}
