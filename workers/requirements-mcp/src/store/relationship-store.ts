import type { Result } from '@aisystant/mcp';
import type { Created } from '../domain/created.ts';
import type { Arrow, Relationship, RelationshipChange } from '../domain/relationship.ts';

/** Relationships between the requirements of the workspace of the caller. */
export interface RelationshipStore {
  /** All arrows between requirements of the workspace. */
  arrows(): Promise<readonly Arrow[]>;
  /** Relationships of a requirement, in both directions, or all of the workspace; the oldest first. */
  relationships(requirementId: string | null): Promise<readonly Relationship[]>;
  /** Makes a relationship, or gives the one that is there. */
  relate(relationship: Omit<Relationship, 'creatorId'>): Promise<Result<Created<Relationship>, 'not_found'>>;
  /** Removes a relationship and gives it; null when there is none. `at` is ISO 8601. */
  unrelate(id: string, at: string): Promise<Relationship | null>;
  /** Relationships of a requirement that came and went, the newest first, before a position; also of one that was deleted. */
  relationshipChanges(
    requirementId: string,
    before: number | null,
    limit: number,
  ): Promise<readonly RelationshipChange[]>;
}
