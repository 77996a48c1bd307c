/** Where a word is in a text, UTF-16 units. */
export interface Word {
  /** The word as it is compared: see {@link fold}. */
  readonly form: string;
  readonly start: number;
  readonly end: number;
}

const STRESS = /(?<=\p{Script=Cyrillic})\u0301/gu;
const WORD = /[\p{L}\p{N}]+/gu;

/** A text as it is compared: composed, without stress marks, lower case, ё as е. FTS5 folds neither й nor ё itself. */
export function fold(text: string): string {
  return text.replace(STRESS, '').normalize('NFC').toLowerCase().replaceAll('ё', 'е');
}

/** The words of a text, folded, in order. */
export function formsOf(text: string): string[] {
  return fold(text).match(WORD) ?? [];
}

/** Words joined by a hyphen, as one word each: «само-развитие» is also written «саморазвитие». */
export function joinedForms(text: string): string[] {
  return (fold(text).match(/[\p{L}\p{N}]+(?:[-‐‑][\p{L}\p{N}]+)+/gu) ?? []).map((word) => word.replace(/[-‐‑]/g, ''));
}

/** The words of a text with their places in it. */
export function wordsOf(text: string): Word[] {
  // Stress marks are combining, so they are part of a word here; fold removes them from its form.
  return [...text.matchAll(/(?:[\p{L}\p{N}]\p{M}*)+/gu)].map((match) => ({
    form: fold(match[0]),
    start: match.index,
    end: match.index + match[0].length,
  }));
}
