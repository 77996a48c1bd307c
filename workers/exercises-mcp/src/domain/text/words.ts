import { formsOf } from '@aisystant/search';
import { stemmer } from '@orama/stemmers/russian';

/** Words of a text as a search compares them: a hyphen separates words, and a soft one, which a copied page has, does not. */
export function words(text: string): readonly string[] {
  return formsOf(text);
}

/** The same words without their endings, so that forms of one Russian word are equal. */
export function stems(text: string): readonly string[] {
  return words(text).map(stemmer);
}

/** Whether `part` occurs in `list` as neighbouring items; an empty part does not. */
export function hasRun(list: readonly string[], part: readonly string[]): boolean {
  if (part.length === 0) return false;
  return list.some((_, start) => part.every((item, i) => list[start + i] === item));
}

/** Whether at least half of the letters of a text are Cyrillic. */
export function isRussian(text: string): boolean {
  const letters = text.match(/\p{L}/gu)?.length ?? 0;
  const cyrillic = text.match(/\p{Script=Cyrillic}/gu)?.length ?? 0;
  return cyrillic * 2 >= letters;
}
