import type { Dialect } from '../entity.ts';
import type { FieldList } from '../request/field-list.ts';
import type { EffectiveRequest } from '../request/list-request.ts';

/** A row as the portal answers it. */
export type Row = { readonly [column: string]: unknown };

/** Value of a column; tasks are asked in capitals and answered in camelCase. */
export function cellOf(row: Row, column: string, dialect: Dialect): unknown {
  return row[dialect === 'tasks' ? taskName(column) : column];
}

/** Name of a column in an answered task: the real status is "status" there, and the computed one "subStatus". */
function taskName(column: string): string {
  if (column === 'REAL_STATUS') return 'status';
  if (column === 'STATUS') return 'subStatus';
  return column.toLowerCase().replace(/_(\w)/g, (_, letter: string) => letter.toUpperCase());
}

/** Id of a row. */
export const idOf = (row: Row, dialect: Dialect): string => String(cellOf(row, 'ID', dialect));

/** How the portal orders two rows of a list: by type of the column, empty values first, then by id. */
export function rowOrder(
  order: EffectiveRequest['order'],
  fields: FieldList,
  dialect: Dialect,
): (one: Row, other: Row) => number {
  return (one, other) => {
    for (const [column, direction] of order) {
      const type = fields.get(column)?.type ?? 'string';
      const [left, right] = [one, other].map((row) => comparable(cellOf(row, column, dialect), type));
      const difference = compare(left ?? null, right ?? null);
      if (difference !== 0) return direction === 'ASC' ? difference : -difference;
    }
    return Number(idOf(one, dialect)) - Number(idOf(other, dialect));
  };
}

const TIMES = ['datetime', 'date'];
const NUMBERS = ['integer', 'double', 'user', 'crm_company', 'crm_contact', 'crm_lead', 'crm_category', 'enum'];

function comparable(value: unknown, type: string): string | number | null {
  if (value === null || value === undefined || value === '') return null;
  if (TIMES.includes(type)) return Date.parse(String(value));
  if (NUMBERS.includes(type) && !Number.isNaN(Number(value))) return Number(value);
  return typeof value === 'boolean' ? Number(value) : String(value);
}

function compare(left: string | number | null, right: string | number | null): number {
  if (left === null || right === null) return Number(left !== null) - Number(right !== null);
  if (typeof left === 'number' && typeof right === 'number') return left - right;
  return String(left).localeCompare(String(right), 'ru', { sensitivity: 'accent' });
}
