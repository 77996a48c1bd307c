import { ToolError } from '@aisystant/mcp';
import * as z from 'zod';
import { statuses } from '../domain/dictionaries.ts';
import type { Entity } from '../domain/entity.ts';
import { ENTITY_TYPES, type EntityType } from '../domain/entity-type.ts';
import { parseStatus, type Status } from '../domain/status.ts';
import { completeReference } from '../queries/complete-reference.ts';
import { MATCHES, searchEntities, type WordsResult } from '../queries/find-entities.ts';
import type { RequirementsServices } from '../services.ts';
import type { EntityFilters, EntityOrder, SearchResult } from '../store/entity-store.ts';
import { fields } from '../tools/fields.ts';
import { requirementFilters } from '../tools/reading/search-requirements.ts';
import { requirePerson, requireStatus, requireTypeFilter } from '../tools/require.ts';
import { READ } from '../tools/tool.ts';
import { restEntity, VIEWS } from './entity-views.ts';
import { foundCount, key, person, requireKey, searchPaging } from './list-fields.ts';
import { route } from './route.ts';

const reading = { scope: READ, effect: 'read' } as const;
const moment = z.iso.datetime({ offset: true }).optional();

const SearchInput = z.strictObject({
  query: fields.query.optional(),
  entity_types: z.array(z.enum(ENTITY_TYPES)).min(1).max(ENTITY_TYPES.length).optional(),
  creator_id: person,
  assignee_id: person,
  author_id: person.describe('of acceptance criteria'),
  priority: fields.priority.optional(),
  status: fields.status.optional(),
  created_from: moment,
  created_to: moment,
  epic_id: key.describe('everything below it'),
  user_story_id: key,
  acceptance_criteria_id: key,
  requirement_type_id: key,
  sort_by: z.enum(['priority', 'created_at', 'updated_at', 'title']).optional(),
  sort_order: z.enum(['asc', 'desc']).optional().describe('of sort_by; by words alone the best come first'),
  ...searchPaging,
});

type Asked = z.output<typeof SearchInput>;

/** The filters of a search. Throws `ToolError` for what there is not. */
async function filtersOf(services: RequirementsServices, asked: Asked): Promise<EntityFilters> {
  const { priority, author_id, requirement_type_id, created_from, created_to } = asked;
  const types = asked.entity_types ?? ENTITY_TYPES;
  const member = (name: 'creator_id' | 'assignee_id' | 'author_id') => requirePerson(services, asked[name], name);
  const author = await member('author_id');
  const creator = await member('creator_id');
  if (author !== undefined && creator !== undefined && author !== creator) {
    throw new ToolError('INVALID_ARGUMENT', 'author_id и creator_id называют разных людей.', {
      field: 'author_id',
      hint: 'Автор критерия — тот, кто его создал: оставьте что-то одно.',
    });
  }
  const iso = (written: string | undefined) => (written === undefined ? undefined : new Date(written).toISOString());
  return {
    priority,
    types: author_id === undefined ? types : types.filter((type) => type === 'acceptance_criteria'),
    creatorId: creator ?? author,
    assigneeId: await member('assignee_id'),
    status: asked.status === undefined ? undefined : statusOf(types, asked.status),
    createdFrom: iso(created_from),
    createdTo: iso(created_to),
    epicId: await requireKey(services, asked.epic_id, 'epic_id', 'epic'),
    parentId: await requireKey(services, asked.user_story_id, 'user_story_id', 'user_story'),
    criteriaId: await requireKey(
      services,
      asked.acceptance_criteria_id,
      'acceptance_criteria_id',
      'acceptance_criteria',
    ),
    requirementType: await requireTypeFilter(services, requirement_type_id, 'requirement_type_id'),
  };
}

/** A status that any of the searched types has. Throws `INVALID_ARGUMENT`. */
function statusOf(types: readonly EntityType[], written: string): Status {
  const known = types.map((type) => parseStatus(type, written)).find((status) => status !== null);
  return known ?? requireStatus(types.find((type) => type !== 'acceptance_criteria') ?? 'epic', written);
}

/** The order of a search; the newest first when no words are looked for, since then nothing fits better. */
function orderOf({ query, sort_by, sort_order }: Asked): EntityOrder | undefined {
  if (sort_by === undefined && query !== undefined) return undefined;
  return {
    field: sort_by ?? 'created_at',
    descending: (sort_order ?? (sort_by === undefined ? 'desc' : 'asc')) === 'desc',
  };
}

