export { isIrregular, stemOfCommon } from './irregular-stems.ts';
export { latinByLook } from './latin-by-look.ts';
export type { Lemma, LookUpLemma } from './lemmas.ts';
export { correctionsOf } from './misspelling.ts';
export { asWritten } from './number-token.ts';
export { plainText, withoutEmphasis } from './plain-text.ts';
export {
  endsInAWord,
  matchExpression,
  type QueryPlan,
  type QueryTerm,
  queryForms,
  rootsOf,
  stemmer,
  synonymsOf,
} from './query-plan.ts';
export { SNIPPET_CHARACTERS, snippetOf, type TermOf } from './snippet.ts';
export { stemOf } from './stem.ts';
export { isStopWord, tellingWords } from './stop-words.ts';
export { termKey } from './term-key.ts';
export { type TextMatch, type TextMatcher, textMatcher, type WordForm } from './text-matcher.ts';
export { type IndexStem, indexText, joinedWords, searchForms } from './tokens.ts';
export { type IndexedWord, type Vocabulary, vocabularyOf } from './vocabulary.ts';
export { fold, formsOf, type Word, wordsOf } from './words.ts';
