import { createRequire } from 'node:module';
import path from 'node:path';
import type { Lemma, LookUpLemma } from '../src/lemmas.ts';
import { fold } from '../src/words.ts';

/** What `az` knows of a word, as far as it is used. */
interface Parse {
  readonly word: string;
  readonly parser: string;
  /** Part of speech and properties. */
  readonly tag: object;
  /** How many forms the word has; absent from a guess. */
  readonly formCnt?: number;
  readonly paradigmIdx?: number;
  normalize(): Parse;
  inflect(form: number): Parse;
}
interface Az {
  readonly Morph: ((word: string, options: object) => readonly Parse[]) & {
    init(folder: string, done: (error: Error | null) => void): void;
  };
}

/** Only what is in the dictionary, as it is written: no guesses, no repeated letters. */
const EXACT = { parsers: ['Dictionary'], stutter: 0, typos: 0 };

/** Opens the Russian dictionary of OpenCorpora that the package `az` ships: 12 MB, for the import only. */
export async function openDictionary(): Promise<LookUpLemma> {
  const require = createRequire(import.meta.url);
  const { Morph }: Az = require('az');
  const folder = path.join(path.dirname(require.resolve('az/package.json')), 'dicts');
  await new Promise<void>((resolve, reject) => Morph.init(folder, (error) => (error ? reject(error) : resolve())));
  // A text has many forms of a word, and to make them all takes longer than to find it.
  const known = new Map<string, Lemma>();
  return (form) => {
    const [best] = Morph(form, EXACT);
    if (best?.formCnt === undefined) return null;
    const word = `${best.normalize().word} ${best.paradigmIdx} ${isOrdinal(best)}`;
    const lemma = known.get(word) ?? lemmaOf(best, best.formCnt);
    known.set(word, lemma);
    return lemma;
  };
}

/** The dictionary (az 0.2.3) has a numeral and its ordinal as forms of one word: «семь» and «седьмой» are two here. */
function lemmaOf(word: Parse, count: number): Lemma {
  const all = Array.from({ length: count }, (_, index) => word.inflect(index));
  const forms = all.filter((form) => isOrdinal(form) === isOrdinal(word)).map((form) => fold(form.word));
  return { lemma: forms[0] ?? fold(word.word), forms: [...new Set(forms)] };
}

function isOrdinal({ tag }: Parse): boolean {
  return String(tag).includes('Anum');
}
