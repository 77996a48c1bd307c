import { ToolError } from '@aisystant/mcp';
import * as z from 'zod';
import type { Entity } from '../domain/entity.ts';
import type { EntityType } from '../domain/entity-type.ts';
import { ROLES } from '../domain/role.ts';
import type { RequirementsStore } from '../store/requirements-store.ts';
import { RestComment, restComments } from './comment-views.ts';
import { restEntity, VIEWS } from './entity-views.ts';

/** What a list of each type may bring with its entities. */
const INCLUDED = {
  epic: ['creator', 'assignee', 'user_stories', 'comments'],
  user_story: ['creator', 'assignee', 'acceptance_criteria', 'requirements', 'comments'],
  acceptance_criteria: [],
  requirement: [],
} as const satisfies { readonly [type in EntityType]: readonly string[] };

const CHILDREN = {
  user_stories: 'user_story',
  acceptance_criteria: 'acceptance_criteria',
  requirements: 'requirement',
} as const;

const Person = z.object({ id: z.string(), name: z.string(), role: z.enum(ROLES) }).optional();
const EXTRA = {
  creator: Person,
  assignee: Person,
  comments: z.array(RestComment).optional(),
  user_stories: z.array(VIEWS.user_story).optional(),
  acceptance_criteria: z.array(VIEWS.acceptance_criteria).optional(),
  requirements: z.array(VIEWS.requirement).optional(),
};

/** Most children, and most comments, of one answer. */
const MOST = 500;

/** The field of a query that asks for more, for the types that have more. */
export function includeField(type: EntityType): z.ZodRawShape {
  const [first, ...others] = INCLUDED[type];
  return first === undefined
    ? {}
    : {
        include: z
          .array(z.enum([first, ...others]))
          .max(others.length + 1)
          .optional(),
      };
}

/** The view of an entity with all that may be included. */
export function includingView(type: EntityType): z.ZodObject {
  const names: readonly string[] = INCLUDED[type];
  return VIEWS[type].extend(Object.fromEntries(Object.entries(EXTRA).filter(([name]) => names.includes(name))));
}

/** Entities with what a query includes. Throws `INVALID_ARGUMENT` when that is too much for one answer: none is left out. */
export async function withIncluded(
  store: RequirementsStore,
  entities: readonly Entity[],
  include: readonly string[] = [],
): Promise<readonly object[]> {
  const ids = entities.map(({ id }) => id);
  const parts = Object.entries(CHILDREN).filter(([name]) => include.includes(name));
  const [authors, children, comments] = await Promise.all([
    store.authors(),
    parts.length > 0
      ? store.children(
          ids,
          parts.map(([, type]) => type),
          MOST + 1,
        )
      : [],
    include.includes('comments') ? store.commentsOf(ids, MOST + 1) : [],
  ]);
  if (Math.max(children.length, comments.length) > MOST) {
    throw new ToolError('INVALID_ARGUMENT', `Вместе с include это больше ${MOST} записей.`, {
      field: 'include',
      hint: 'Возьмите меньший limit.',
    });
  }
  const shown = await restComments(store, comments);
  return entities.map((entity) => ({
    ...restEntity(entity),
    ...(include.includes('creator') && { creator: authors.get(entity.creatorId) }),
    ...(include.includes('assignee') && { assignee: authors.get(entity.assigneeId ?? '') }),
    ...(include.includes('comments') && { comments: shown.filter(({ entity_id }) => entity_id === entity.id) }),
    ...Object.fromEntries(
      parts.map(([name, type]) => [
        name,
        children.filter((child) => child.parentId === entity.id && child.type === type).map(restEntity),
      ]),
    ),
  }));
}
