import type { SearchTerm } from '../domain/search-words.ts';
import type { EntityFilters, EntityOrder, SearchResult } from './entity-store.ts';

/** The words of a search. */
export interface WordQuery {
  readonly terms: readonly SearchTerm[];
  /** Whether an entity has all of them, or any. */
  readonly match: 'all' | 'any';
  /** Whether they are looked for in the title and the reference id only. */
  readonly inTitle?: boolean | undefined;
}

/** What a search looks for. */
export interface SearchQuery extends EntityFilters {
  readonly words: WordQuery;
  /** Default: the best first. */
  readonly order?: EntityOrder | undefined;
  readonly limit: number;
  readonly offset: number;
}

/** Most matches of a search that are counted. */
export const MOST_COUNTED = 10_000;

/** Searches of the workspace of the caller. */
export interface SearchStore {
  search(query: SearchQuery): Promise<SearchResult>;
}
