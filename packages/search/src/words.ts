/** Where a word is in a text, UTF-16 units. */
export interface Word {
  /** The word as it is compared: see {@link fold}. */
  readonly form: string;
  readonly start: number;
  readonly end: number;
}

const ACUTE = '\u0301';
const STRESS = /(?<=\p{Script=Cyrillic})\u0301/gu;
/** Soft hyphen, zero-width space, word joiner: they say where a word may be broken, and are not shown. */
const INVISIBLE = /[\u00AD\u200B\u2060]/g;
const HYPHEN = /[-‐‑]/;
const HYPHENS = /[-‐‑]/g;
const WORD = /[\p{L}\p{N}]+/gu;

/** A text as it is compared: composed, without stress marks and invisible characters, lower case, ё as е. FTS5 folds neither й nor ё itself. */
export function fold(text: string): string {
  const plain = (text.includes(ACUTE) ? text.replace(STRESS, '') : text).replace(INVISIBLE, '');
  return plain.normalize('NFC').toLowerCase().replaceAll('ё', 'е');
}

/** The words of a text, folded, in order. */
export function formsOf(text: string): string[] {
  return formsOfFolded(fold(text));
}

/** The words of a folded text, in order. */
export function formsOfFolded(folded: string): string[] {
  return folded.match(WORD) ?? [];
}

/**
 * Words of a folded text joined by a hyphen, as one word each: «само-развитие» is also written «саморазвитие». Not those of which
 * all parts say nothing by themselves: «из-за» is no word that tells one text from another.
 */
export function joinedForms(folded: string, saysNothing: (part: string) => boolean): string[] {
  if (!HYPHEN.test(folded)) return [];
  // Whole words, with hyphens or not: to look for those with one alone would begin again at each letter of the others.
  const words = folded.match(/[\p{L}\p{N}]+(?:[-‐‑][\p{L}\p{N}]+)*/gu) ?? [];
  const joined = words.filter((word) => HYPHEN.test(word) && !word.split(HYPHENS).every(saysNothing));
  return joined.map((word) => word.replace(HYPHENS, ''));
}

/** The words of a text with their places in it. */
export function wordsOf(text: string): Word[] {
  const folded = fold(text);
  // Where folding moves no letter, as in nearly all texts, they are folded at once: a word is where its form is.
  const isInPlace =
    folded.length === text.length &&
    !text.includes(ACUTE) &&
    text.search(INVISIBLE) === -1 &&
    text.normalize('NFC') === text;
  // Stress marks are combining, so they are part of a word here, as are invisible characters; fold removes them from its form.
  return [...text.matchAll(/(?:[\p{L}\p{N}][\p{M}\u00AD\u200B\u2060]*)+/gu)].map(({ 0: word, index: start }) => {
    const end = start + word.length;
    return { form: isInPlace ? folded.slice(start, end) : fold(word), start, end };
  });
}
