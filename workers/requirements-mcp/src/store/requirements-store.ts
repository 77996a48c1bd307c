import type { IdempotencyKey, Result } from '@aisystant/mcp';
import type { RequirementType } from '../domain/dictionaries.ts';
import type { Entity, EntityFields, EntityIdentity, Priority } from '../domain/entity.ts';
import type { EntityType } from '../domain/entity-type.ts';
import type { Arrow, Relationship } from '../domain/relationship.ts';
import type { Revision } from '../domain/revision.ts';
import type { Action, Member } from '../domain/role.ts';
import type { SearchTerm } from '../domain/search-words.ts';
import type { Status } from '../domain/status.ts';

/** An entity before the store numbers it. */
export type NewEntity = Omit<EntityIdentity, 'creatorId'> & EntityFields;

/** What a creating request made: now, or when it came first. */
export interface Made<T> {
  readonly value: T;
  /** Whether the same request had made it before. */
  readonly repeated: boolean;
}

/**
 * Why nothing was made: what it belongs to is not there, the idempotency key was used for another request, or what it made
 * was deleted.
 */
export type NotMade = 'not_found' | 'key_conflict' | 'deleted';

/** A change of an entity, made only if its version is still the expected one. */
export interface EntityUpdate {
  readonly id: string;
  readonly expectedVersion: number;
  readonly fields: Partial<EntityFields>;
  /** ISO 8601. */
  readonly at: string;
}

/** Characters of a description that a tree has. */
export const BRIEF_CHARACTERS = 300;

/** Which entities a list or a search holds; an absent field does not filter. */
export interface EntityFilters {
  readonly types: readonly EntityType[];
  readonly status?: Status | undefined;
  readonly priority?: Priority | undefined;
  readonly parentId?: string | undefined;
  readonly criteriaId?: string | undefined;
  readonly creatorId?: string | undefined;
  readonly assigneeId?: string | undefined;
  /** Id of a type of requirements. */
  readonly requirementType?: string | undefined;
  /** ISO 8601, as it is stored; both ends are included. */
  readonly createdFrom?: string | undefined;
  readonly createdTo?: string | undefined;
  /** An epic, of which everything below is held. */
  readonly epicId?: string | undefined;
}

/** What a page of entities may be ordered by. */
export const ENTITY_ORDERS = ['created_at', 'updated_at', 'priority', 'title', 'status'] as const;

/** The order of a page of entities; null orders by number. Equals are ordered by number. */
export interface EntityOrder {
  readonly field: (typeof ENTITY_ORDERS)[number] | null;
  readonly descending: boolean;
}

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

/** What a search found. */
export interface SearchResult {
  readonly entities: readonly Entity[];
  /** How many there are in all; of a search by words {@link MOST_COUNTED} means as many or more. */
  readonly total: number;
}

/** An entity that was deleted: what is left of it beside its history. */
export type DeletedEntity = Pick<Entity, 'id' | 'type' | 'referenceId' | 'version'> &
  Readonly<Record<'title' | 'status' | 'priority', null>>;

