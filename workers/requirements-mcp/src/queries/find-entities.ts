import { defineListPages } from '@aisystant/mcp';
import { plainText, snippetOf } from '@aisystant/search';
import * as z from 'zod';
import type { Entity } from '../domain/entity.ts';
import { searchWords, termFinder } from '../domain/search-words.ts';
import type { RequirementsStore, SearchQuery } from '../store/requirements-store.ts';

/** What to look for. */
export interface Wanted extends Omit<SearchQuery, 'match'> {
  readonly query: string;
}

const pages = defineListPages('search', z.object({ at: z.int() }));

/** Entities that have all words of a query, the best first; when there are none, those that have any. */
export async function findEntities<Item>(
  store: RequirementsStore,
  { query, ...where }: Wanted,
  show: (entity: Entity, snippet: string) => Item,
) {
  const words = searchWords(query);
  const nothing = { entities: [], total: 0 };
  const search = (joint: string) =>
    words.expressions.length === 0
      ? nothing
      : store.search({ ...where, limit: where.limit + 1, match: words.expressions.join(joint) });
  let found = await search(' AND ');
  // An empty page further on has no total, so it is asked at the first place whether all words are anywhere.
  const allWords = found.total > 0 || (where.offset > 0 && (await anyHasAll(store, where, words.expressions)));
  if (!allWords && words.expressions.length > 1) found = await search(' OR ');
  const termOf = termFinder(words);
  const rows = found.entities.map((entity, at) => ({ entity, at }));
  const { items, next_cursor } = pages.page(rows, {
    limit: where.limit,
    filters: null,
    show: ({ entity }) => show(entity, snippetOf(plainText(entity.description ?? ''), termOf)),
  });
  return { items, total: found.total, next_offset: next_cursor === null ? null : where.offset + items.length };
}

async function anyHasAll(
  store: RequirementsStore,
  where: Omit<SearchQuery, 'match'>,
  expressions: readonly string[],
): Promise<boolean> {
  if (expressions.length === 0) return false;
  return (await store.search({ ...where, limit: 1, offset: 0, match: expressions.join(' AND ') })).total > 0;
}
