import { termKey, type Vocabulary } from '@aisystant/search';
import type { Term } from '../src/domain/corpus/model.ts';
import type { IdentifiedPage } from './page-ids.ts';

/** A name of a concept, as the table `term` has it. */
export interface TermRow {
  readonly key: string;
  readonly term: string;
  /** 1 for a term with synonyms. */
  readonly listed: 0 | 1;
  /** JSON of {@link Term} with the pages that explain and use it. */
  readonly facts: string;
}

/** Every name of every concept: those of the glossary with their synonyms, and those that pages introduce or use. */
export function terms(
  pages: readonly IdentifiedPage[],
  glossary: readonly Term[],
  { stem }: Vocabulary,
): readonly TermRow[] {
  const keyed = (name: string) => termKey(name, stem);
  const introduced = pagesBy(pages, keyed, ({ introduces }) => introduces);
  const used = pagesBy(pages, keyed, ({ uses }) => uses);
  const names = pages.flatMap(({ introduces, uses }) => [...introduces, ...uses]);
  const plain = names.map(
    (term): Term => ({ term, synonyms: [], definition: null, status: 'active', misconception: null, pages: [] }),
  );
  const rows = new Map<string, TermRow>();
  const ids = new Set(pages.map(({ id }) => id));
  for (const term of [...glossary, ...plain]) {
    const keys = [term.term, ...term.synonyms].map(keyed);
    const pagesOf = (index: ReadonlyMap<string, readonly string[]>) => [
      ...new Set(keys.flatMap((key) => index.get(key) ?? [])),
    ];
    const explained = term.pages.filter((id) => ids.has(id));
    const introducedOn = [...new Set([...explained, ...pagesOf(introduced)])];
    const facts = JSON.stringify({ ...term, introducedOn, usedOn: pagesOf(used) });
    for (const key of keys)
      if (key !== '' && !rows.has(key))
        rows.set(key, { key, term: term.term, listed: term.synonyms.length > 0 ? 1 : 0, facts });
  }
  return [...rows.values()];
}

function pagesBy(
  pages: readonly IdentifiedPage[],
  keyed: (name: string) => string,
  namesOf: (page: IdentifiedPage) => readonly string[],
): ReadonlyMap<string, readonly string[]> {
  const index = new Map<string, string[]>();
  for (const page of pages) {
    for (const key of new Set(namesOf(page).map(keyed))) index.set(key, [...(index.get(key) ?? []), page.id]);
  }
  return index;
}
