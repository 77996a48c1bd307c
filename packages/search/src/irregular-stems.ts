import words from './irregular-words.json' with { type: 'json' };
import { stemOf } from './stem.ts';

const STEMS: ReadonlyMap<string, string> = new Map(
  Object.entries(words).flatMap(([stem, forms]) => forms.map((form): [string, string] => [form, stem])),
);

/**
 * The stem of a folded word, with the irregular forms of common words brought together: «люди» meets «человек», «списка» meets
 * «список». For a server that has no dictionary at ingest; a corpus with one has a table of its own, see `vocabularyOf`.
 */
export function stemOfCommon(form: string): string {
  return STEMS.get(form) ?? stemOf(form);
}
