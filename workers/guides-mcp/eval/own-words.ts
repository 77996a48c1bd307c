import { glob, readFile } from 'node:fs/promises';
import path from 'node:path';
import { formsOf, type LookUpLemma, tellingWords } from '@aisystant/search';

/** A word with its forms. */
export interface Word {
  readonly lemma: string;
  readonly forms: readonly string[];
}

const CONTENT = path.resolve(import.meta.dirname, '../../*/content');
/** Shorter words are mostly particles. */
const SHORTEST = 4;

/** The words of the texts in this repository that the dictionary knows, the most frequent first: about two thousand. */
export async function ownWords(lookUp: LookUpLemma): Promise<readonly Word[]> {
  const words = new Map<string, { readonly forms: readonly string[]; count: number }>();
  for await (const file of glob(`${CONTENT}/**/*.md`)) {
    for (const form of tellingWords(formsOf(await readFile(file, 'utf8')))) {
      const found = form.length >= SHORTEST ? lookUp(form) : null;
      if (found === null) continue;
      const word = words.get(found.lemma) ?? { forms: found.forms, count: 0 };
      word.count += 1;
      words.set(found.lemma, word);
    }
  }
  return [...words]
    .sort(([a, one], [b, other]) => other.count - one.count || (a < b ? -1 : 1))
    .map(([lemma, { forms }]) => ({ lemma, forms }));
}
