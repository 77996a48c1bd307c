import { createRequire } from 'node:module';
import path from 'node:path';
import type { Lemma, LookUpLemma } from '../src/lemmas.ts';
import { fold } from '../src/words.ts';

/** What `az` knows of a word, as far as it is used. */
interface Parse {
  readonly word: string;
  readonly parser: string;
  /** How many forms the word has; absent from a guess. */
  readonly formCnt?: number;
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
  return (form) => lookUp(Morph, form);
}

function lookUp(morph: Az['Morph'], form: string): Lemma | null {
  const [best] = morph(form, EXACT);
  if (best?.formCnt === undefined) return null;
  const forms = Array.from({ length: best.formCnt }, (_, index) => fold(best.inflect(index).word));
  return { lemma: fold(best.normalize().word), forms: [...new Set(forms)] };
}
