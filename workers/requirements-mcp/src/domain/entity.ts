import type { EntityType } from './entity-type.ts';
import type { Status } from './status.ts';

/** 1 Critical, 2 High, 3 Medium, 4 Low. */
export const PRIORITIES = [1, 2, 3, 4] as const;
/** One of {@link PRIORITIES}. */
export type Priority = number;

/** Most characters of a title. */
export const TITLE_CHARACTERS = 500;
/** Most characters of a description. */
export const DESCRIPTION_CHARACTERS = 50_000;

/** What may change in an entity. An acceptance criterion has a description only: its other fields are null. */
export interface EntityFields {
  readonly title: string | null;
  readonly description: string | null;
  readonly status: Status | null;
  readonly priority: Priority | null;
  /** Id of the member who answers for it. */
  readonly assigneeId: string | null;
  /** The acceptance criterion that a requirement details; null when there is none, or it was deleted. */
  readonly criteriaId: string | null;
}

/** The type of a requirement, an entry of the dictionary of its workspace. */
export interface TypeOfRequirement {
  /** UUID, which stays when the type is renamed. */
  readonly id: string;
  readonly name: string;
}

/** What is decided when an entity is made, and never changes. */
export interface EntityIdentity {
  /** UUID. */
  readonly id: string;
  readonly type: EntityType;
  /** The epic of a story, or the story of a criterion or a requirement; null for an epic. */
  readonly parentId: string | null;
  /** Null for what is no requirement. */
  readonly requirementType: TypeOfRequirement | null;
  /** Id of the member who made it. */
  readonly creatorId: string;
  /** ISO 8601. */
  readonly createdAt: string;
}

/** An entity of a workspace. */
export interface Entity extends EntityIdentity, EntityFields {
  /** `EP-001`. */
  readonly referenceId: string;
  /** Number of its revisions, from 1. */
  readonly version: number;
  /** ISO 8601. */
  readonly updatedAt: string;
}

/** The fields that change, in the order in which a history shows them. */
export const ENTITY_FIELDS = [
  'title',
  'description',
  'status',
  'priority',
  'assigneeId',
  'criteriaId',
] as const satisfies readonly (keyof EntityFields)[];

/** A description; null where it has no words. */
export function wordsOf(description: string | null | undefined): string | null {
  return description?.trim() ? description : null;
}
