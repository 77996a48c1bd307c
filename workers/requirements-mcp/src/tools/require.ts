import { type Result, ToolError } from '@aisystant/mcp';
import type { Created, CreateError } from '../domain/created.ts';
import { type DictionaryEntry, entryOf, type RequirementType } from '../domain/dictionaries.ts';
import { type Entity, PRIORITIES, type Priority } from '../domain/entity.ts';
import { ENTITY_TYPES, type EntityType } from '../domain/entity-type.ts';
import { checkTransition, parseStatus, type Status, TRANSITIONS } from '../domain/status.ts';
import { followsStoryTemplate, STORY_TEMPLATE } from '../domain/story-template.ts';
import type { RequirementsServices } from '../services.ts';
import type { DeletedEntity } from '../store/entity-store.ts';

const PEOPLE = 'id участников показывает get_dictionaries.';
const TYPES = 'id видов показывает get_dictionaries.';
const COMMENTS = 'id комментариев показывает list_comments.';
/** Where the caller finds what a field names; entities are found by the rest. */
const SHOWN_BY: { readonly [field: string]: string } = {
  creator_id: PEOPLE,
  assignee_id: PEOPLE,
  author_id: PEOPLE,
  comment_id: COMMENTS,
  parent_comment_id: COMMENTS,
  relationship_id: 'id связей показывает list_relationships.',
  requirement_type_id: TYPES,
  type_id: TYPES,
};

/** The failure of a call that names what is not there, or what the caller may not see: both read the same. */
export function notFound(
  field: string,
  hint = SHOWN_BY[field] ?? 'Номера показывают list_epics, get_hierarchy и search_global.',
): ToolError {
  return new ToolError('NOT_FOUND', 'Здесь такого нет.', { field, hint });
}

/** The entity of a type that a caller names by UUID or reference id. Throws `NOT_FOUND`. */
export async function requireEntity(
  { store }: RequirementsServices,
  key: string,
  field: string,
  type?: EntityType,
): Promise<Entity> {
  const entity = await store.find(key);
  if (entity === null || (type !== undefined && entity.type !== type)) throw notFound(field);
  return entity;
}

/** The same, also of one that was deleted: its history can still be read. Throws `NOT_FOUND`. */
export async function requireKnown(
  { store }: RequirementsServices,
  key: string,
  field: string,
  type?: EntityType,
): Promise<Entity | DeletedEntity> {
  const entity = (await store.find(key)) ?? (await store.findDeleted(key));
  if (entity === null || (type !== undefined && entity.type !== type)) throw notFound(field);
  return entity;
}

/** The id of a member; undefined when none is named. Throws `NOT_FOUND`. */
export async function requireMember(
  { store }: RequirementsServices,
  id: string | undefined,
  field: string,
): Promise<string | undefined> {
  if (id === undefined || (await store.members()).has(id)) return id;
  throw notFound(field);
}

/** The same for a filter, which may also name somebody who has left and whose work is still here. Throws `NOT_FOUND`. */
export async function requirePerson(
  { store }: RequirementsServices,
  id: string | undefined,
  field: string,
): Promise<string | undefined> {
  if (id === undefined || (await store.authors()).has(id)) return id;
  const order = { field: null, descending: false };
  const parts = (['creatorId', 'assigneeId'] as const).map((part) =>
    store.page({ types: ENTITY_TYPES, [part]: id }, order, { limit: 1, offset: 0 }),
  );
  if ((await Promise.all(parts)).some(({ total }) => total > 0)) return id;
  throw notFound(field);
}

/** Throws `INVALID_ARGUMENT` when a field names somebody else than the caller as the author: no one writes in another's name. */
export async function requireSelf({ store }: RequirementsServices, input: object, field: string): Promise<void> {
  const { [field]: written } = input as { readonly [field: string]: unknown };
  if (written === undefined) return;
  const { id } = await store.me();
  if (written === id) return;
  throw new ToolError('INVALID_ARGUMENT', 'Писать можно только от своего имени.', {
    field,
    hint: `Уберите это поле или пришлите свой id: ${id}.`,
  });
}