const Result = z.object({
  id: z.string(),
  reference_id: z.string(),
  type: z.enum(ENTITY_TYPES),
  title: z.string().nullable(),
  description: z.string().optional(),
  priority: z.int().optional(),
  status: z.string().optional(),
  created_at: z.string(),
});

const Matched = z.enum(MATCHES).describe('any_word: nothing has all words together');

function resultOf({ id, referenceId, type, title, description, priority, status, createdAt }: Entity) {
  return {
    id,
    reference_id: referenceId,
    type,
    title,
    ...(description !== null && { description }),
    ...(priority !== null && { priority }),
    ...(status !== null && { status }),
    created_at: createdAt,
  };
}

/** Finds by words, or without them all that the filters leave: every row of the page, however long. */
function found(
  { store }: RequirementsServices,
  query: string | undefined,
  { order, ...where }: EntityFilters & { readonly order: EntityOrder | undefined },
  page: { readonly limit: number; readonly offset: number },
): Promise<SearchResult & Partial<WordsResult>> {
  if (query === undefined) return store.page(where, order ?? { field: null, descending: false }, page);
  return searchEntities(store, { ...where, ...page, order, query });
}

/** The routes that search. */
export const searchRoutes = [
  route({
    ...reading,
    method: 'GET',
    path: '/search',
    title: 'Search everything by words or a reference id, the best first; without a query by filters, the newest first',
    input: () => SearchInput,
    output: () =>
      z.object({
        results: z.array(Result),
        total: foundCount,
        limit: z.int(),
        offset: z.int(),
        query: z.string(),
        matched: Matched.optional(),
        executed_at: z.string(),
      }),
    async run(asked, { services, now }) {
      const { query, limit, offset } = asked;
      const where = { ...(await filtersOf(services, asked)), order: orderOf(asked) };
      const { entities, total, matched } = await found(services, query, where, { limit, offset });
      return {
        results: entities.map(resultOf),
        total,
        limit,
        offset,
        query: query ?? '',
        ...(matched && { matched }),
        executed_at: new Date(now).toISOString(),
      };
    },
  }),
  route({
    ...reading,
    method: 'GET',
    path: '/requirements/search',
    title: 'Search requirements by words or a reference id, the best first',
    input: () => z.strictObject({ q: fields.query, ...requirementFilters, ...searchPaging }),
    output: () =>
      z.object({
        data: z.array(VIEWS.requirement),
        total_count: foundCount,
        limit: z.int(),
        offset: z.int(),
        matched: Matched,
      }),
    async run({ q, type, status, priority, limit, offset }, { services }) {
      const where = {
        priority,
        types: ['requirement'] as const,
        requirementType: await requireTypeFilter(services, type, 'type'),
        status: status === undefined ? undefined : requireStatus('requirement', status),
        order: undefined,
      };
      const { entities, total, matched } = await searchEntities(services.store, { ...where, query: q, limit, offset });
      return { data: entities.map(restEntity) as never, total_count: total, limit, offset, matched };
    },
  }),
  route({
    ...reading,
    method: 'GET',
    path: '/search/suggestions',
    title: 'Titles, reference ids and statuses that fit what is written so far',
    input: () => z.strictObject({ query: fields.query, limit: z.int().min(1).max(50).default(10) }),
    output: () =>
      z.object({ titles: z.array(z.string()), reference_ids: z.array(z.string()), statuses: z.array(z.string()) }),
    async run({ query, limit }, { services: { store } }) {
      const references = await Promise.all(ENTITY_TYPES.map((type) => completeReference(store, type, query)));
      const named = { query, types: ENTITY_TYPES, inTitle: true, limit, offset: 0 };
      const { entities } = await searchEntities(store, named);
      const known = statuses.flatMap((each) => each.statuses.map(({ status }) => status));
      const begins = (status: string) => status.toLowerCase().startsWith(query.toLowerCase());
      return {
        titles: [...new Set(entities.map(({ title }) => title).filter((title) => title !== null))],
        reference_ids: references.flat().slice(0, limit),
        statuses: [...new Set(known.filter(begins))].slice(0, limit),
      };
    },
  }),
];
