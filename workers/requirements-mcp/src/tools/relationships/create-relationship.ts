import { ToolError } from '@aisystant/mcp';
import * as z from 'zod';
import { relationshipTypes } from '../../domain/dictionaries.ts';
import { type Arrow, cycleClosedBy, orderOf } from '../../domain/relationship.ts';
import { namedCycles, RelationshipView, relationshipViews } from '../../queries/relationship-view.ts';
import { fields } from '../fields.ts';
import { notFound, requireEntity, requireEntry } from '../require.ts';
import { tool, writes } from '../tool.ts';
import { operationOf } from '../write-entity.ts';
import { cycleLines, relationshipLine } from './relationship-line.ts';

/** `create_relationship`: relates a requirement to another. */
export const createRelationship = tool({
  ...writes,
  id: 'create_relationship',
  title: 'Связать требования',
  intent: 'Свяжи эти требования.',
  useWhen: ['одно требование зависит от другого, блокирует его, выведено из него, противоречит ему или связано с ним'],
  doNotUseWhen: [{ case: 'нужно увидеть связи', use: 'list_relationships' }],
  semantics: 'Связь направлена: source <type> target. cycle: круг, который она замкнула; разорвать его — решать людям.',
  errors: ['INVALID_ARGUMENT', 'NOT_FOUND', 'FORBIDDEN'],
  examples: [
    {
      question: 'REQ-1 зависит от REQ-2',
      input: { source_requirement_id: 'REQ-001', target_requirement_id: 'REQ-002', relationship_type_id: 'depends_on' },
      answer: 'Связь и её id.',
    },
    {
      question: 'REQ-2 противоречит REQ-1',
      input: {
        source_requirement_id: 'REQ-002',
        target_requirement_id: 'REQ-001',
        relationship_type_id: 'conflicts_with',
      },
      answer: 'Связь и её id.',
    },
  ],
  input: () =>
    z.strictObject({
      source_requirement_id: fields.key('REQ-001'),
      target_requirement_id: fields.key('REQ-002'),
      relationship_type_id: z
        .string()
        .min(1)
        .max(64)
        .describe('имя или id: depends_on, blocks, relates_to, conflicts_with, derives_from'),
    }),
  output: () =>
    z.object({
      relationship: RelationshipView,
      operation: z.enum(['created', 'unchanged']),
      cycle: z.array(z.string()).nullable(),
    }),
  async run({ source_requirement_id, target_requirement_id, relationship_type_id }, { services, now }) {
    const { store } = services;
    await store.require('write');
    const { name: type } = requireEntry(relationshipTypes, relationship_type_id, 'relationship_type_id');
    const source = await requireEntity(services, source_requirement_id, 'source_requirement_id', 'requirement');
    const target = await requireEntity(services, target_requirement_id, 'target_requirement_id', 'requirement');
    if (source.id === target.id) {
      throw new ToolError('INVALID_ARGUMENT', 'Требование нельзя связать с ним самим.', {
        field: 'target_requirement_id',
      });
    }
    const ends = { sourceId: source.id, targetId: target.id, type };
    const made = await store.relate({ id: crypto.randomUUID(), ...ends, createdAt: new Date(now).toISOString() });
    if (!made.ok) {
      const isSourceThere = (await store.find(source.id)) !== null;
      throw notFound(isSourceThere ? 'target_requirement_id' : 'source_requirement_id');
    }
    const [views, cycle] = await Promise.all([relationshipViews(store, [made.value.value]), cycleWith(services, ends)]);
    const [relationship] = views;
    if (relationship === undefined) throw notFound('source_requirement_id');
    return { relationship, operation: operationOf(made.value), cycle };
  },
  summarize: ({ relationship, operation, cycle }) =>
    [
      `${operation === 'created' ? 'Связано' : 'Уже связано'}: ${relationshipLine(relationship)}.`,
      ...cycleLines(cycle === null ? [] : [cycle]),
    ].join('\n'),
});

/** The cycle that a relationship closes. */
async function cycleWith({ store }: Parameters<typeof requireEntity>[0], arrow: Arrow): Promise<string[] | null> {
  const cycle = cycleClosedBy(orderOf(await store.arrows()), arrow);
  return cycle === null ? null : ((await namedCycles(store, [cycle]))[0] ?? null);
}
