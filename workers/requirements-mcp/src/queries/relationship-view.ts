import * as z from 'zod';
import { RELATIONSHIP_TYPES, type Relationship } from '../domain/relationship.ts';
import type { RequirementsStore } from '../store/requirements-store.ts';

const End = z.object({ id: z.string(), reference_id: z.string(), title: z.string().nullable() });

/** A relationship as readers see it: what relates to what. */
export const RelationshipView = z.object({
  id: z.string(),
  source: End,
  type: z.enum(RELATIONSHIP_TYPES),
  target: End,
  created_at: z.string(),
  created_by: z.string(),
});

/** Relationships with the names of both ends, in their order. */
export async function relationshipViews(
  store: RequirementsStore,
  relationships: readonly Relationship[],
): Promise<z.output<typeof RelationshipView>[]> {
  const ids = new Set(relationships.flatMap(({ sourceId, targetId }) => [sourceId, targetId]));
  const entities = new Map((await store.findAll([...ids])).map((entity) => [entity.id, entity]));
  const endOf = (id: string) => {
    const entity = entities.get(id);
    return { id, reference_id: entity?.referenceId ?? '', title: entity?.title ?? null };
  };
  return relationships.map(({ id, sourceId, targetId, type, createdAt, creatorId }) => ({
    id,
    source: endOf(sourceId),
    type,
    target: endOf(targetId),
    created_at: createdAt,
    created_by: creatorId,
  }));
}

/** Cycles of UUIDs as cycles of reference ids. */
export async function namedCycles(
  store: RequirementsStore,
  cycles: readonly (readonly string[])[],
): Promise<string[][]> {
  const entities = await store.findAll([...new Set(cycles.flat())]);
  const names = new Map(entities.map(({ id, referenceId }) => [id, referenceId]));
  return cycles.map((cycle) => cycle.map((id) => names.get(id) ?? ''));
}
