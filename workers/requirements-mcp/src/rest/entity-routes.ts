import { type RestRoute, ToolError } from '@aisystant/mcp';
import * as z from 'zod';
import type { Entity } from '../domain/entity.ts';
import type { EntityType } from '../domain/entity-type.ts';
import type { RequirementsServices } from '../services.ts';
import { createAcceptanceCriteria } from '../tools/criteria/create-acceptance-criteria.ts';
import { updateAcceptanceCriteria } from '../tools/criteria/update-acceptance-criteria.ts';
import { createEpic } from '../tools/epics/create-epic.ts';
import { updateEpic } from '../tools/epics/update-epic.ts';
import { fields, uuid } from '../tools/fields.ts';
import { getHistory } from '../tools/reading/get-history.ts';
import { notFound, requireEntity, requireKnown, requireSelf } from '../tools/require.ts';
import { createRequirement } from '../tools/requirements/create-requirement.ts';
import { updateRequirement } from '../tools/requirements/update-requirement.ts';
import { createUserStory } from '../tools/stories/create-user-story.ts';
import { updateUserStory } from '../tools/stories/update-user-story.ts';
import { READ, WRITE } from '../tools/tool.ts';
import { KEY_FIELDS, updateEntity } from '../tools/write-entity.ts';
import { commentRoutes } from './comment-routes.ts';
import { deletionRoute } from './deletion-routes.ts';
import { restEntity, VIEWS } from './entity-views.ts';
import { includingView, withIncluded } from './include.ts';
import { filtersOf, type ListQuery, listInput, orderOf, paging } from './list-fields.ts';
import { idInput, keyOf, ofTool, route } from './route.ts';

/** How the entities of a type are addressed, and the tools that write them. */
interface Kind {
  readonly type: EntityType;
  /** First segment of their addresses. */
  readonly folder: `/${string}`;
  /** Field of the tools that names one. */
  readonly key: string;
  readonly one: string;
  readonly many: string;
  readonly create: typeof createEpic;
  readonly update: typeof updateEpic;
}

const KINDS = {
  epic: {
    type: 'epic',
    folder: '/epics',
    key: KEY_FIELDS.epic,
    one: 'an epic',
    many: 'epics',
    create: createEpic,
    update: updateEpic,
  },
  user_story: {
    type: 'user_story',
    folder: '/user-stories',
    key: KEY_FIELDS.user_story,
    one: 'a user story',
    many: 'user stories',
    create: createUserStory,
    update: updateUserStory,
  },
  acceptance_criteria: {
    type: 'acceptance_criteria',
    folder: '/acceptance-criteria',
    key: KEY_FIELDS.acceptance_criteria,
    one: 'an acceptance criterion',
    many: 'acceptance criteria',
    create: createAcceptanceCriteria,
    update: updateAcceptanceCriteria,
  },
  requirement: {
    type: 'requirement',
    folder: '/requirements',
    key: KEY_FIELDS.requirement,
    one: 'a requirement',
    many: 'requirements',
    create: createRequirement,
    update: updateRequirement,
  },
} as const satisfies { readonly [type in EntityType]: Kind };

type Routes = readonly RestRoute<RequirementsServices>[];
type Written = { readonly id: string };

/** What a written entity is now. Throws `NOT_FOUND` when it is gone. */
async function shown({ store }: RequirementsServices, { id }: Written) {
  const entity = await store.find(id);
  if (entity === null) throw notFound('id');
  return restEntity(entity) as never;
}

/**
 * Makes an entity. The creator is who sends the request; a client of the document has to name one, so that is taken too, if it is
 * the same.
 */
function making({ type, create }: Kind, path: `/${string}`, title: string) {
  const CREATOR = { creator_id: uuid.optional() };
  return ofTool({
    method: 'POST',
    path,
    title,
    status: 201,
    tool: create,
    input: () => (type === 'acceptance_criteria' ? create.input : create.input.extend(CREATOR)),
    toArguments: ({ creator_id: _, ...input }: { readonly [field: string]: unknown }) => input,
    before: (input, { services }) => requireSelf(services, input, 'creator_id'),
    output: () => VIEWS[type],
    show: (written, { services }) => shown(services, written),
  });
}

