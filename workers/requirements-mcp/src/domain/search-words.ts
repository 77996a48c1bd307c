import { queryForms, searchForms, stemOfCommon } from '@aisystant/search';

/** The words of a query and how the index is asked for them. */
export interface SearchWords {
  /** Folded words, each once. */
  readonly forms: readonly string[];
  /** Expressions of FTS5, one a word; every word is quoted, so nothing in a query is an operator. */
  readonly expressions: readonly string[];
}

const REFERENCE = /^(ep|us|ac|req)-?(\d{1,9})$/;

/** Reads a query: words by stem and by beginning, reference ids whole or by the first digits. */
export function searchWords(query: string): SearchWords {
  const references = query
    .toLowerCase()
    .split(/\s+/)
    .flatMap((word) => {
      const [, prefix, digits] = REFERENCE.exec(word) ?? [];
      return prefix === undefined || digits === undefined ? [] : [{ word, prefix, digits }];
    });
  const rest = query
    .toLowerCase()
    .split(/\s+/)
    .filter((word) => !REFERENCE.test(word))
    .join(' ');
  const telling = queryForms(rest);
  // A query of stop words alone is searched by them.
  const forms =
    telling.length > 0 || references.length > 0 ? telling : [...new Set(searchForms(rest))].slice(0, MOST_WORDS);
  return {
    forms: [...references.map(({ word }) => word), ...forms],
    expressions: [...references.map(referenceExpression), ...forms.map(wordExpression)],
  };
}

const MOST_WORDS = 24;
/** The shortest word that is taken for the beginning of another. */
const SHORTEST_BEGINNING = 3;

function wordExpression(form: string): string {
  const stem = `"${stemOfCommon(form)}"`;
  const beginning = form.length >= SHORTEST_BEGINNING ? ` OR "${form}"*` : '';
  return `({title description comments} : (${stem}${beginning}))`;
}

/** `EP-1` is EP-001 and also the beginning of EP-1000, as `REQ-01` is of REQ-010 to REQ-019. */
function referenceExpression({ prefix, digits }: { readonly prefix: string; readonly digits: string }): string {
  const padded = digits.padStart(3, '0');
  return `(reference : ("${prefix} ${padded}" OR "${prefix} ${digits}"*))`;
}

/** The words of a text that a query asks for, by the number of the query's word; null for the rest. */
export function termFinder({ forms }: SearchWords): (form: string) => number | null {
  const stems = forms.map(stemOfCommon);
  return (form) => {
    const stem = stemOfCommon(form);
    const at = forms.findIndex(
      (asked, n) => stems[n] === stem || (asked.length >= SHORTEST_BEGINNING && stem.startsWith(asked)),
    );
    return at < 0 ? null : at;
  };
}
