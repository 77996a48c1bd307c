import type { IdempotencyKey, Result } from '@aisystant/mcp';
import type { Created, CreateError } from '../domain/created.ts';
import type { Entity, EntityFields, EntityIdentity, Priority } from '../domain/entity.ts';
import type { EntityType } from '../domain/entity-type.ts';
import type { Revision } from '../domain/revision.ts';
import type { Status } from '../domain/status.ts';

/** An entity before the store numbers it. */
export type NewEntity = Omit<EntityIdentity, 'creatorId'> & EntityFields;

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

/** What a search found. */
export interface SearchResult {
  readonly entities: readonly Entity[];
  /** How many there are in all; of a search by words `MOST_COUNTED` means as many or more. */
  readonly total: number;
}

/** An entity that was deleted: what is left of it beside its history. */
export type DeletedEntity = Pick<Entity, 'id' | 'type' | 'referenceId' | 'version'> &
  Readonly<Record<'title' | 'status' | 'priority', null>>;

/** A place in a list that is ordered by number. */
export interface Numbered {
  readonly number: number;
}

/** An entity of a list, with its place. */
export interface ListedEntity extends Numbered {
  readonly entity: Entity;
}

/** What is below an entity: parents before what is below them, then by type and number. */
export interface Below {
  /** The first ones, with the beginnings of descriptions. */
  readonly entities: readonly (Entity & {
    /** Whether it is a user story without acceptance criteria. */
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
  /** User stories without acceptance criteria. */
  readonly stories_without_criteria: number;
  readonly acceptance_criteria: number;
  readonly requirements: number;
  /** Requirements that no criterion checks. */
  readonly requirements_without_tests: number;
}

/** Entities of the workspace of the caller. */
export interface EntityStore {
  /** Finds an entity by UUID or reference id; null for what is not there, and for a text that is neither. */
  find(key: string): Promise<Entity | null>;
  /** Finds what was deleted, by UUID or reference id. */
  findDeleted(key: string): Promise<DeletedEntity | null>;
  /** The entities with these UUIDs that are there. */
  findAll(ids: readonly string[]): Promise<readonly Entity[]>;
  /** What of some types is directly below entities, by type and number; at most `limit`. */
  children(parentIds: readonly string[], types: readonly EntityType[], limit: number): Promise<readonly Entity[]>;
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
  create(entity: NewEntity, key: IdempotencyKey): Promise<Result<Created<Entity>, CreateError>>;
  /** The entity as it is afterwards; an error when its version was another one, with the entity as it is, or null if gone. */
  update(update: EntityUpdate): Promise<Result<Entity, Entity | null>>;
  /** Revisions, the newest first, with versions below `before`; also of an entity that was deleted. */
  history(id: string, before: number | null, limit: number): Promise<readonly Revision[]>;
}
