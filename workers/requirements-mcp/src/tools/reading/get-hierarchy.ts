import { Cursor, defineListPages } from '@aisystant/mcp';
import * as z from 'zod';
import { treeBelow } from '../../queries/tree.ts';
import { EntityLine, fields, lineOf } from '../fields.ts';
import { requireEntity } from '../require.ts';
import { reads, tool } from '../tool.ts';
import { entityLine } from '../write-entity.ts';

const pages = defineListPages('hierarchy', z.object({ at: z.int() }));

/** `get_hierarchy`: the tree below an epic or a story. */
export const getHierarchy = tool({
  ...reads,
  id: 'get_hierarchy',
  title: 'Дерево',
  intent: 'Из чего состоит эпик или история?',
  useWhen: ['нужны истории, критерии и требования эпика'],
  doNotUseWhen: [{ case: 'нужно описание целиком', use: 'get_entity' }],
  semantics: 'depth: 1 — прямо под названным. missing_criteria: история без критериев приёмки.',
  errors: ['INVALID_ARGUMENT', 'NOT_FOUND'],
  examples: [
    { question: 'Покажи EP-1', input: { id: 'EP-001' }, answer: 'Эпик, его истории, критерии и требования.' },
    { question: 'Что в US-1?', input: { id: 'US-001' }, answer: 'История, её критерии и требования.' },
  ],
  input: () => z.strictObject({ id: fields.key('EP-001, US-001'), limit: fields.limit, cursor: Cursor.optional() }),
  output: () =>
    z.object({
      root: EntityLine,
      items: z.array(EntityLine.extend({ depth: z.int(), missing_criteria: z.boolean() })),
      next_cursor: z.string().nullable(),
    }),
  async run({ id, limit, cursor }, { services }) {
    const root = await requireEntity(services, id, 'id');
    const filters = { id: root.id };
    const from = pages.after(cursor, filters)?.at ?? -1;
    const nodes = await treeBelow(services.store, root.id);
    const rows = nodes.map((node, at) => ({ ...node, at })).slice(from + 1, from + limit + 2);
    const page = pages.page(rows, {
      limit,
      filters,
      show: ({ entity, depth, missingCriteria }) => ({
        ...lineOf(entity),
        depth,
        missing_criteria: missingCriteria,
      }),
    });
    return { root: lineOf(root), ...page };
  },
  summarize: ({ root, items, next_cursor }) =>
    [
      entityLine(root),
      ...items.map((item) => {
        const gap = item.missing_criteria ? ' — нет критериев приёмки' : '';
        return `${'  '.repeat(item.depth)}${entityLine(item)}${gap}`;
      }),
      ...(next_cursor === null ? [] : [`Дальше: cursor=${next_cursor}`]),
    ].join('\n'),
});
