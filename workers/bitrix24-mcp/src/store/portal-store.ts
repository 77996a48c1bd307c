import type { ToolError } from '@aisystant/mcp';

/** The methods that may be called: all of them read. Nothing else can be sent. */
export const READ_METHODS = [
  'crm.lead.list',
  'crm.lead.fields',
  'crm.deal.list',
  'crm.deal.fields',
  'crm.contact.list',
  'crm.contact.fields',
  'crm.company.list',
  'crm.company.fields',
  'crm.status.list',
  'crm.category.list',
  'crm.currency.list',
  'user.get',
  'user.fields',
  'user.current',
  'department.get',
  'tasks.task.list',
  'tasks.task.getFields',
] as const;

/** A method that reads. */
export type ReadMethod = (typeof READ_METHODS)[number];

/** One command of a request. */
export interface Command {
  readonly method: ReadMethod;
  readonly params: { readonly [name: string]: unknown };
  /** Whether the others are of use where the portal refuses this one, so that its answer has the error. */
  readonly optional?: boolean;
}

/** What a command answered. */
export interface CommandAnswer {
  readonly result: unknown;
  /** Rows of the whole list; null where the portal tells none, and 0 where it was asked for none. */
  readonly total: number | null;
  readonly time: unknown;
  /** Why an optional command was refused. */
  readonly refused?: ToolError;
}

/** The answers to the commands of one HTTP request, in their order. */
export interface BatchAnswer {
  readonly answers: readonly CommandAnswer[];
  /** Offset of the portal's clocks, `+03:00`. */
  readonly portalZone: string;
}

/** The portal: a port of facts. */
export interface PortalStore {
  /** Names whose rights and data are behind it, for caches; no secret. */
  readonly key: string;
  /** Whether it is the account of the person who asks, whose rights the portal itself enforces. */
  readonly isAccount: boolean;
  /** Runs at most fifty commands in one HTTP request. Throws `ToolError`, also for one command that is not optional. */
  run(commands: readonly Command[]): Promise<BatchAnswer>;
}

/** A value of the last row of an earlier command's page, as a later command refers to it. */
export interface LastIdOf {
  /** Number of the command. */
  readonly command: number;
  /** Where its rows are in its answer, and the name of their id. */
  readonly path: readonly string[];
}

/** Whether a parameter refers to an earlier command. */
export function isReference(value: unknown): value is LastIdOf {
  return typeof value === 'object' && value !== null && 'command' in value && 'path' in value;
}
