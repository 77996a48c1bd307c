import type { IdempotencyKey, Result } from '@aisystant/mcp';
import type { Entity, EntityFields, EntityIdentity, Priority } from '../domain/entity.ts';
import type { EntityType } from '../domain/entity-type.ts';
import type { Arrow, Relationship } from '../domain/relationship.ts';
import type { Revision } from '../domain/revision.ts';
import type { Action, Member } from '../domain/role.ts';
import type { Status } from '../domain/status.ts';

/** An entity before the store numbers it. */
export type NewEntity = Omit<EntityIdentity, 'creatorId'> & EntityFields;

/** What a creating request made: now, or when it came first. */
export interface Made<T> {
  readonly value: T;
  /** Whether the same request had made it before. */
  readonly repeated: boolean;
}

/** Why nothing was made: what it belongs to is not there, or the idempotency key was used for another request. */
export type NotMade = 'not_found' | 'key_conflict';

/** A change of an entity, made only if its version is still the expected one. */
export interface EntityUpdate {
  readonly id: string;
  readonly expectedVersion: number;
  readonly fields: Partial<EntityFields>;
  /** ISO 8601. */
  readonly at: string;
}

/** Which entities a list holds; an absent field does not filter. */
export interface EntityFilters {
  readonly type: EntityType;
  readonly status?: Status | undefined;
  readonly priority?: Priority | undefined;
  readonly parentId?: string | undefined;
  readonly creatorId?: string | undefined;
  readonly assigneeId?: string | undefined;
  readonly requirementType?: string | undefined;
}

/** What a search looks for. */
export interface SearchQuery {
  /** Expression of FTS5 over stems; every word is quoted. */
  readonly match: string;
  readonly types: readonly EntityType[];
  readonly status?: Status | undefined;
  readonly priority?: Priority | undefined;
  readonly requirementType?: string | undefined;
  readonly limit: number;
  readonly offset: number;
}

/** What a search found. */
export interface SearchResult {
  readonly entities: readonly Entity[];
  /** How many there are in all. */
  readonly total: number;
}

/** A comment of an entity; a reply has a parent, an inline one the piece of text that it is about. */
export interface Comment {
  /** UUID. */
  readonly id: string;
  readonly entityId: string;
  readonly parentId: string | null;
  readonly authorId: string;
  readonly content: string;
  readonly linkedText: string | null;
  /** Where the linked text is in the description, UTF-16 units. */
  readonly textStart: number | null;
  readonly textEnd: number | null;
  readonly resolved: boolean;
  /** ISO 8601. */
  readonly createdAt: string;
  /** ISO 8601. */
  readonly updatedAt: string;
}

/** A comment before the store knows its author. */
export type NewComment = Omit<Comment, 'authorId' | 'resolved' | 'updatedAt'>;

/** A place in a list that is ordered by number. */
export interface Numbered {
  readonly number: number;
}

/** An entity of a list, with its place. */
export interface ListedEntity extends Numbered {
  readonly entity: Entity;
}

/** A comment of a list, with its place. */
export interface ListedComment extends Numbered {
  readonly comment: Comment;
}

/**
 * The workspace of the caller. It knows the caller by itself, so nothing of another workspace can be read or changed: an id
 * of another one is answered as one that does not exist. Throws `ToolError` `FORBIDDEN` for what the caller's role forbids.
 */
export interface RequirementsStore {
  /** The caller, as a member. */
  me(): Promise<Member>;
  /** Throws `FORBIDDEN` unless the caller's role allows the action. */
  require(action: Action): Promise<void>;
  /** All members, by id. */
  members(): Promise<ReadonlyMap<string, Member>>;
  /** Finds an entity by UUID or reference id; null for what is not there, and for a text that is neither. */
  find(key: string): Promise<Entity | null>;
  /** The entities with these UUIDs that are there. */
  findAll(ids: readonly string[]): Promise<readonly Entity[]>;
  /** Entities by number. */
  list(filters: EntityFilters, after: number | null, limit: number): Promise<readonly ListedEntity[]>;
  /** All that is below an entity, by type and number; at most `limit`. */
  below(id: string, limit: number): Promise<readonly Entity[]>;
  create(entity: NewEntity, key: IdempotencyKey): Promise<Result<Made<Entity>, NotMade>>;
  /** The entity as it is afterwards; an error when its version was another one, with the entity as it is, or null if gone. */
  update(update: EntityUpdate): Promise<Result<Entity, Entity | null>>;
  /** Revisions, the newest first, with versions below `before`. */
  history(id: string, before: number | null, limit: number): Promise<readonly Revision[]>;
  search(query: SearchQuery): Promise<SearchResult>;
  /** All arrows between requirements of the workspace. */
  arrows(): Promise<readonly Arrow[]>;
  /** Relationships of a requirement, in both directions, or all of the workspace; the oldest first. */
  relationships(requirementId: string | null): Promise<readonly Relationship[]>;
  /** Makes a relationship, or gives the one that is there. */
  relate(relationship: Omit<Relationship, 'creatorId'>): Promise<Result<Made<Relationship>, 'not_found'>>;
  /** Removes a relationship and gives it; null when there is none. */
  unrelate(id: string): Promise<Relationship | null>;
  /** Comments of an entity, the oldest first; of all states or only resolved or open ones. */
  comments(
    filters: { readonly entityId: string; readonly resolved: boolean | null },
    after: number | null,
    limit: number,
  ): Promise<readonly ListedComment[]>;
  addComment(comment: NewComment, key: IdempotencyKey): Promise<Result<Made<Comment>, NotMade>>;
  /** Marks a comment as resolved or open; null when there is none. */
  resolveComment(id: string, resolved: boolean, at: string): Promise<Comment | null>;
}
