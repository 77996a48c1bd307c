import { Cursor, defineListPages, quoteWords, shorten } from '@aisystant/mcp';
import * as z from 'zod';
import { ENTITY_FIELDS } from '../../domain/entity.ts';
import type { FieldChange } from '../../domain/revision.ts';
import { EntityLine, fields, lineOf } from '../fields.ts';
import { requireKnown } from '../require.ts';
import { reads, tool } from '../tool.ts';
import { entityLine } from '../write-entity.ts';

const pages = defineListPages('history', z.object({ version: z.int() }));
/** Most characters of a value in a history. */
const VALUE_CHARACTERS = 500;

/** `get_history`: who changed what. */
export const getHistory = tool({
  ...reads,
  id: 'get_history',
  title: 'История изменений',
  intent: 'Кто и что здесь менял?',
  useWhen: ['спор о том, как было', 'после CONFLICT'],
  doNotUseWhen: [{ case: 'нужно, как сейчас', use: 'get_entity' }],
  semantics: `Сначала новые правки; есть и у удалённого. Значения — до ${VALUE_CHARACTERS} знаков.`,
  errors: ['INVALID_ARGUMENT', 'NOT_FOUND'],
  examples: [
    { question: 'Кто менял EP-1?', input: { id: 'EP-001' }, answer: 'Правки с авторами.' },
    { question: 'Последняя правка REQ-1', input: { id: 'REQ-001', limit: 1 }, answer: 'Одна правка.' },
  ],
  input: () =>
    z.strictObject({ id: fields.key('EP-, US-, AC-, REQ-001'), limit: fields.limit, cursor: Cursor.optional() }),
  output: () =>
    z.object({
      entity: EntityLine,
      deleted: z.boolean(),
      revisions: z.array(
        z.object({
          version: z.int(),
          at: z.string(),
          author_id: z.string(),
          author: z.string().nullable(),
          client_id: z.string(),
          changes: z.array(z.object({ field: z.string(), from: z.string().nullable(), to: z.string().nullable() })),
        }),
      ),
      next_cursor: z.string().nullable(),
    }),
  async run({ id, limit, cursor }, { services: { store }, services }) {
    const entity = await requireKnown(services, id, 'id');
    const filters = { id: entity.id };
    const before = pages.after(cursor, filters)?.version ?? null;
    const [rows, members] = await Promise.all([store.history(entity.id, before, limit + 1), store.members()]);
    const { items, next_cursor } = pages.page(rows, {
      limit,
      filters,
      show: ({ version, at, authorId, clientId, change }) => ({
        version,
        at,
        author_id: authorId,
        author: members.get(authorId)?.name ?? null,
        client_id: clientId,
        changes: ENTITY_FIELDS.flatMap((field) => {
          const changed = change[field];
          return changed === undefined ? [] : [shownChange(field, changed)];
        }),
      }),
    });
    return { entity: lineOf(entity), deleted: !('createdAt' in entity), revisions: items, next_cursor };
  },
  summarize: ({ entity, deleted, revisions, next_cursor }) =>
    [
      `${entityLine(entity)}${deleted ? ' — удалено' : ''}`,
      ...revisions.map(({ version, at, author, changes }) => {
        const said = changes.map(({ field, from, to }) => `${field}: ${valueText(from)} → ${valueText(to)}`);
        return `Версия ${version}, ${at}, ${author ?? 'бывший участник'}: ${said.join('; ')}`;
      }),
      ...(next_cursor === null ? [] : [`Дальше: cursor=${next_cursor}`]),
    ].join('\n'),
});

/** Fields whose names differ outside. */
const NAMES: { readonly [field: string]: string } = {
  assigneeId: 'assignee_id',
  criteriaId: 'acceptance_criteria_id',
};

function shownChange(field: string, { from, to }: FieldChange) {
  const text = (value: string | number | null) => (value === null ? null : shorten(String(value), VALUE_CHARACTERS));
  return { field: NAMES[field] ?? field, from: text(from), to: text(to) };
}

const valueText = (value: string | null) => (value === null ? 'пусто' : quoteWords(value));
