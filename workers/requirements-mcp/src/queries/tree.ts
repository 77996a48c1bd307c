import type { Entity } from '../domain/entity.ts';
import type { RequirementsStore } from '../store/requirements-store.ts';

/** A place in the tree below an entity. */
export interface TreeNode {
  readonly entity: Entity;
  /** 1 for a child. */
  readonly depth: number;
  /** Whether it is a story that no criterion says when it is done. */
  readonly missingCriteria: boolean;
}

/** Most entities of one tree. */
const MOST = 5_000;

/** All that is below an entity, each before what is below it, in the order of numbers. */
export async function treeBelow(store: RequirementsStore, rootId: string): Promise<readonly TreeNode[]> {
  const children = new Map<string | null, Entity[]>();
  for (const entity of await store.below(rootId, MOST)) {
    const known = children.get(entity.parentId);
    if (known) known.push(entity);
    else children.set(entity.parentId, [entity]);
  }
  const nodesOf = (id: string, depth: number): readonly TreeNode[] =>
    (children.get(id) ?? []).flatMap((entity) => {
      const below = children.get(entity.id) ?? [];
      const missingCriteria = entity.type === 'user_story' && !below.some(({ type }) => type === 'acceptance_criteria');
      return [{ entity, depth, missingCriteria }, ...nodesOf(entity.id, depth + 1)];
    });
  return nodesOf(rootId, 1);
}
