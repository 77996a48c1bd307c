import { ApiError } from './api-error.ts';
import { compareRows, readFilter, splitKey } from './filter.ts';
import { isFields, type Params, paramOf } from './params.ts';
import type { Column, Columns, Row } from './tables.ts';
import { formatValue, project } from './values.ts';

/** Rows on a page; fixed. */
export const PAGE = 50;

/** A list as a method answers it. */
export interface Listed {
  readonly result: unknown;
  readonly total?: number;
  readonly next?: number;
}

/** The table that a method lists, as its caller may see it. */
export interface Source {
  readonly rows: readonly Row[];
  readonly columns: Columns;
  readonly offsetMinutes: number;
}

type Order = readonly (readonly [string, 'ASC' | 'DESC'])[];

/** A list of CRM: what is unknown in the filter, and `limit`, has no effect. */
export function listCrm({ rows, columns, offsetMinutes }: Source, params: Params): Listed {
  const filter = objectParam(params, 'filter');
  const holds = readFilter(filter, { columns, offsetMinutes, dialect: 'crm' });
  const order = orderOf(objectParam(params, 'order'), columns);
  const found = sorted(rows.filter(holds), order, params);
  const select = selectOf(params);
  return page(found, params, (row) => project(row, columns, { select, offsetMinutes }));
}

/** The list of people: the order is two texts, not an object. */
export function listUsers({ rows, columns, offsetMinutes }: Source, params: Params): Listed {
  const holds = readFilter(objectParam(params, 'filter'), { columns, offsetMinutes, dialect: 'crm' });
  const sort = String(paramOf(params, 'sort') ?? 'ID').toUpperCase();
  const direction = paramOf(params, 'order');
  const order: Order =
    typeof direction === 'string' ? [[sort, direction.toUpperCase() === 'DESC' ? 'DESC' : 'ASC']] : [];
  const found = rows.filter(holds).toSorted((one, other) => compareRows(one, other, order));
  const select = selectOf(params);
  const show = (row: Row) => ({
    ...project(row, columns, { select: select.length === 0 ? ['*', 'UF_DEPARTMENT'] : select, offsetMinutes }),
    ...(select.length === 0 && { TIMESTAMP_X: {}, LAST_ACTIVITY_DATE: {} }),
  });
  return page(found, { ...params, start: Math.max(Number(paramOf(params, 'start') ?? 0), 0) }, show);
}

const SORTABLE_TASKS =
  'ID TITLE DATE_START CREATED_DATE CHANGED_DATE CLOSED_DATE ACTIVITY_DATE START_DATE_PLAN END_DATE_PLAN DEADLINE REAL_STATUS PRIORITY MARK GROUP_ID TIME_ESTIMATE'.split(
    ' ',
  );

/** Columns of tasks that have lists, by the name by which a filter asks for one of their values; by their own it asks for nothing. */
const TASK_LISTS = { ACCOMPLICE: 'ACCOMPLICES', AUDITOR: 'AUDITORS', TAG: 'TAGS' } as const;

/** What tasks are filtered by; a condition on another column is left out in silence. */
const FILTERED_TASKS =
  'ID PARENT_ID GROUP_ID CREATED_BY PRIORITY RESPONSIBLE_ID TITLE REAL_STATUS STATUS MARK DATE_START DEADLINE CREATED_DATE CLOSED_DATE CHANGED_DATE'.split(
    ' ',
  );

/** The columns that a filter of tasks knows. */
function filteredTaskColumns(columns: Columns): Columns {
  const own = FILTERED_TASKS.map((name) => [name, columns[name]] as const);
  const lists = Object.entries(TASK_LISTS).map(([name, list]) => [name, columns[list]] as const);
  return Object.fromEntries([...own, ...lists]) as Columns;
}

const withListsOf = (row: Row): Row =>
  Object.fromEntries([
    ...Object.entries(row),
    ...Object.entries(TASK_LISTS).map(([name, list]) => [name, row[list] ?? []] as const),
  ]) as Row;

/** The list of tasks: fewer prefixes and columns to sort by, and other names in the answer than in the request. */
export function listTasks({ rows, columns, offsetMinutes }: Source, params: Params): Listed {
  const filtered = { columns: filteredTaskColumns(columns), offsetMinutes, dialect: 'tasks' } as const;
  const matches = readFilter(objectParam(params, 'filter'), filtered);
  const holds = (row: Row) => matches(withListsOf(row));
  const wanted = Object.entries(objectParam(params, 'order')).map(
    ([name, direction]) => [name.toUpperCase(), direction] as const,
  );
  if (wanted.some(([name]) => !SORTABLE_TASKS.includes(name))) {
    throw new ApiError(400, '0', 'Invalid sorting key (internal error)');
  }
  const order: Order =
    wanted.length === 0 ? [['ID', 'DESC']] : wanted.map(([name, direction]) => [name, directionOf(direction)]);
  const found = sorted(rows.filter(holds), order, params);
  const select = selectOf(params);
  const { result, ...rest } = page(found, params, (row) => showTask(row, columns, { select, offsetMinutes }));
  return { result: { tasks: result }, ...rest };
}