/** The routes that all types have. */
function commonRoutes(kind: Kind): Routes {
  const { type, folder, key, one, many, update } = kind;
  const item = `${folder}/{${key}}` as const;
  const output = () => VIEWS[type];
  return [
    making(kind, folder, `Make ${one}`),
    route({
      method: 'GET',
      path: folder,
      title: `List ${many}`,
      scope: READ,
      effect: 'read',
      input: () => listInput(type),
      output: () =>
        z.object({ data: z.array(includingView(type)), total_count: z.int(), limit: z.int(), offset: z.int() }),
      async run({ limit, offset, order_by, ...rest }, { services }) {
        const query = rest as ListQuery;
        const filters = await filtersOf(services, type, query);
        const { entities, total } = await services.store.page(filters, orderOf(order_by), { limit, offset });
        const data = await withIncluded(services.store, entities, query.include);
        return { data: data as never, total_count: total, limit, offset };
      },
    }),
    route({
      method: 'GET',
      path: item,
      title: `Read ${one}`,
      scope: READ,
      effect: 'read',
      input: () => idInput(key),
      output,
      run: async (input, { services }) =>
        restEntity(await requireEntity(services, keyOf(input, key), key, type)) as never,
    }),
    ofTool({
      method: 'PUT',
      path: item,
      title: `Change ${one}: only the fields that are sent`,
      tool: update,
      output,
      show: (written, { services }) => shown(services, written),
    }),
    ofTool({
      method: 'GET',
      path: `${item}/history`,
      title: `Who changed ${one}, and what`,
      tool: getHistory,
      input: () => getHistory.input.omit({ id: true }).extend(idInput(key).shape),
      toArguments: ({ [key]: id, ...rest }) => ({ ...rest, id }),
      before: async (input, { services }) => void (await requireKnown(services, keyOf(input, key), key, type)),
      output: () => getHistory.output,
      show: (history) => history,
    }),
    deletionRoute({ type, folder, key, one }),
    ...commentRoutes({ type, item, key, one }),
  ];
}

/** Throws `INVALID_ARGUMENT` when who made an entity has left: it cannot be given back to them. */
async function requireCreator({ store }: RequirementsServices, { creatorId }: Entity): Promise<void> {
  if ((await store.members()).has(creatorId)) return;
  throw new ToolError('INVALID_ARGUMENT', 'Вернуть некому: кто это создал, здесь больше не работает.', {
    field: 'assignee_id',
    hint: 'Назначьте кого-нибудь из участников: их показывает GET /members.',
  });
}

/** Status and assignee apart, for the types that have them. */
function workRoutes({ type, folder, key, one, update }: Kind): Routes {
  const item = `${folder}/{${key}}` as const;
  const output = () => VIEWS[type];
  const version = { expected_version: fields.expectedVersion };
  return [
    ofTool({
      method: 'PATCH',
      path: `${item}/status`,
      title: `Move ${one} to another status`,
      tool: update,
      input: () => idInput(key).extend({ status: fields.status, ...version }),
      output,
      show: (written, { services }) => shown(services, written),
    }),
    route({
      method: 'PATCH',
      path: `${item}/assign`,
      title: `Assign ${one} to a member; null gives it back to who made it`,
      scope: WRITE,
      effect: 'write',
      input: () => idInput(key).extend({ assignee_id: fields.assignee.nullable(), ...version }),
      output,
      async run({ assignee_id, expected_version, ...input }, { services, now }) {
        const entity = await requireEntity(services, keyOf(input, key), key, type);
        if (assignee_id === null) await requireCreator(services, entity);
        const edit = { assignee_id: assignee_id ?? entity.creatorId, expected_version };
        return shown(services, await updateEntity(services, now, entity, edit));
      },
    }),
  ];
}

/** What belongs to a parent: made under its address, and read with it. */
function nestedRoutes(parent: Kind, child: Kind, field: string): Routes {
  const path = `${parent.folder}/{${parent.key}}${child.folder}` as const;
  return [
    making(child, path, `Make ${child.one} of ${parent.one}`),
    route({
      method: 'GET',
      path,
      title: `Read ${parent.one} with its ${child.many}`,
      scope: READ,
      effect: 'read',
      input: () => idInput(parent.key).extend(paging),
      output: () =>
        VIEWS[parent.type].extend({
          [field]: z.array(VIEWS[child.type]),
          total_count: z.int(),
          limit: z.int(),
          offset: z.int(),
        }),
      async run({ limit, offset, ...input }, { services }) {
        const entity = await requireEntity(services, keyOf(input, parent.key), parent.key, parent.type);
        const filters = { types: [child.type], parentId: entity.id };
        const { entities, total } = await services.store.page(filters, orderOf(undefined), { limit, offset });
        const page = { [field]: entities.map(restEntity), total_count: total, limit, offset };
        return { ...restEntity(entity), ...page } as never;
      },
    }),
  ];
}

/** The routes of epics, user stories, acceptance criteria and requirements. */
export const entityRoutes: Routes = [
  ...Object.values(KINDS).flatMap(commonRoutes),
  ...[KINDS.epic, KINDS.user_story, KINDS.requirement].flatMap(workRoutes),
  ...nestedRoutes(KINDS.epic, KINDS.user_story, 'user_stories'),
  ...nestedRoutes(KINDS.user_story, KINDS.acceptance_criteria, 'acceptance_criteria'),
  ...nestedRoutes(KINDS.user_story, KINDS.requirement, 'requirements'),
];
