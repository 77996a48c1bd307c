import words from './irregular-words.json' with { type: 'json' };
import { stemOf } from './stem.ts';

const STEMS: ReadonlyMap<string, string> = new Map(
  words.flatMap((line) => {
    const [stem = '', ...forms] = line.split(' ');
    return forms.map((form): [string, string] => [form, stem]);
  }),
);

/** Whether a folded word has a stem of its own, which may begin otherwise than the word: «люди», «человек». */
export function isIrregular(form: string): boolean {
  return STEMS.has(form);
}

/**
 * The stem of a folded word, with the irregular forms of common words brought together: «люди» meets «человек», «списка» meets
 * «список». For a server that has no dictionary at ingest; a corpus with one has a table of its own, see `vocabularyOf`.
 */
export function stemOfCommon(form: string): string {
  return STEMS.get(form) ?? stemOf(form);
}
