import { idempotencyKeyOf, quoteWords, ToolError } from '@aisystant/mcp';
import type * as z from 'zod';
import { type Entity, type EntityFields, type TypeOfRequirement, wordsOf } from '../domain/entity.ts';
import type { EntityType } from '../domain/entity-type.ts';
import { initialStatus } from '../domain/status.ts';
import type { RequirementsServices } from '../services.ts';
import type { NewEntity } from '../store/entity-store.ts';
import { lineOf, type Written } from './fields.ts';
import { notFound, requireCreated, requireMember, requireTransition } from './require.ts';

/** What a tool says of a new entity; what it leaves out is empty. */
export interface EntityDraft
  extends Partial<Omit<NewEntity, 'id' | 'type' | 'createdAt' | 'status' | 'assigneeId' | 'description'>> {
  readonly description?: string | undefined;
  readonly type: EntityType;
  readonly assignee_id?: string | undefined;
  readonly idempotency_key?: string | undefined;
}

/** Makes an entity; the same request on the same day makes it once. */
export async function createEntity(
  services: RequirementsServices,
  now: number,
  { assignee_id, idempotency_key, ...draft }: EntityDraft,
): Promise<z.output<typeof Written>> {
  const { store } = services;
  await store.require('write');
  const assigneeId = (await requireMember(services, assignee_id, 'assignee_id')) ?? (await store.me()).id;
  const entity = {
    ...EMPTY,
    ...draft,
    description: wordsOf(draft.description),
    status: initialStatus(draft.type),
    assigneeId: draft.type === 'acceptance_criteria' ? null : assigneeId,
  };
  const createdAt = new Date(now).toISOString();
  const asked = withTypeId(entity);
  const key = await idempotencyKeyOf(idempotency_key, asked, [createdAt.slice(0, 10), asked]);
  const created = await store.create({ ...entity, id: crypto.randomUUID(), createdAt }, key);
  const isGone = !created.ok && created.error === 'not_found';
  const made = requireCreated(created, isGone ? await goneField(services, entity) : 'id');
  return { ...lineOf(made.value), operation: operationOf(made) };
}

/** The field that names an entity of each type. */
export const KEY_FIELDS = {
  epic: 'epic_id',
  user_story: 'user_story_id',
  acceptance_criteria: 'acceptance_criteria_id',
  requirement: 'requirement_id',
} as const satisfies { readonly [type in EntityType]: string };

/** The field that names what was there when a new entity was asked for, and is not now. */
async function goneField(
  { store }: RequirementsServices,
  { type, parentId, criteriaId }: Pick<NewEntity, 'type' | 'parentId' | 'criteriaId'>,
): Promise<string> {
  const there = (await store.findAll([parentId, criteriaId].filter((id) => id !== null))).map(({ id }) => id);
  if (parentId !== null && !there.includes(parentId)) return KEY_FIELDS[type === 'user_story' ? 'epic' : 'user_story'];
  return criteriaId === null || there.includes(criteriaId) ? 'type_id' : KEY_FIELDS.acceptance_criteria;
}

/** The same with the id of its type alone, which a repeated request still has when the type was renamed in between. */
export function withTypeId<Row extends { readonly requirementType: TypeOfRequirement | null }>(row: Row) {
  return { ...row, requirementType: row.requirementType?.id ?? null };
}

const EMPTY = {
  parentId: null,
  criteriaId: null,
  requirementType: null,
  title: null,
  description: null,
  priority: null,
};

/** What a creating request did. */
export function operationOf({ repeated }: { readonly repeated: boolean }): 'created' | 'unchanged' {
  return repeated ? 'unchanged' : 'created';
}

/** What a tool wants to change; what is undefined stays. */
export interface EntityEdit {
  readonly title?: string | undefined;
  readonly description?: string | undefined;
  readonly priority?: EntityFields['priority'] | undefined;
  readonly assignee_id?: string | undefined;
  readonly status?: string | undefined;
  readonly expected_version?: number | undefined;
}

/**
 * Changes the named fields of an entity, if its version is still the one the caller saw. A change without a version is a
 * conflict too, which says the present one: the schema of the document has no such field, and unseen words are not overwritten.
 */
export async function updateEntity(
  services: RequirementsServices,
  now: number,
  entity: Entity,
  { assignee_id, status, expected_version, ...edit }: EntityEdit,
): Promise<z.output<typeof Written>> {
  const { store } = services;
  await store.require('write');
  const assigneeId = await requireMember(services, assignee_id, 'assignee_id');
  const fields: Partial<EntityFields> = {
    ...definedOf(edit),
    ...(edit.description !== undefined && { description: wordsOf(edit.description) }),
    ...(assigneeId !== undefined && { assigneeId }),
    ...(status !== undefined && { status: requireTransition(entity, status) }),
  };
  // A repeated request finds everything as it wanted it: its version is then the one before.
  const wanted = Object.entries(fields).every(([field, value]) => entity[field as keyof EntityFields] === value);
  if (wanted) return { ...lineOf(entity), operation: 'unchanged' };
  if (expected_version === undefined) throw conflict(entity, undefined);
  const update = { id: entity.id, expectedVersion: expected_version, fields, at: new Date(now).toISOString() };
  const updated = await store.update(update);
  if (updated.ok) return { ...lineOf(updated.value), operation: 'updated' };
  if (updated.error === null) throw notFound(KEY_FIELDS[entity.type]);
  throw conflict(updated.error, expected_version);
}

const conflict = ({ referenceId, version }: Entity, expected: number | undefined) =>
  versionConflict(referenceId, version, expected, ' (get_entity)');

/** The refusal of a change that names no version, or not the present one; `how` says what reads it, in brackets. */
export function versionConflict(whose: string, version: number, expected: number | undefined, how = ''): ToolError {
  const why = expected === undefined ? 'Нужна версия, которую вы видели' : 'Это успели изменить';
  return new ToolError('CONFLICT', `${why}: у ${whose} сейчас версия ${version}.`, {
    field: 'expected_version',
    hint: `Прочитайте запись${how}, решите, что менять, и повторите с expected_version=${version}.`,
  });
}

function definedOf<T extends object>(fields: T): { [K in keyof T]?: Exclude<T[K], undefined> } {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined)) as {
    [K in keyof T]?: Exclude<T[K], undefined>;
  };
}

/** The line about an entity: reference id, title, status, priority, version. */
export function entityLine({
  reference_id,
  title,
  status,
  priority,
  version,
}: z.output<typeof Written> | Line): string {
  const facts = [status, priority === null ? null : `приоритет ${priority}`, `версия ${version}`];
  const words = title === null ? '' : ` ${quoteWords(title)}`;
  return `${reference_id}${words} (${facts.filter((fact) => fact !== null).join(', ')})`;
}

type Line = Omit<z.output<typeof Written>, 'operation'>;

/** What a writing tool did, in one line. */
export function writtenLine(written: z.output<typeof Written>): string {
  const done = { created: 'Создано', updated: 'Изменено', unchanged: 'Уже есть, ничего не изменилось' };
  return `${done[written.operation]}: ${entityLine(written)}.`;
}
