import * as z from 'zod';
import { ENTITY_TYPES } from '../domain/entity-type.ts';
import { treeBelow } from '../queries/tree.ts';
import { EntityLine, fields, lineOf } from '../tools/fields.ts';
import { getHierarchy, treeItem } from '../tools/reading/get-hierarchy.ts';
import { requireEntity } from '../tools/require.ts';
import { READ } from '../tools/tool.ts';
import { orderOf, paging } from './list-fields.ts';
import { ofTool, route } from './route.ts';

const TREES = [
  ['/hierarchy/epics/{id}', 'epic', 'What an epic consists of, each before what is below it'],
  ['/hierarchy/user-stories/{id}', 'user_story', 'What a user story consists of'],
] as const;
const reading = { scope: READ, effect: 'read' } as const;

/** The routes that show what consists of what. */
export const treeRoutes = [
  route({
    ...reading,
    method: 'GET',
    path: '/hierarchy',
    title: 'What all epics consist of, a few epics a page',
    input: () => z.strictObject({ ...paging, limit: z.int().min(1).max(10).default(10) }),
    output: () =>
      z.object({
        data: z.array(getHierarchy.output.omit({ next_cursor: true })),
        total_count: z.int(),
        limit: z.int(),
        offset: z.int(),
      }),
    async run({ limit, offset }, { services: { store } }) {
      const { entities, total } = await store.page({ types: ['epic'] }, orderOf(undefined), { limit, offset });
      const trees = entities.map(async (epic) => {
        const { nodes, ...tree } = await treeBelow(store, epic.id);
        return { root: lineOf(epic), ...tree, items: nodes.map(treeItem) };
      });
      return { data: await Promise.all(trees), total_count: total, limit, offset };
    },
  }),
  ...TREES.map(([path, type, title]) =>
    ofTool({
      method: 'GET',
      path,
      title,
      tool: getHierarchy,
      before: async ({ id }, { services }) => void (await requireEntity(services, String(id), 'id', type)),
      output: () => getHierarchy.output,
      show: (tree) => tree,
    }),
  ),
  route({
    ...reading,
    method: 'GET',
    path: '/hierarchy/path/{type}/{id}',
    title: 'What an entity belongs to, from its epic down to itself',
    input: () => z.strictObject({ type: z.enum(ENTITY_TYPES), id: fields.key('EP-, US-, AC-, REQ-001') }),
    output: () => z.object({ path: z.array(EntityLine) }),
    async run({ type, id }, { services }) {
      const path = [await requireEntity(services, id, 'id', type)];
      for (let [top] = path; top?.parentId; [top] = path) {
        path.unshift(await requireEntity(services, top.parentId, 'id'));
      }
      return { path: path.map(lineOf) };
    },
  }),
];
