import { Cursor, defineListPages, quoteWords, shorten } from '@aisystant/mcp';
import * as z from 'zod';
import { ENTITY_FIELDS } from '../../domain/entity.ts';
import { RELATIONSHIP_CHANGES, RELATIONSHIP_TYPES, type RelationshipChange } from '../../domain/relationship.ts';
import type { FieldChange, Revision } from '../../domain/revision.ts';
import type { Member } from '../../domain/role.ts';
import { EntityLine, fields, lineOf } from '../fields.ts';
import { memberName } from '../member-name.ts';
import { requireKnown } from '../require.ts';
import { reads, tool } from '../tool.ts';
import { entityLine } from '../write-entity.ts';

const pages = defineListPages('history', z.object({ version: z.int().min(0) }));
const relationshipPages = defineListPages('history of relationships', z.object({ position: z.int().min(0) }));
/** Who made a change, when, and through which client. */
const By = z.object({
  at: z.string(),
  author_id: z.string(),
  author: z.string().nullable(),
  client_id: z.string(),
});

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
  semantics: `Сначала новые правки; есть и у удалённого. Значения — до ${VALUE_CHARACTERS} знаков. of: relationships — как появлялись и исчезали связи требования.`,
  errors: ['INVALID_ARGUMENT', 'NOT_FOUND'],
  examples: [
    { question: 'Кто менял EP-1?', input: { id: 'EP-001' }, answer: 'Правки с авторами.' },
    { question: 'Последняя правка REQ-1', input: { id: 'REQ-001', limit: 1 }, answer: 'Одна правка.' },
  ],
  input: () =>
    z.strictObject({
      id: fields.key('EP-, US-, AC-, REQ-001'),
      of: z.enum(['fields', 'relationships']).default('fields'),
      limit: fields.limit,
      cursor: Cursor.optional(),
    }),
  output: () =>
    z.object({
      entity: EntityLine,
      deleted: z.boolean(),
      revisions: z.array(
        z.object({
          version: z.int(),
          ...By.shape,
          changes: z.array(z.object({ field: z.string(), from: z.string().nullable(), to: z.string().nullable() })),
        }),
      ),
      relationships: z.array(
        z.object({
          change: z.enum(RELATIONSHIP_CHANGES),
          relationship_id: z.string(),
          source: z.string(),
          type: z.enum(RELATIONSHIP_TYPES),
          target: z.string(),
          ...By.shape,
        }),
      ),
      next_cursor: z.string().nullable(),
    }),
  async run({ id, of, limit, cursor }, { services: { store }, services }) {
    const entity = await requireKnown(services, id, 'id');
    const filters = { id: entity.id };
    const shown = { entity: lineOf(entity), deleted: !('createdAt' in entity) };
    const authors = await store.authors();
    if (of === 'relationships') {
      const before = relationshipPages.after(cursor, filters)?.position ?? null;
      const rows = await store.relationshipChanges(entity.id, before, limit + 1);
      const show = (row: RelationshipChange) => shownRelationship(row, authors);
      const { items, next_cursor } = relationshipPages.page(rows, { limit, filters, show });
      return { ...shown, revisions: [], relationships: items, next_cursor };
    }
    const before = pages.after(cursor, filters)?.version ?? null;
    const rows = await store.history(entity.id, before, limit + 1);
    const show = (row: Revision) => shownRevision(row, authors);
    const { items, next_cursor } = pages.page(rows, { limit, filters, show });
    return { ...shown, revisions: items, relationships: [], next_cursor };
  },
  summarize: ({ entity, deleted, revisions, relationships, next_cursor }) =>
    [
      `${entityLine(entity)}${deleted ? ' — удалено' : ''}`,
      ...revisions.map(({ version, at, author, changes }) => {
        const said = changes.map(({ field, from, to }) => `${field}: ${valueText(from)} → ${valueText(to)}`);
        return `Версия ${version}, ${at}, ${memberName(author)}: ${said.join('; ')}`;
      }),
      ...relationships.map(({ change, source, type, target, at, author }) => {
        const verb = change === 'made' ? 'связь проведена' : 'связь убрана';
        return `${at}, ${memberName(author)}: ${verb}, ${source} ${type} ${target}`;
      }),
      ...(next_cursor === null ? [] : [`Дальше: cursor=${next_cursor}`]),
    ].join('\n'),
});

type Authors = ReadonlyMap<string, Member>;

const shownBy = ({ at, authorId, clientId }: Pick<Revision, 'at' | 'authorId' | 'clientId'>, authors: Authors) => ({
  at,
  author_id: authorId,
  author: authors.get(authorId)?.name ?? null,
  client_id: clientId,
});

function shownRevision(revision: Revision, authors: Authors) {
  const { version, change } = revision;
  const changes = ENTITY_FIELDS.flatMap((field) => {
    const changed = change[field];
    return changed === undefined ? [] : [shownChange(field, changed)];
  });
  return { version, ...shownBy(revision, authors), changes };
}

function shownRelationship(row: RelationshipChange, authors: Authors) {
  const { change, relationshipId, source, type, target } = row;
  return { change, relationship_id: relationshipId, source, type, target, ...shownBy(row, authors) };
}

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
