import { expectedVersionField, idempotencyKeyField } from '@aisystant/mcp';
import * as z from 'zod';
import { DESCRIPTION_CHARACTERS, type Entity, PRIORITIES, TITLE_CHARACTERS } from '../domain/entity.ts';
import { ENTITY_TYPES } from '../domain/entity-type.ts';

/** A UUID; one that is written in capitals is the same (RFC 9562, section 4). */
export const uuid = z.uuid().toLowerCase();

/** Input fields that several tools share. The schema of a priority is a range: some clients refuse an enumeration of numbers. */
export const fields = {
  name: z.string().trim().min(1).max(100),
  title: z.string().trim().min(1).max(TITLE_CHARACTERS),
  priority: z
    .int()
    .min(Math.min(...PRIORITIES))
    .max(Math.max(...PRIORITIES))
    .describe('1=Critical, 2=High, 3=Medium, 4=Low'),
  description: z.string().max(DESCRIPTION_CHARACTERS),
  assignee: uuid.describe('id участника'),
  status: z.string().min(1).max(30).describe('имя из get_dictionaries, регистр любой'),
  /** What an entity is named by; `example` is a reference id of its type. */
  key: (example: string) => z.string().min(1).max(64).describe(`UUID или ${example}`),
  query: z.string().trim().min(1).max(300).describe('слова или номер'),
  limit: z.int().min(1).max(100).default(50),
  idempotencyKey: idempotencyKeyField,
  expectedVersion: expectedVersionField.describe('версия, которую видели; без неё CONFLICT говорит нынешнюю'),
};

/** Input fields of a tool that changes an entity: those that are given, of the version that was seen. */
export const editFields = {
  title: fields.title.optional(),
  description: fields.description.optional(),
  priority: fields.priority.optional(),
  assignee_id: fields.assignee.optional(),
  status: fields.status.optional(),
  expected_version: fields.expectedVersion,
};

/** Output: an entity in a few words, without its description. */
export const EntityLine = z.object({
  id: z.string(),
  reference_id: z.string(),
  type: z.enum(ENTITY_TYPES),
  title: z.string().nullable(),
  status: z.string().nullable(),
  priority: z.int().nullable(),
  version: z.int(),
});

/** What the first line of a list is made of. */
interface CountedPage {
  /** What is listed, in the genitive plural: «эпиков». */
  readonly of: string;
  readonly rows: readonly unknown[];
  /** What a list without rows says: that there are none, or none that fit. */
  readonly none: string;
  readonly cursor: string | undefined;
  readonly next: string | null;
}

/** How many rows an answer has: one page, and not all that there are. An empty page after the first may come after some that had rows. */
export function countInAnswer({ of, rows, none, cursor, next }: CountedPage): string {
  if (rows.length === 0) return cursor === undefined ? none : `${of} в ответе нет.`;
  return `${of} в ответе: ${rows.length}${next === null ? '' : ', это не все'}.`;
}

/** Output of a tool that writes an entity. */
export const Written = EntityLine.extend({ operation: z.enum(['created', 'updated', 'unchanged']) });

type LineFacts = Pick<Entity, 'id' | 'referenceId' | 'type' | 'title' | 'status' | 'priority' | 'version'>;

/** An entity as {@link EntityLine} has it. */
export function lineOf({
  id,
  referenceId,
  type,
  title,
  status,
  priority,
  version,
}: LineFacts): z.output<typeof EntityLine> {
  return { id, reference_id: referenceId, type, title, status, priority, version };
}
