import { numberTokens } from './number-token.ts';
import { isStopWord } from './stop-words.ts';
import { fold, formsOfFolded, joinedForms } from './words.ts';

/** Gives the stem under which a word form is indexed. */
export type IndexStem = (form: string) => string;

/** A text as the words that the index holds: forms, hyphenated words joined, permanent numbers as tokens. */
export function searchForms(text: string): readonly string[] {
  const { tokens, rest } = numberTokens(text);
  const folded = fold(rest);
  return [...tokens, ...formsOfFolded(folded), ...joinedForms(folded, isStopWord)];
}

/** The words of a text that are two words besides: who says «онлайн встреча» does not say «онлайнвстреча». */
export function joinedWords(text: string): readonly string[] {
  return joinedForms(fold(numberTokens(text).rest), isStopWord);
}

/** A text as the index holds it: stems between spaces. */
export function indexText(text: string, stem: IndexStem): string {
  return searchForms(text).map(stem).join(' ');
}
