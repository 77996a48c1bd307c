import type { IndexStem } from './tokens.ts';
import { formsOf } from './words.ts';

/** A name of a concept as its stems in order, so that any of its forms finds it. */
export function termKey(name: string, stem: IndexStem): string {
  return formsOf(name).map(stem).join(' ');
}
