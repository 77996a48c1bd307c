import * as z from 'zod';
import type { Entity } from '../domain/entity.ts';
import type { EntityType } from '../domain/entity-type.ts';

const Common = z.object({
  id: z.string(),
  reference_id: z.string(),
  created_at: z.string(),
  updated_at: z.string(),
  version: z.int().describe('the expected_version of the next change'),
});
const Work = Common.extend({
  creator_id: z.string(),
  assignee_id: z.string().nullable(),
  priority: z.int().nullable(),
  status: z.string().nullable(),
  title: z.string().nullable(),
  description: z.string().optional(),
});

/** What the REST interface answers about an entity, by its type. A description or a criterion that there is not is left out. */
export const VIEWS = {
  epic: Work,
  user_story: Work.extend({ epic_id: z.string() }),
  acceptance_criteria: Common.extend({ user_story_id: z.string(), author_id: z.string(), description: z.string() }),
  requirement: Work.extend({
    user_story_id: z.string(),
    acceptance_criteria_id: z.string().optional(),
    type_id: z.string(),
  }),
} as const satisfies { readonly [type in EntityType]: z.ZodObject };

/** An entity as its view in {@link VIEWS} has it. */
export function restEntity(entity: Entity): { readonly [field: string]: unknown } {
  const common = {
    id: entity.id,
    reference_id: entity.referenceId,
    created_at: entity.createdAt,
    updated_at: entity.updatedAt,
    version: entity.version,
  };
  if (entity.type === 'acceptance_criteria') {
    const { parentId, creatorId, description } = entity;
    return { ...common, user_story_id: parentId, author_id: creatorId, description: description ?? '' };
  }
  return {
    ...common,
    creator_id: entity.creatorId,
    assignee_id: entity.assigneeId,
    priority: entity.priority,
    status: entity.status,
    title: entity.title,
    ...(entity.description !== null && { description: entity.description }),
    ...placeOf(entity),
  };
}

function placeOf({ type, parentId, criteriaId, requirementType }: Entity): object {
  if (type === 'user_story') return { epic_id: parentId };
  if (type !== 'requirement') return {};
  return {
    user_story_id: parentId,
    ...(criteriaId !== null && { acceptance_criteria_id: criteriaId }),
    type_id: requirementType?.id ?? '',
  };
}