/** A task as a list shows it: camelCase, `group` empty as a list, the person beside their id. */
export function showTask(
  row: Row,
  columns: Columns,
  { select, offsetMinutes }: { readonly select: readonly string[]; readonly offsetMinutes: number },
) {
  const all = select.length === 0 || select.includes('*');
  const names = Object.keys(columns).filter((name) => all || name === 'ID' || select.includes(name));
  const shown = names.map((name) => {
    const column = columns[name] as Columns[string];
    const value = taskValue(row[name], column, offsetMinutes);
    // The answer calls the real status "status" and the computed one "subStatus".
    return [name === 'REAL_STATUS' ? 'status' : name === 'STATUS' ? 'subStatus' : camelCase(name), value] as const;
  });
  return { ...Object.fromEntries(shown), group: [] };
}

function taskValue(value: Row[string] | undefined, column: Column, offsetMinutes: number): unknown {
  if (column.type === 'integers') return ((value ?? []) as readonly number[]).map(String);
  if (column.type !== 'strings') return formatValue(value, column, offsetMinutes);
  // Tags come by their numbers, and PHP writes an object without members as a list.
  const tags = ((value ?? []) as readonly string[]).map((title, index) => [index + 35, { id: index + 35, title }]);
  return tags.length === 0 ? [] : Object.fromEntries(tags);
}

const camelCase = (name: string) => name.toLowerCase().replace(/_(\w)/g, (_, letter: string) => letter.toUpperCase());

/**
 * Rows in an order. The database gives rows that are equal in it in any order, and in another one on another page: here backwards
 * on every second one.
 */
function sorted(rows: readonly Row[], order: Order, params: Params): readonly Row[] {
  const tie = order.length > 0 && (firstOf(params) / PAGE) % 2 === 1 ? -1 : 1;
  return rows.toSorted((one, other) => compareRows(one, other, order, tie));
}

/** The first row of the page that is asked for. */
function firstOf(params: Params): number {
  return Math.max(0, Math.floor((Number(paramOf(params, 'start') ?? 0) || 0) / PAGE) * PAGE);
}

/** A page of fifty. `start=-1` counts nothing and has no next page. */
export function page(found: readonly Row[], params: Params, show: (row: Row) => unknown): Listed {
  if (Number(paramOf(params, 'start') ?? 0) === -1) return { result: found.slice(0, PAGE).map(show), total: 0 };
  const from = firstOf(params);
  const next = from + PAGE < found.length ? { next: from + PAGE } : {};
  return { result: found.slice(from, from + PAGE).map(show), ...next, total: found.length };
}

/** The universal list, which refuses a filter on a column that does not exist. Names are in camelCase, numbers are numbers. */
export function listItems({ rows, columns, offsetMinutes }: Source, params: Params): Listed {
  const filter = objectParam(params, 'filter');
  const upper = (name: string) => name.replace(/([A-Z])/g, '_$1').toUpperCase();
  const renamed = Object.entries(filter).map(([key, value]) => {
    const [operator] = splitKey(key, 'crm');
    const name = ITEM_NAMES[key.slice(operator.length)] ?? upper(key.slice(operator.length));
    if (!Object.hasOwn(columns, name)) {
      throw new ApiError(
        400,
        'INVALID_ARG_VALUE',
        `Invalid filter: field '${key.slice(operator.length)}' is not allowed in filter`,
      );
    }
    return [`${operator}${name}`, value] as const;
  });
  const { result, ...rest } = listCrm(
    { rows, columns, offsetMinutes },
    { start: paramOf(params, 'start'), filter: Object.fromEntries(renamed) },
  );
  const items = (result as readonly Row[]).map((row) =>
    Object.fromEntries(
      Object.entries(row).map(([name, value]) => [
        camelCase(name),
        NUMBERS.includes(columns[name]?.type ?? '') ? Number(value) : value,
      ]),
    ),
  );
  return { result: { items }, ...rest };
}

const ITEM_NAMES: Readonly<Record<string, string>> = { createdTime: 'DATE_CREATE', updatedTime: 'DATE_MODIFY' };
const NUMBERS = ['integer', 'double', 'user', 'crm_category'];

function objectParam(params: Params, name: string): Params {
  const value = paramOf(params, name) ?? {};
  if (isFields(value)) return value;
  if (Array.isArray(value) && value.length === 0) return {};
  throw new ApiError(400, '', `Parameter '${name}' must be array.`);
}

function selectOf(params: Params): readonly string[] {
  const value = paramOf(params, 'select') ?? [];
  if (!Array.isArray(value)) throw new ApiError(400, '', "Parameter 'select' must be array.");
  return value.map((name) => String(name).toUpperCase());
}

const directionOf = (direction: unknown) => (String(direction).toUpperCase() === 'DESC' ? 'DESC' : 'ASC');

function orderOf(order: Params, columns: Columns): Order {
  return Object.entries(order)
    .map(([name, direction]) => [name.toUpperCase(), directionOf(direction)] as const)
    .filter(([name]) => Object.hasOwn(columns, name));
}
