import { entryOf, type RequirementType, requirementTypes } from '../domain/dictionaries.ts';
import type { Entity, Priority, TypeOfRequirement } from '../domain/entity.ts';
import type { EntityType } from '../domain/entity-type.ts';
import { referenceIdOf } from '../domain/reference-id.ts';
import type { Relationship, RelationshipChange, RelationshipType } from '../domain/relationship.ts';
import type { Status } from '../domain/status.ts';
import type { Comment } from './comment-store.ts';

/** A row of `entity`. */
export interface EntityRow {
  readonly id: string;
  readonly type: EntityType;
  readonly number: number;
  readonly parent: string | null;
  readonly criteria: string | null;
  readonly requirement_type: string | null;
  readonly title: string | null;
  readonly description: string | null;
  readonly status: Status | null;
  readonly priority: Priority | null;
  readonly creator: string;
  readonly assignee: string | null;
  readonly version: number;
  readonly write_id: string;
  readonly created_at: string;
  readonly updated_at: string;
}

/** A row of `requirement_type`. */
export interface RequirementTypeRow extends Omit<RequirementType, 'retired'> {
  readonly retired: number;
}

/** The types of requirements of a workspace; one without rows has those of the server. */
export function typesOf(rows: readonly RequirementTypeRow[]): readonly RequirementType[] {
  if (rows.length === 0) return requirementTypes;
  return rows.map(({ id, name, description, version, retired }) => ({
    id,
    name,
    description,
    version,
    retired: retired === 1,
  }));
}

/** Rows as the entities of a workspace with these types of requirements. */
export function entitiesOf(
  rows: readonly EntityRow[],
  workspace: { readonly requirementTypes: readonly RequirementType[] },
): Entity[] {
  return rows.map((row) => {
    const { requirement_type: type } = row;
    // A type that was added since the caller's membership was read has its id only.
    return entityOf(
      row,
      type === null ? null : (entryOf(workspace.requirementTypes, type) ?? { id: type, name: type }),
    );
  });
}

function entityOf(row: EntityRow, type: TypeOfRequirement | null): Entity {
  return {
    id: row.id,
    type: row.type,
    referenceId: referenceIdOf(row.type, row.number),
    parentId: row.parent,
    criteriaId: row.criteria,
    requirementType: type && { id: type.id, name: type.name },
    title: row.title,
    description: row.description,
    status: row.status,
    priority: row.priority,
    assigneeId: row.assignee,
    creatorId: row.creator,
    version: row.version,
    createdAt: row.created_at,
    updatedAt: row.updated_at,
  };
}

/** A row of `relationship`. */
export interface RelationshipRow {
  readonly id: string;
  readonly source: string;
  readonly target: string;
  readonly type: RelationshipType;
  readonly creator: string;
  readonly created_at: string;
}

/** A relationship as the domain has it. */
export function relationshipOf(row: RelationshipRow): Relationship {
  return {
    id: row.id,
    sourceId: row.source,
    targetId: row.target,
    type: row.type,
    creatorId: row.creator,
    createdAt: row.created_at,
  };
}

/** A row of `relationship_change`, with the numbers of both requirements. */
export interface RelationshipChangeRow {
  readonly n: number;
  readonly change: RelationshipChange['change'];
  readonly relationship: string;
  readonly type: RelationshipType;
  readonly source_number: number;
  readonly target_number: number;
  readonly at: string;
  readonly author: string;
  readonly client: string;
}

/** A change as the domain has it. */
export function relationshipChangeOf(row: RelationshipChangeRow): RelationshipChange {
  return {
    position: row.n,
    change: row.change,
    relationshipId: row.relationship,
    type: row.type,
    source: referenceIdOf('requirement', row.source_number),
    target: referenceIdOf('requirement', row.target_number),
    at: row.at,
    authorId: row.author,
    clientId: row.client,
  };
}

/** A row of `comment`. */
export interface CommentRow {
  readonly n: number;
  readonly id: string;
  readonly entity: string;
  readonly entity_type: EntityType;
  readonly depth: number;
  readonly parent: string | null;
  readonly author: string;
  readonly content: string;
  readonly linked_text: string | null;
  readonly text_start: number | null;
  readonly text_end: number | null;
  readonly resolved: number;
  readonly created_at: string;
  readonly updated_at: string;
}

/** A comment as the port has it. */
export function commentOf(row: CommentRow): Comment {
  return {
    id: row.id,
    entityId: row.entity,
    entityType: row.entity_type,
    depth: row.depth,
    parentId: row.parent,
    authorId: row.author,
    content: row.content,
    linkedText: row.linked_text,
    textStart: row.text_start,
    textEnd: row.text_end,
    resolved: row.resolved === 1,
    createdAt: row.created_at,
    updatedAt: row.updated_at,
  };
}