/** A comment of an entity; a reply has a parent, an inline one the piece of text that it is about. */
export interface Comment {
  /** UUID. */
  readonly id: string;
  readonly entityId: string;
  readonly entityType: EntityType;
  /** How many comments it is below the first one of its thread. */
  readonly depth: number;
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
export type NewComment = Omit<Comment, 'authorId' | 'resolved' | 'updatedAt' | 'entityType' | 'depth'>;

/** Which comments a list holds; an absent field does not filter. */
export interface CommentFilters {
  readonly entityId?: string | undefined;
  /** The comment whose replies they are; null for those that are no replies. */
  readonly parentId?: string | null | undefined;
  readonly resolved?: boolean | undefined;
  readonly inline?: boolean | undefined;
}

/** What a type of requirements is called, and what it means. */
export type RequirementTypeFields = Pick<RequirementType, 'name' | 'description'>;

/** Why a comment was not changed: there is none, or it has other words than those that were read. */
export type NotEdited = 'not_found' | 'changed';

/** Why a comment was not removed. */
export type NotRemoved = 'not_found' | 'has_replies';

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

/** What is below an entity: parents before what is below them, then by type and number. */
export interface Below {
  /** The first ones, with the beginnings of descriptions. */
  readonly entities: readonly (Entity & {
    /** Whether it is a story that no criterion says when it is done. */
    readonly missingCriteria: boolean;
  })[];
  /** How much there is in all. */
  readonly counts: TreeCounts;
  /** Whether there are more than these. */
  readonly truncated: boolean;
}

/** How much is below an entity, and how much of it lacks something. */
export interface TreeCounts {
  readonly stories: number;
  /** Stories that no criterion says when they are done. */
  readonly stories_without_criteria: number;
  readonly acceptance_criteria: number;
  readonly requirements: number;
  /** Requirements that no criterion checks. */
  readonly requirements_without_tests: number;
}

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
 * What allows a deletion: that nothing depends on the entity; the hash of a confirmation, which is valid only while as much is
 * below it as when it was given; or the word of the caller, who knows that all below goes too.
 */
export type DeletionLeave = 'nothing depends' | 'forced' | { readonly confirmation: string };

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
  /** Finds what was deleted, by UUID or reference id. */
  findDeleted(key: string): Promise<DeletedEntity | null>;
  /** The entities with these UUIDs that are there. */
  findAll(ids: readonly string[]): Promise<readonly Entity[]>;
  /** What is directly below entities, by type and number; at most `limit`. */
  children(parentIds: readonly string[], limit: number): Promise<readonly Entity[]>;
  /** Entities of one type by number. */
  list(filters: EntityFilters, after: number | null, limit: number): Promise<readonly ListedEntity[]>;
  /** A page of entities in an order, and how many there are in all. */
  page(
    filters: EntityFilters,
    order: EntityOrder,
    page: { readonly limit: number; readonly offset: number },
  ): Promise<SearchResult>;
  /** What is below an entity; at most `limit` entities, and the counts of all. */
  below(id: string, limit: number): Promise<Below>;
  create(entity: NewEntity, key: IdempotencyKey): Promise<Result<Made<Entity>, NotMade>>;
  /** The entity as it is afterwards; an error when its version was another one, with the entity as it is, or null if gone. */
  update(update: EntityUpdate): Promise<Result<Entity, Entity | null>>;
  /** Revisions, the newest first, with versions below `before`; also of an entity that was deleted. */
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
  /** Comments, the oldest first. */
  comments(filters: CommentFilters, after: number | null, limit: number): Promise<readonly ListedComment[]>;
  /** A page of comments, the oldest first, and how many there are in all. */
  commentPage(
    filters: CommentFilters,
    page: { readonly limit: number; readonly offset: number },
  ): Promise<{ readonly comments: readonly Comment[]; readonly total: number }>;
  /** All comments of entities, and all replies below comments, the oldest first; at most `limit`. */
  commentsOf(entityIds: readonly string[], limit: number): Promise<readonly Comment[]>;
  repliesBelow(commentIds: readonly string[], limit: number): Promise<readonly Comment[]>;
  comment(id: string): Promise<Comment | null>;
  addComment(comment: NewComment, key: IdempotencyKey): Promise<Result<Made<Comment>, NotMade>>;
  /** Marks a comment as resolved or open; null when there is none. */
  resolveComment(id: string, resolved: boolean, at: string): Promise<Comment | null>;
  /** Changes the words of a comment of the caller, if it still has those of `comment`. */
  editComment(comment: Comment, content: string, at: string): Promise<Result<Comment, NotEdited>>;
  /** Removes a comment that nothing replies to. */
  removeComment(comment: Comment): Promise<Result<null, NotRemoved>>;
  /** The types of requirements, retired ones too; the first are those of the server. */
  requirementTypes(): Promise<readonly RequirementType[]>;
  /** Adds a type, or brings back the retired one of this name. Names differ in more than case, spaces and hyphens. */
  addRequirementType(
    fields: RequirementTypeFields,
    at: string,
  ): Promise<Result<Made<RequirementType>, 'name_taken' | 'too_many'>>;
  /** Changes a type in use if its version is the expected one; else the error is the type as it is, or null if there is none. */
  editRequirementType(
    type: Pick<RequirementType, 'id' | 'version'>,
    fields: RequirementTypeFields,
    at: string,
  ): Promise<Result<RequirementType, RequirementType | 'name_taken' | 'name_retired' | null>>;
  /** Retires a type: one that requirements have only by force, the last one never. */
  retireRequirementType(id: string, force: boolean, at: string): Promise<Result<null, 'not_found' | 'in_use' | 'last'>>;
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
   * stay without it. Null when the leave is not valid now.
   */
  deleteEntity(id: string, leave: DeletionLeave, nowMs: number): Promise<BelowCounts | null>;
}
