import type { Action, Member } from '../domain/role.ts';
import type { CommentStore } from './comment-store.ts';
import type { DeletionStore } from './deletion-store.ts';
import type { EntityStore } from './entity-store.ts';
import type { RelationshipStore } from './relationship-store.ts';
import type { RequirementTypeStore } from './requirement-type-store.ts';
import type { SearchStore } from './search-store.ts';

/**
 * The workspace of the caller. It knows the caller by itself, so nothing of another workspace can be read or changed: an id
 * of another one is answered as one that does not exist. Throws `ToolError` `FORBIDDEN` for what the caller's role forbids.
 */
export interface RequirementsStore
  extends EntityStore,
    SearchStore,
    RelationshipStore,
    CommentStore,
    RequirementTypeStore,
    DeletionStore {
  /** The caller, as a member. */
  me(): Promise<Member>;
  /** Throws `FORBIDDEN` unless the caller's role allows the action. */
  require(action: Action): Promise<void>;
  /** The members, by id. */
  members(): Promise<ReadonlyMap<string, Member>>;
  /** Who may have written what is here, by id: the members, and without a name those who erased themselves. */
  authors(): Promise<ReadonlyMap<string, Member>>;
}
