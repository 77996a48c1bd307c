import type { EntityType } from '../domain/entity-type.ts';
import { PREFIXES } from '../domain/reference-id.ts';
import { searchWords } from '../domain/search-words.ts';
import type { RequirementsStore } from '../store/requirements-store.ts';

/** Most values of one completion. */
const MOST = 100;

/** Reference ids of a type that fit what is written: by the beginning of the id, or by words of the title. */
export async function completeReference(
  store: RequirementsStore,
  type: EntityType,
  written: string,
): Promise<readonly string[]> {
  const text = written.trim();
  if (`${PREFIXES[type]}-`.startsWith(text.toUpperCase())) {
    return (await store.list({ types: [type] }, null, MOST)).map(({ entity }) => entity.referenceId);
  }
  const { terms } = searchWords(text);
  if (terms.length === 0) return [];
  const words = { terms, match: 'all', inTitle: true } as const;
  const { entities } = await store.search({ words, types: [type], limit: MOST, offset: 0 });
  return entities.map(({ referenceId }) => referenceId);
}
