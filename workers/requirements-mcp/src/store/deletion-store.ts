/** How much goes with an entity. */
export interface BelowCounts {
  readonly user_stories: number;
  readonly acceptance_criteria: number;
  readonly requirements: number;
  /** With one end or both below it, or of itself. */
  readonly relationships: number;
  /** Of the entity and all below it. */
  readonly comments: number;
}

/**
 * When a deletion is allowed: only if nothing depends on the entity; with the hash of a confirmation, valid while the counts
 * below it are unchanged; or `forced`, everything below included.
 */
export type DeletionCondition = 'nothing depends' | 'forced' | { readonly confirmation: string };

/** Deletions of entities of the workspace of the caller, with what is below them. */
export interface DeletionStore {
  /** What goes with an entity. */
  countBelow(id: string): Promise<BelowCounts>;
  /**
   * How much depends on an entity: what is below it, its relationships, the requirements that detail it; and one if it is the
   * last criterion of its story.
   */
  countDependents(id: string): Promise<number>;
  /** Keeps the hash of a confirmation to delete an entity with all that is below it now, until a time in epoch ms. */
  confirmDeletion(id: string, hash: string, expiresAtMs: number): Promise<void>;
  /**
   * Deletes an entity and what is below it; its number and its history stay. Requirements that detail a deleted criterion
   * stay without it. Null when the condition is not met now.
   */
  deleteEntity(id: string, condition: DeletionCondition, nowMs: number): Promise<BelowCounts | null>;
}
