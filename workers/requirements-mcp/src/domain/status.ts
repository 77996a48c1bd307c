import { err, ok, type Result } from '@aisystant/mcp/result';
import type { EntityType } from './entity-type.ts';

/** Status of an epic or a story. */
export const WORK_STATUSES = ['Backlog', 'Draft', 'In Progress', 'Done', 'Cancelled'] as const;
/** Status of a requirement. */
export const REQUIREMENT_STATUSES = ['Draft', 'Active', 'Obsolete'] as const;
/** Any status. */
export type Status = (typeof WORK_STATUSES)[number] | (typeof REQUIREMENT_STATUSES)[number];

/** From a status → to which ones; the first status is that of a new entity. */
export type Transitions = ReadonlyMap<Status, readonly Status[]>;

const WORK: Transitions = new Map<Status, readonly Status[]>([
  ['Backlog', ['Draft', 'In Progress', 'Cancelled']],
  ['Draft', ['Backlog', 'In Progress', 'Cancelled']],
  ['In Progress', ['Done', 'Cancelled']],
  ['Done', ['In Progress']],
  ['Cancelled', ['Backlog']],
]);
const REQUIREMENT: Transitions = new Map<Status, readonly Status[]>([
  ['Draft', ['Active', 'Obsolete']],
  ['Active', ['Obsolete']],
  ['Obsolete', ['Active']],
]);
const NONE: Transitions = new Map();

/** The statuses of a type and where each may lead; empty for acceptance criteria, which have none. */
export const TRANSITIONS: { readonly [type in EntityType]: Transitions } = {
  epic: WORK,
  user_story: WORK,
  acceptance_criteria: NONE,
  requirement: REQUIREMENT,
};

/** Status of a new entity. */
export function initialStatus(type: EntityType): Status | null {
  return TRANSITIONS[type].keys().next().value ?? null;
}

/** Reads a status of a type in any case, with spaces, hyphens or underscores; null when the type has no such status. */
export function parseStatus(type: EntityType, text: string): Status | null {
  const plain = (status: string) => status.toLowerCase().replace(/[\s_-]+/g, '');
  return [...TRANSITIONS[type].keys()].find((status) => plain(status) === plain(text)) ?? null;
}

/** Whether a status may become another; the error is what it may become. A status may always stay as it is. */
export function checkTransition(type: EntityType, from: Status | null, to: Status): Result<Status, readonly Status[]> {
  const allowed = from === null ? [] : (TRANSITIONS[type].get(from) ?? []);
  return from === to || allowed.includes(to) ? ok(to) : err(allowed);
}