/** The entry of a dictionary that a caller names by name or id. Throws `INVALID_ARGUMENT` with all names. */
export function requireEntry<Entry extends DictionaryEntry>(
  entries: readonly Entry[],
  written: string,
  field: string,
): Entry {
  const entry = entryOf(entries, written);
  if (entry) return entry;
  throw new ToolError('INVALID_ARGUMENT', 'Такого нет в словаре.', {
    field,
    hint: `Есть: ${entries.map(({ name }) => name).join(', ')}.`,
  });
}

/** The types of requirements that a new requirement may have. */
export async function typesInUse({ store }: RequirementsServices): Promise<readonly RequirementType[]> {
  return (await store.requirementTypes()).filter(({ retired }) => !retired);
}

/** The id of the type that a filter names, also of a retired one: requirements may have it. Throws `INVALID_ARGUMENT`. */
export async function requireTypeFilter(
  { store }: RequirementsServices,
  written: string | undefined,
  field: string,
): Promise<string | undefined> {
  return written === undefined ? undefined : requireEntry(await store.requirementTypes(), written, field).id;
}

/** A status of a type in any case. Throws `INVALID_ARGUMENT` with the statuses that there are. */
export function requireStatus(type: EntityType, written: string): Status {
  const status = parseStatus(type, written);
  if (status !== null) return status;
  throw new ToolError('INVALID_ARGUMENT', 'Такого статуса нет.', {
    field: 'status',
    hint: `Есть: ${[...TRANSITIONS[type].keys()].join(', ')}.`,
  });
}

/** A priority as an address has it. Throws `INVALID_ARGUMENT`. */
export function requirePriority(written: string): Priority {
  const priority = PRIORITIES.find((each) => String(each) === written);
  if (priority !== undefined) return priority;
  throw new ToolError('INVALID_ARGUMENT', 'Такого приоритета нет.', {
    field: 'priority',
    hint: `Есть: ${PRIORITIES.join(', ')}.`,
  });
}

/** The status that an entity may be given. Throws `INVALID_ARGUMENT` with what is allowed. */
export function requireTransition({ type, status: from }: Entity, written: string): Status {
  const to = requireStatus(type, written);
  const checked = checkTransition(type, from, to);
  if (checked.ok) return checked.value;
  throw new ToolError('INVALID_ARGUMENT', `Из статуса ${from} нельзя перейти в ${to}.`, {
    field: 'status',
    hint: `Можно: ${checked.error.join(', ')}.`,
  });
}

/** Throws `INVALID_ARGUMENT` for the description of a story that does not say who wants what, and why. */
export function requireStoryTemplate(description: string | undefined): void {
  if (description === undefined || description === '' || followsStoryTemplate(description)) return;
  throw new ToolError('INVALID_ARGUMENT', 'В описании истории нет роли, желания или цели.', {
    field: 'description',
    hint: `Нужно: ${STORY_TEMPLATE}.`,
  });
}

/** What was made. Throws `NOT_FOUND`, and `CONFLICT` for an idempotency key of another request, or of what was deleted. */
export function requireCreated<T>(made: Result<Created<T>, CreateError>, field: string): Created<T> {
  if (made.ok) return made.value;
  if (made.error === 'not_found') throw notFound(field);
  if (made.error === 'deleted') {
    throw new ToolError('CONFLICT', 'С этим idempotency_key это уже создавали, а потом удалили.', {
      field: 'idempotency_key',
      hint: 'Чтобы создать снова, возьмите новый ключ.',
    });
  }
  throw new ToolError('CONFLICT', 'С этим idempotency_key уже был другой запрос.', {
    field: 'idempotency_key',
    hint: 'Для нового запроса возьмите новый ключ.',
  });
}
