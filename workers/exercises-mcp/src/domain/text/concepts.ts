import { hasRun, stems } from './words.ts';

/** Which concepts of a page an answer uses, and which it misses; by their first names. */
export interface ConceptUse {
  readonly used: readonly string[];
  readonly missed: readonly string[];
}

/** Looks for the concepts of a page in a text. A concept is its name and other forms of it, `время | времени`. */
export function conceptUse(text: string, concepts: readonly string[]): ConceptUse {
  const list = stems(text);
  const named = concepts.map((concept) => {
    const forms = concept.split('|').map((form) => form.trim());
    return { name: forms[0] ?? '', used: forms.some((form) => hasRun(list, stems(form))) };
  });
  return {
    used: named.filter(({ used }) => used).map(({ name }) => name),
    missed: named.filter(({ used }) => !used).map(({ name }) => name),
  };
}
