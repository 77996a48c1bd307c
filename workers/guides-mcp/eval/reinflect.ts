import { formsOf, type LookUpLemma } from '@aisystant/search';

/** A title in other forms of its words, and the pages that have it. */
export interface Reinflected {
  readonly question: string;
  readonly pages: readonly string[];
}

/** The fewest words of a title of which enough can be changed. */
const FEWEST_WORDS = 2;

/**
 * Titles in which every word that has other forms is replaced by one of them, as far from the written one as the order of the
 * dictionary allows. Pages that share a title are all right; a title of which no word changes is left out.
 */
export function reinflectedTitles(
  pages: readonly { readonly id: string; readonly title: string }[],
  lookUp: LookUpLemma,
): readonly Reinflected[] {
  const byTitle = Map.groupBy(pages, ({ title }) => formsOf(title).join(' '));
  return [...byTitle].flatMap(([title, own]): Reinflected[] => {
    const words = title.split(' ');
    const question = words.map((word) => otherForm(word, lookUp)).join(' ');
    return words.length < FEWEST_WORDS || question === title ? [] : [{ question, pages: own.map(({ id }) => id) }];
  });
}

/** Another form of the word, always the same one; the word itself when it has no other. */
function otherForm(word: string, lookUp: LookUpLemma): string {
  const others = (lookUp(word)?.forms ?? []).filter((form) => form !== word && form.slice(0, 2) === word.slice(0, 2));
  return others[Math.floor(others.length / 2)] ?? word;
}
