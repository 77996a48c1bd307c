import { shorten } from '@aisystant/mcp';
import type { Entity } from '../domain/entity.ts';
import { BRIEF_CHARACTERS } from '../store/entity-store.ts';

/** An entity in the fields of the upstream system: each type has its own. */
export function entityJson(entity: Entity) {
  const { id, referenceId, title, description, status, priority, creatorId, assigneeId, version } = entity;
  const dates = { version, created_at: entity.createdAt, updated_at: entity.updatedAt };
  if (entity.type === 'acceptance_criteria') {
    const place = { user_story_id: entity.parentId };
    return { id, reference_id: referenceId, ...place, author_id: creatorId, description, ...dates };
  }
  return {
    id,
    reference_id: referenceId,
    ...placeOf(entity),
    title,
    description,
    status,
    priority,
    creator_id: creatorId,
    assignee_id: assigneeId,
    ...dates,
  };
}

/** {@link entityJson} with the beginning of the description. */
export function briefJson(entity: Entity) {
  const { description } = entity;
  return entityJson({ ...entity, description: description === null ? null : shorten(description, BRIEF_CHARACTERS) });
}

function placeOf({ type, parentId, criteriaId, requirementType }: Entity) {
  if (type === 'epic') return {};
  if (type === 'user_story') return { epic_id: parentId };
  return {
    user_story_id: parentId,
    acceptance_criteria_id: criteriaId,
    type_id: requirementType?.id ?? null,
    type: requirementType?.name ?? null,
  };
}
