import * as z from 'zod';
import { PRIORITIES } from '../domain/entity.ts';
import type { EntityType } from '../domain/entity-type.ts';
import type { RequirementsServices } from '../services.ts';
import { ENTITY_ORDERS, type EntityFilters, type EntityOrder } from '../store/entity-store.ts';
import { MOST_COUNTED } from '../store/search-store.ts';
import { uuid } from '../tools/fields.ts';
import { requireEntity, requirePerson, requireStatus, requireTypeFilter } from '../tools/require.ts';
import { includeField } from './include.ts';

/** Fields of the query of a list. */
export const paging = {
  limit: z.int().min(1).max(100).default(50),
  offset: z.int().min(0).max(100_000).default(0),
};

/** The same of a search, whose matches are counted so far. */
export const searchPaging = { ...paging, offset: z.int().min(0).max(MOST_COUNTED).default(0) };
/** How many rows a search found. */
export const foundCount = z.int().describe(`${MOST_COUNTED} with a query: as many or more`);

/** Field of a query: a member. */
export const person = uuid.optional();
const work = {
  creator_id: person,
  assignee_id: person,
  status: z.string().min(1).max(30).optional(),
  priority: z
    .int()
    .min(Math.min(...PRIORITIES))
    .max(Math.max(...PRIORITIES))
    .optional(),
};
/** Field of a query: an entity, or an entry of a dictionary. */
export const key = z.string().min(1).max(64).optional();

/** Fields by which a list of each type is filtered. */
const FILTERS = {
  epic: work,
  user_story: { ...work, epic_id: key },
  acceptance_criteria: { author_id: person, user_story_id: key },
  requirement: { ...work, user_story_id: key, acceptance_criteria_id: key, type_id: key },
} as const satisfies { readonly [type in EntityType]: z.ZodRawShape };

/** An order as a caller writes it: a column, `ASC` or `DESC`. */
const Order = z
  .enum(ENTITY_ORDERS.flatMap((field) => [field, `${field} ASC`, `${field} DESC`]) as [string, ...string[]])
  .optional()
  .describe('by number when absent');

/** The query of a list of entities of a type; a field that it does not have is refused. */
export const listInput = (type: EntityType) =>
  z.strictObject({ ...FILTERS[type], ...includeField(type), ...paging, order_by: Order });

/** What such a query may say, of any type. */
export interface ListQuery {
  readonly creator_id?: string | undefined;
  readonly author_id?: string | undefined;
  readonly assignee_id?: string | undefined;
  readonly status?: string | undefined;
  readonly priority?: number | undefined;
  readonly epic_id?: string | undefined;
  readonly user_story_id?: string | undefined;
  readonly acceptance_criteria_id?: string | undefined;
  readonly type_id?: string | undefined;
  readonly include?: readonly string[] | undefined;
}

/** The UUID of an entity that a query names; undefined when it names none. Throws `NOT_FOUND`. */
export async function requireKey(
  services: RequirementsServices,
  written: string | undefined,
  field: string,
  type: EntityType,
): Promise<string | undefined> {
  return written === undefined ? undefined : (await requireEntity(services, written, field, type)).id;
}

/** The filters of a query. Throws `ToolError` for a member, an entity or a name that there is not: it is never ignored. */
export async function filtersOf(
  services: RequirementsServices,
  type: EntityType,
  query: ListQuery,
): Promise<EntityFilters> {
  const { status, priority, type_id } = query;
  const idOf = (name: 'epic_id' | 'user_story_id' | 'acceptance_criteria_id', of: EntityType) =>
    requireKey(services, query[name], name, of);
  const parentId = (await idOf('epic_id', 'epic')) ?? (await idOf('user_story_id', 'user_story'));
  const creatorId =
    (await requirePerson(services, query.creator_id, 'creator_id')) ??
    (await requirePerson(services, query.author_id, 'author_id'));
  return {
    types: [type],
    priority,
    parentId,
    creatorId,
    status: status === undefined ? undefined : requireStatus(type, status),
    assigneeId: await requirePerson(services, query.assignee_id, 'assignee_id'),
    criteriaId: await idOf('acceptance_criteria_id', 'acceptance_criteria'),
    requirementType: await requireTypeFilter(services, type_id, 'type_id'),
  };
}

/** The order that a query names. */
export function orderOf(written: string | undefined): EntityOrder {
  const [field, direction] = (written ?? '').split(' ');
  return { field: ENTITY_ORDERS.find((each) => each === field) ?? null, descending: direction === 'DESC' };
}
