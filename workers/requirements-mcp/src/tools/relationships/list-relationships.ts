import { Cursor, defineListPages } from '@aisystant/mcp';
import * as z from 'zod';
import { cyclesOf, cycleThrough, orderOf, type Relationship } from '../../domain/relationship.ts';
import { namedCycles, RelationshipView, relationshipViews } from '../../queries/relationship-view.ts';
import { countInAnswer, fields } from '../fields.ts';
import { requireEntity } from '../require.ts';
import { reads, tool } from '../tool.ts';
import { REQUIREMENTS_WIDGET } from '../widgets.ts';
import { cycleLines, relationshipLine } from './relationship-line.ts';

/** The place of a relationship in the list: it stays the same when others come and go. */
const Place = z.object({ created_at: z.string(), id: z.string() });
const pages = defineListPages('relationships', Place);
/** Most cycles of one answer. */
const MOST_CYCLES = 20;

/** `list_relationships`: what relates to what, and the cycles. */
export const listRelationships = tool({
  ...reads,
  id: 'list_relationships',
  title: 'Связи требований',
  intent: 'От чего зависит это требование и нет ли кругов?',
  useWhen: ['нужны зависимости и противоречия требования или всех требований'],
  doNotUseWhen: [{ case: 'нужно, из чего состоит эпик', use: 'get_hierarchy' }],
  semantics: `Без requirement_id — все связи. cycles: круги зависимостей (depends_on, blocks, derives_from), до ${MOST_CYCLES}.`,
  errors: ['INVALID_ARGUMENT', 'NOT_FOUND'],
  examples: [
    { question: 'С чем связано REQ-1?', input: { requirement_id: 'REQ-001' }, answer: 'Связи в обе стороны.' },
    { question: 'Есть ли круги?', input: {}, answer: 'Все связи и круги.' },
  ],
  ui: { widget: REQUIREMENTS_WIDGET, invoking: 'Смотрю связи…', invoked: 'Связи на картинке', fromWidgets: true },
  input: () =>
    z.strictObject({
      requirement_id: fields.key('REQ-001').optional(),
      limit: fields.limit,
      cursor: Cursor.optional(),
    }),
  output: () =>
    z.object({
      relationships: z.array(RelationshipView),
      cycles: z.array(z.array(z.string())),
      next_cursor: z.string().nullable(),
    }),
  async run({ requirement_id, limit, cursor }, { services }) {
    const { store } = services;
    const requirement =
      requirement_id === undefined
        ? null
        : await requireEntity(services, requirement_id, 'requirement_id', 'requirement');
    const filters = { id: requirement?.id ?? null };
    const after = pages.after(cursor, filters);
    const [all, arrows] = await Promise.all([store.relationships(filters.id), store.arrows()]);
    const order = orderOf(arrows);
    const own = requirement === null ? cyclesOf(order, MOST_CYCLES) : [cycleThrough(order, requirement.id) ?? []];
    const cycles = own.filter(({ length }) => length > 0);
    const rest = after === null ? all : all.filter((each) => comesAfter(each, after));
    const views = await relationshipViews(store, rest.slice(0, limit + 1));
    const { items, next_cursor } = pages.page(views, { limit, filters, show: (view) => view });
    return { relationships: items, cycles: await namedCycles(store, cycles), next_cursor };
  },
  summarize: ({ relationships, cycles, next_cursor }, { requirement_id, cursor }) =>
    [
      countInAnswer({
        of: 'Связей',
        rows: relationships,
        none: requirement_id === undefined ? 'Связей пока нет.' : 'У этого требования связей пока нет.',
        cursor,
        next: next_cursor,
      }),
      ...cycleLines(cycles),
      ...relationships.map(relationshipLine),
      ...(next_cursor === null ? [] : [`Дальше: cursor=${next_cursor}`]),
    ].join('\n'),
});

/** The order of the store: the oldest first. */
function comesAfter({ createdAt, id }: Relationship, place: z.output<typeof Place>): boolean {
  return createdAt === place.created_at ? id > place.id : createdAt > place.created_at;
}
