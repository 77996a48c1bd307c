import { ENTITY_FIELDS, type EntityFields } from './entity.ts';

/** What one field became. */
export interface FieldChange {
  readonly from: string | number | null;
  readonly to: string | number | null;
}

/** What a revision changed: only fields that differ. */
export type Change = { readonly [field in keyof EntityFields]?: FieldChange };

/** One change of an entity: who, when, what, through which client. */
export interface Revision {
  /** Version of the entity that it made, from 1. */
  readonly version: number;
  /** ISO 8601. */
  readonly at: string;
  readonly authorId: string;
  /** Id of the client at this server. */
  readonly clientId: string;
  readonly change: Change;
}

/** Fields of an entity before its first revision. */
export const NO_FIELDS: EntityFields = {
  title: null,
  description: null,
  status: null,
  priority: null,
  assigneeId: null,
  criteriaId: null,
};

/** What has to change so that the fields become the wanted ones; a field that is not named stays. */
export function changeOf(from: EntityFields, to: Partial<EntityFields>): Change {
  const changed = ENTITY_FIELDS.filter((field) => to[field] !== undefined && to[field] !== from[field]);
  return Object.fromEntries(changed.map((field) => [field, { from: from[field], to: to[field] ?? null }]));
}

/** The fields after a change. Throws `TypeError` when the change began from other values. */
export function applyChange(fields: EntityFields, change: Change): EntityFields {
  const after: { [field: string]: string | number | null } = { ...fields };
  for (const field of ENTITY_FIELDS) {
    const step = change[field];
    if (step === undefined) continue;
    if (step.from !== fields[field]) throw new TypeError(`the history of ${field} has a gap`);
    after[field] = step.to;
  }
  return after as unknown as EntityFields;
}
