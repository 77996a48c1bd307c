import { Cursor, defineListPages } from '@aisystant/mcp';
import * as z from 'zod';
import { countInAnswer, EntityLine, fields, lineOf } from '../fields.ts';
import { requirePerson, requireStatus } from '../require.ts';
import { reads, tool } from '../tool.ts';
import { entityLine } from '../write-entity.ts';

const pages = defineListPages('epics', z.object({ number: z.int().min(0) }));

/** `list_epics`: lists epics. */
export const listEpics = tool({
  ...reads,
  id: 'list_epics',
  title: 'Эпики',
  intent: 'Какие у нас эпики?',
  useWhen: ['нужен обзор или номер эпика'],
  doNotUseWhen: [{ case: 'нужно найти по словам', use: 'search_global' }],
  semantics: 'По номерам; фильтры складываются.',
  errors: ['INVALID_ARGUMENT', 'NOT_FOUND'],
  examples: [
    { question: 'Какие есть эпики?', input: {}, answer: 'Эпики по номерам.' },
    { question: 'Что в работе?', input: { status: 'in progress' }, answer: 'Эпики в статусе In Progress.' },
  ],
  input: () =>
    z.strictObject({
      status: fields.status.optional(),
      priority: fields.priority.optional(),
      creator_id: fields.assignee.optional(),
      assignee_id: fields.assignee.optional(),
      limit: fields.limit,
      cursor: Cursor.optional(),
    }),
  output: () => z.object({ epics: z.array(EntityLine), next_cursor: z.string().nullable() }),
  async run({ status, priority, creator_id, assignee_id, limit, cursor }, { services }) {
    const filters = {
      types: ['epic'] as const,
      status: status === undefined ? undefined : requireStatus('epic', status),
      priority,
      creatorId: await requirePerson(services, creator_id, 'creator_id'),
      assigneeId: await requirePerson(services, assignee_id, 'assignee_id'),
    };
    const after = pages.after(cursor, filters);
    const rows = await services.store.list(filters, after?.number ?? null, limit + 1);
    const { items, next_cursor } = pages.page(rows, { limit, filters, show: ({ entity }) => lineOf(entity) });
    return { epics: items, next_cursor };
  },
  summarize: ({ epics, next_cursor }, { limit: _, cursor, ...filters }) =>
    [
      countInAnswer({
        of: 'Эпиков',
        rows: epics,
        none: Object.keys(filters).length === 0 ? 'Эпиков пока нет.' : 'Подходящих эпиков нет.',
        cursor,
        next: next_cursor,
      }),
      ...epics.map(entityLine),
      ...(next_cursor === null ? [] : [`Дальше: cursor=${next_cursor}`]),
    ].join('\n'),
});
