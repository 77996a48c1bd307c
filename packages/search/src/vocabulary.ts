import type { LookUpLemma } from './lemmas.ts';
import { stemOf } from './stem.ts';

/** A word form of the corpus, or one that only the dictionary knows. */
export interface IndexedWord {
  readonly form: string;
  readonly stem: string;
  /** On how many pages it is. */
  readonly pages: number;
}

/** The words of a corpus and the stems under which they are indexed. */
export interface Vocabulary {
  readonly words: readonly IndexedWord[];
  stem(form: string): string;
}

const RUSSIAN = /^[а-я]{2,}$/;

/**
 * The stem of a word is that of its dictionary form where a dictionary knows it, so that «время» meets «времени». Forms
 * that are in no page are kept only where their stem is another than the stemmer gives.
 * @param pages the word forms of each page
 */
export function vocabularyOf(pages: Iterable<ReadonlySet<string>>, lookUp: LookUpLemma): Vocabulary {
  const counts = new Map<string, number>();
  for (const forms of pages) for (const form of forms) counts.set(form, (counts.get(form) ?? 0) + 1);
  const exceptions = exceptionsTo(counts, lookUp);
  const inCorpus = [...counts].map(([form, pages]) => ({ form, stem: exceptions.get(form) ?? stemOf(form), pages }));
  const others = [...exceptions]
    .filter(([form]) => !counts.has(form))
    .map(([form, stem]) => ({ form, stem, pages: 0 }));
  const words = [...inCorpus, ...others];
  // A corpus has each of its words a hundred times.
  const stems = new Map(words.map(({ form, stem }) => [form, stem]));
  return { words, stem: (form) => stems.get(form) ?? stemOf(form) };
}

/** The forms whose stem is not that of their dictionary form, with the stem of that form. */
function exceptionsTo(counts: ReadonlyMap<string, number>, lookUp: LookUpLemma): ReadonlyMap<string, string> {
  const exceptions = new Map<string, string>();
  // The most frequent first: a form of two words that is in no page goes to the word that the corpus has more often.
  const russian = [...counts].filter(([form]) => RUSSIAN.test(form)).sort(([, one], [, other]) => other - one);
  for (const [form] of russian) {
    const found = lookUp(form);
    if (found === null) continue;
    const stem = stemOf(found.lemma);
    const others = found.forms.filter((each) => !counts.has(each) && !exceptions.has(each));
    for (const each of [form, ...others]) if (stemOf(each) !== stem) exceptions.set(each, stem);
  }
  return exceptions;
}
