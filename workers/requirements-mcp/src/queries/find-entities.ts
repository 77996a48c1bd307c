import { defineListPages } from '@aisystant/mcp';
import { plainText, snippetOf } from '@aisystant/search';
import * as z from 'zod';
import type { Entity } from '../domain/entity.ts';
import { searchWords, termFinder } from '../domain/search-words.ts';
import type { SearchResult } from '../store/entity-store.ts';
import type { RequirementsStore } from '../store/requirements-store.ts';
import { MOST_COUNTED, type SearchQuery } from '../store/search-store.ts';

/** What to look for. */
export interface Wanted extends Omit<SearchQuery, 'words'> {
  readonly query: string;
  /** Whether the words are looked for in titles and reference ids only. */
  readonly inTitle?: boolean | undefined;
}

const pages = defineListPages('search', z.object({ at: z.int().min(0) }));

/** Whether rows have all words of a query, or, when none has, any of them. */
export const MATCHES = ['all_words', 'any_word'] as const;

/** What a search by words found. */
export interface WordsResult extends SearchResult {
  readonly matched: (typeof MATCHES)[number];
}

/** The rows of a page that have all words of a query, the best first; when none has, those that have any. */
export async function searchEntities(
  store: RequirementsStore,
  { query, inTitle, ...where }: Wanted,
): Promise<WordsResult> {
  const { terms } = searchWords(query);
  if (terms.length === 0) return { entities: [], total: 0, matched: 'all_words' };
  const search = (match: 'all' | 'any') => store.search({ ...where, words: { terms, match, inTitle } });
  const found = await search('all');
  return found.total === 0 && terms.length > 1
    ? { ...(await search('any')), matched: 'any_word' }
    : { ...found, matched: 'all_words' };
}

/** The same, as one tool result holds them: fewer rows where their JSON would not fit, and where the next ones begin. */
export async function findEntities<Item>(
  store: RequirementsStore,
  wanted: Wanted,
  show: (entity: Entity, snippet: string) => Item,
) {
  const { query, limit, offset } = wanted;
  const { entities, total, matched } = await searchEntities(store, { ...wanted, limit: limit + 1 });
  const termOf = termFinder(searchWords(query));
  const rows = entities.map((entity, at) => ({ entity, at }));
  const { items, next_cursor } = pages.page(rows, {
    limit,
    filters: null,
    show: ({ entity }) => show(entity, snippetOf(plainText(entity.description ?? ''), termOf)),
  });
  const next = offset + items.length;
  // What comes after the last match that is counted cannot be asked for.
  return { items, total, matched, next_offset: next_cursor === null || next > MOST_COUNTED ? null : next };
}
