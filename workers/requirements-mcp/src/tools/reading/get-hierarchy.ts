import { Cursor, defineListPages, ToolError } from '@aisystant/mcp';
import * as z from 'zod';
import { isWithoutTest, type TreeNode, treeBelow } from '../../queries/tree.ts';
import { EntityLine, fields, lineOf } from '../fields.ts';
import { requireEntity } from '../require.ts';
import { reads, tool } from '../tool.ts';
import { REQUIREMENTS_WIDGET } from '../widgets.ts';
import { entityLine } from '../write-entity.ts';

/** A page goes on after an entity and not after a number of them, which would change with what is added and deleted. */
const pages = defineListPages('hierarchy', z.object({ id: z.string() }));

/** `get_hierarchy`: the tree below an epic or a story. */
export const getHierarchy = tool({
  ...reads,
  id: 'get_hierarchy',
  title: 'Дерево',
  intent: 'Из чего состоит эпик или история?',
  useWhen: ['нужны истории, критерии и требования эпика'],
  doNotUseWhen: [{ case: 'нужно описание целиком', use: 'get_entity' }],
  semantics:
    'depth: 1 — прямо под названным. missing_criteria: история без критериев приёмки; missing_test: требование без критерия, по которому его проверить. coverage — по всему дереву; truncated: вошло не всё, остальное — по историям.',
  errors: ['INVALID_ARGUMENT', 'NOT_FOUND'],
  examples: [
    { question: 'Покажи EP-1', input: { id: 'EP-001' }, answer: 'Эпик, его истории, критерии и требования.' },
    { question: 'Что в US-1?', input: { id: 'US-001' }, answer: 'История, её критерии и требования.' },
  ],
  ui: { widget: REQUIREMENTS_WIDGET, invoking: 'Собираю дерево…', invoked: 'Дерево на картинке', fromWidgets: true },
  input: () => z.strictObject({ id: fields.key('EP-001, US-001'), limit: fields.limit, cursor: Cursor.optional() }),
  output: () =>
    z.object({
      root: EntityLine,
      coverage: z.object({
        stories: z.int(),
        stories_without_criteria: z.int(),
        requirements: z.int(),
        requirements_without_tests: z.int(),
      }),
      items: z.array(EntityLine.extend({ depth: z.int(), missing_criteria: z.boolean(), missing_test: z.boolean() })),
      truncated: z.boolean(),
      next_cursor: z.string().nullable(),
    }),
  async run({ id, limit, cursor }, { services }) {
    const root = await requireEntity(services, id, 'id');
    const filters = { id: root.id };
    const after = pages.after(cursor, filters);
    const { nodes, coverage, truncated } = await treeBelow(services.store, root.id);
    const from = after === null ? 0 : placeAfter(nodes, after.id);
    const rows = nodes.slice(from, from + limit + 1).map((node) => ({ ...node, id: node.entity.id }));
    const page = pages.page(rows, { limit, filters, show: treeItem });
    return { root: lineOf(root), coverage, truncated, ...page };
  },
  summarize: ({ root, coverage, items, truncated, next_cursor }) =>
    [
      entityLine(root),
      `Историй ${coverage.stories}, без критериев приёмки ${coverage.stories_without_criteria}; требований ${coverage.requirements}, без проверки ${coverage.requirements_without_tests}.`,
      ...items.map((item) => {
        const gap = item.missing_criteria ? ' — нет критериев приёмки' : item.missing_test ? ' — нет проверки' : '';
        return `${'  '.repeat(item.depth)}${entityLine(item)}${gap}`;
      }),
      ...(truncated ? ['Дерево больше, чем входит сюда: остальное покажет get_hierarchy каждой истории.'] : []),
      ...(next_cursor === null ? [] : [`Дальше: cursor=${next_cursor}`]),
    ].join('\n'),
});

/** Where a tree goes on after an entity. Throws `INVALID_ARGUMENT` when the entity is no longer in it. */
function placeAfter(nodes: readonly TreeNode[], id: string): number {
  const at = nodes.findIndex(({ entity }) => entity.id === id);
  if (at >= 0) return at + 1;
  throw new ToolError('INVALID_ARGUMENT', 'Того, после чего продолжать, в дереве больше нет.', {
    field: 'cursor',
    hint: 'Повторите вызов без cursor: дерево начнётся сначала.',
  });
}

/** A place of a tree, with what is missing there. */
export function treeItem({ entity, depth, missingCriteria }: TreeNode) {
  return { ...lineOf(entity), depth, missing_criteria: missingCriteria, missing_test: isWithoutTest(entity) };
}
