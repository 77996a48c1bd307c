import { type Result, ToolError } from '@aisystant/mcp';
import { type DictionaryEntry, entryOf } from '../domain/dictionaries.ts';
import type { Entity } from '../domain/entity.ts';
import type { EntityType } from '../domain/entity-type.ts';
import { checkTransition, parseStatus, type Status, TRANSITIONS } from '../domain/status.ts';
import { followsStoryTemplate, STORY_TEMPLATE } from '../domain/story-template.ts';
import type { RequirementsServices } from '../services.ts';
import type { Made, NotMade } from '../store/requirements-store.ts';

/** The failure of a call that names what is not there, or what the caller may not see: both read the same. */
export function notFound(field: string): ToolError {
  return new ToolError('NOT_FOUND', 'Здесь такого нет.', {
    field,
    hint: 'Номера показывают list_epics, get_hierarchy и search_global.',
  });
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

/** The id of a member; undefined when none is named. Throws `NOT_FOUND`. */
export async function requireMember(
  { store }: RequirementsServices,
  id: string | undefined,
  field: string,
): Promise<string | undefined> {
  if (id === undefined || (await store.members()).has(id)) return id;
  throw notFound(field);
}

/** The entry of a dictionary that a caller names by name or id. Throws `INVALID_ARGUMENT` with all names. */
export function requireEntry<Name extends string>(
  entries: readonly DictionaryEntry<Name>[],
  written: string,
  field: string,
): Name {
  const entry = entryOf(entries, written);
  if (entry) return entry.name;
  throw new ToolError('INVALID_ARGUMENT', 'Такого нет в словаре.', {
    field,
    hint: `Есть: ${entries.map(({ name }) => name).join(', ')}.`,
  });
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

/** What was made. Throws `NOT_FOUND`, and `CONFLICT` for an idempotency key of another request. */
export function requireMade<T>(made: Result<Made<T>, NotMade>, field: string): Made<T> {
  if (made.ok) return made.value;
  if (made.error === 'not_found') throw notFound(field);
  throw new ToolError('CONFLICT', 'С этим idempotency_key уже был другой запрос.', {
    field: 'idempotency_key',
    hint: 'Для нового запроса возьмите новый ключ.',
  });
}
