import type { Row } from './tables.ts';

/** A row of a dictionary of CRM. */
export interface Status {
  /** Dictionary: `STATUS`, `SOURCE`, `DEAL_STAGE`, `DEAL_STAGE_1`… */
  readonly entity: string;
  readonly id: string;
  readonly name: string;
  /** Group of a stage: in progress, success or failure; null for values that are no stages. */
  readonly semantics: 'P' | 'S' | 'F' | null;
}

/** A department; `head` is the id of a user. */
export interface Department {
  readonly id: number;
  readonly name: string;
  readonly parent: number | null;
  readonly head: number | null;
}

/** The tables of a portal with rows of their own. */
export type TableName = 'users' | 'leads' | 'deals' | 'contacts' | 'companies' | 'tasks';

/** What a portal holds. */
export interface PortalData extends Readonly<Record<TableName, readonly Row[]>> {
  /** Offset of the portal's zone from UTC, minutes. */
  readonly offsetMinutes: number;
  readonly departments: readonly Department[];
  readonly statuses: readonly Status[];
  readonly categories: readonly { readonly id: number; readonly name: string }[];
  readonly currencies: readonly { readonly id: string; readonly name: string; readonly rate: string }[];
  /** Ids of users who see everything. */
  readonly administrators: readonly number[];
}

/** The ids of a person and of everybody in the departments that they lead, and in those below. */
export function subordinatesOf(
  { departments, users }: Pick<PortalData, 'departments' | 'users'>,
  userId: number,
): readonly number[] {
  const below = (parent: number): number[] => [
    parent,
    ...departments.filter((department) => department.parent === parent).flatMap(({ id }) => below(id)),
  ];
  const led = departments.filter(({ head }) => head === userId).flatMap(({ id }) => below(id));
  const people = users.filter(({ UF_DEPARTMENT }) =>
    (UF_DEPARTMENT as readonly number[]).some((id) => led.includes(id)),
  );
  return [...new Set([userId, ...people.map(({ ID }) => ID)])];
}
