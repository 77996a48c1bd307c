import { err, ok, type Result } from '@aisystant/mcp';
import { formsOf, stemmer, stemOf, termKey } from '@aisystant/search';
import type { CorpusStore, PageHead } from '../store/corpus-store.ts';
import { corpusMap } from './corpus-map.ts';

/** Pages shown of a concept. */
const MOST_PAGES = 20;

/** A term in any form or by another name, with its pages; the names of similar terms where there is none. */
export async function findTerm(store: CorpusStore, name: string): Promise<Result<FoundTerm, readonly string[]>> {
  const forms = formsOf(name);
  const { words } = await store.queryWords(forms, forms.map(stemOf));
  const stem = stemmer(words);
  const key = termKey(name, stem);
  const term = await store.term(key);
  if (!term) return err(await store.termsLike(key.split(' '), 5));
  const [introduced, used, map] = await Promise.all([
    store.headsById(term.introducedOn.slice(0, MOST_PAGES)),
    store.headsById(term.usedOn.slice(0, MOST_PAGES)),
    corpusMap(store),
  ]);
  const ref = (head: PageHead) => ({ id: head.id, title: head.title, citation: map.cite(head) });
  const { term: own, status, definition, misconception, synonyms } = term;
  return ok({
    term: own,
    status,
    definition,
    misconception,
    synonyms: [...synonyms],
    introduced_on: introduced.map(ref),
    used_on: used.map(ref),
  });
}

/** A term as the tool gives it. */
export interface FoundTerm {
  term: string;
  status: 'active' | 'deprecated';
  definition: string | null;
  misconception: string | null;
  synonyms: string[];
  introduced_on: { id: string; title: string; citation: string }[];
  used_on: { id: string; title: string; citation: string }[];
}
