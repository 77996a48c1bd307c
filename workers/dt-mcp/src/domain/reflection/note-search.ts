import { fold } from '@aisystant/search';
import type { ReflectionNote } from './reflection-note.ts';

const WORDS = /[\p{L}\p{N}]+/gu;
/** A phrase in quotes of any kind, else one word or a run of signs. */
const TERMS = /["«“„]([^"»”“]+)["»”“]?|([^\s"«»“”„]+)/gu;

/** Spells texts alike that a reader takes for the same: as a search does, and in wide forms, with other marks, with ß or ss. */
function alike(text: string): string {
  return fold(text.normalize('NFKC').toUpperCase()).replaceAll(/\p{M}/gu, '');
}

/** Words of a folded text, each between single spaces; the text itself when it has none, as `:-)`. */
function wordsOf(folded: string): string {
  return folded.match(WORDS)?.join(' ') ?? folded;
}

/**
 * Whether a note has the words of a query: each word, or part of one, in any order; words in quotes side by side. Only
 * the learner's texts are searched, not names of fields.
 */
export function noteSearch(query: string): (note: ReflectionNote) => boolean {
  const terms = Array.from(alike(query).matchAll(TERMS), ([, phrase, word = '']) => wordsOf(phrase ?? word));
  // A query of invisible characters alone is empty when folded, and an empty text is part of every note.
  const wanted = terms.length > 0 ? terms : [alike(query) || query];
  return (note) => {
    const texts = textsOf(note)
      .map(alike)
      .flatMap((text) => [text, wordsOf(text)]);
    return wanted.every((term) => texts.some((text) => text.includes(term)));
  };
}

function textsOf({ achievements, challenges, insights, next_focus, text }: ReflectionNote): readonly string[] {
  return [...achievements, ...challenges, ...insights, ...next_focus, ...(text === undefined ? [] : [text])];
}
