import type { Entity } from '../domain/entity.ts';
import type { TreeCounts } from '../store/entity-store.ts';
import type { RequirementsStore } from '../store/requirements-store.ts';

/** A place in the tree below an entity. */
export interface TreeNode {
  readonly entity: Entity;
  /** 1 for a child. */
  readonly depth: number;
  /** Whether it is a user story without acceptance criteria. */
  readonly missingCriteria: boolean;
}

/** What is below an entity. */
export interface Tree {
  /** Each before what is below it, in the order of numbers. */
  readonly nodes: readonly TreeNode[];
  /** Of all that is below, shown or not: stories that no criterion closes, requirements that no criterion checks. */
  readonly coverage: Omit<TreeCounts, 'acceptance_criteria'>;
  /** Whether there is more than the nodes: what is deepest is left out first. */
  readonly truncated: boolean;
}

/** Most entities of one tree, unless the caller wants fewer. */
const MOST = 5_000;

/** The tree below an entity. */
export async function treeBelow(store: RequirementsStore, rootId: string, most = MOST): Promise<Tree> {
  const { entities, counts, truncated } = await store.below(rootId, most);
  const below = Map.groupBy(entities, ({ parentId }) => parentId);
  const nodesOf = (id: string, depth: number): readonly TreeNode[] =>
    (below.get(id) ?? []).flatMap(({ missingCriteria, ...entity }) => [
      { entity, depth, missingCriteria },
      ...nodesOf(entity.id, depth + 1),
    ]);
  const { acceptance_criteria: _, ...coverage } = counts;
  return { nodes: nodesOf(rootId, 1), coverage, truncated };
}

/** Whether a requirement details no acceptance criterion, so that nothing says how to check it. */
export function isWithoutTest({ type, criteriaId }: Entity): boolean {
  return type === 'requirement' && criteriaId === null;
}
