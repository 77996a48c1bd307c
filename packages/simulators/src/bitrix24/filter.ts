import type { Column, Columns, Row, Value } from './tables.ts';
import { parseTime } from './values.ts';

/** Prefixes of a condition, the longest first: the first that fits is the one that is meant. */
const OPERATORS = ['!=%', '!%=', '!@', '!%', '!=', '>=', '<=', '=%', '%=', '!', '=', '>', '<', '@', '%'] as const;
/** The fewer prefixes of tasks. */
const TASK_OPERATORS = ['<=', '>=', '!', '<', '>'] as const;

type Operator = (typeof OPERATORS)[number] | '';
type Test = (row: Row) => boolean;
type Compared = string | number | null;

/** How a table is filtered. */
export interface FilterOptions {
  readonly columns: Columns;
  readonly offsetMinutes: number;
  readonly dialect: 'crm' | 'tasks';
}

/** Reads a filter: all conditions hold; one on an unknown column is left out in silence, as Bitrix24 does. */
export function readFilter(filter: { readonly [key: string]: unknown }, options: FilterOptions): Test {
  const tests = Object.entries(filter).flatMap(([key, wanted]) => readCondition(key, wanted, options) ?? []);
  return (row) => tests.every((test) => test(row));
}

/** The prefix of a condition and its column. */
export function splitKey(key: string, dialect: FilterOptions['dialect']): readonly [Operator, string] {
  const known: readonly Operator[] = dialect === 'crm' ? OPERATORS : TASK_OPERATORS;
  const operator = known.find((prefix) => key.startsWith(prefix)) ?? '';
  return [operator, key.slice(operator.length).toUpperCase()];
}

function readCondition(key: string, wanted: unknown, options: FilterOptions): Test | null {
  const [operator, name] = splitKey(key, options.dialect);
  const column = options.columns[name];
  if (!column) return null;
  const values = [wanted].flat().map((value) => comparable(value, column, options.offsetMinutes));
  const isPattern = options.dialect === 'tasks' && name === 'TITLE' && (operator === '' || operator === '!');
  const test = isPattern ? titleTest(operator, values) : testOf(operator, column, values);
  return test && ((row) => test(stored(row[name], column)));
}

type ValueTest = (own: readonly Compared[]) => boolean;

function testOf(operator: Operator, column: Column, wanted: readonly Compared[]): ValueTest | null {
  const [first = null] = wanted;
  const isOneOf: ValueTest = (own) => own.some((value) => wanted.some((each) => equal(value, each)));
  const ordered =
    (holds: (order: number) => boolean): ValueTest =>
    (own) =>
      first !== null && own.some((value) => value !== null && holds(compare(value, first)));
  switch (operator) {
    case '>':
      return ordered((order) => order > 0);
    case '>=':
      return ordered((order) => order >= 0);
    case '<':
      return ordered((order) => order < 0);
    case '<=':
      return ordered((order) => order <= 0);
    case '':
    case '=':
    case '@':
      return isOneOf;
    case '!':
    case '!=':
    case '!@':
      return (own) => !isOneOf(own);
    default:
      return likeTest(operator, column, String(first ?? ''));
  }
}

/** The title of a task is always compared with a pattern: `%` is any text, `_` any letter. */
function titleTest(operator: Operator, patterns: readonly Compared[]): ValueTest {
  const parts = patterns.map((each) =>
    escaped(String(each ?? ''))
      .replaceAll('%', '.*')
      .replaceAll('_', '.'),
  );
  const expression = new RegExp(`^(?:${parts.join('|')})$`, 'isu');
  return ([title]) => expression.test(String(title ?? '')) === (operator === '');
}

/** Columns of other tables take no pattern: the condition is left out. */
function likeTest(operator: Operator, { type }: Column, text: string): ValueTest | null {
  if (type === 'crm_status' || type === 'crm_contact' || type === 'crm_company' || type === 'crm_multifield')
    return null;
  const pattern = operator.includes('=') ? text : `%${text}%`;
  const expression = new RegExp(`^${pattern.split('%').map(escaped).join('.*')}$`, 'isu');
  const matches: ValueTest = (own) => own.some((value) => value !== null && expression.test(String(value)));
  return operator.startsWith('!') ? (own) => !matches(own) : matches;
}

const escaped = (text: string) => text.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&');

/** What a condition compares with: a number for numbers and times, else a text. */
function comparable(value: unknown, { type }: Column, offsetMinutes: number): Compared {
  if (value === null || value === undefined || value === '') return null;
  if (type === 'boolean') return value === true || value === 'true' || value === '1' || value === 1 ? 1 : 0;
  if (type === 'datetime' || type === 'date') return parseTime(String(value), offsetMinutes) ?? Number.NaN;
  if (isNumeric(type)) return typeof value === 'boolean' ? Number(value) : numberIn(String(value));
  return String(value);
}

/** A number as PHP reads it: the beginning of the text, and zero where that is no number. */
const numberIn = (text: string): number => Number.parseFloat(text) || 0;

function stored(value: Value | undefined, { type }: Column): readonly Compared[] {
  if (value === null || value === undefined || value === '') return [null];
  if (type === 'boolean') return [value === true ? 1 : 0];
  if (Array.isArray(value)) return value.map((each) => (typeof each === 'object' ? each.VALUE : each));
  return [typeof value === 'number' && !isNumeric(type) ? String(value) : (value as Compared)];
}

const NUMERIC = ['integer', 'double', 'user', 'integers', 'crm_company', 'crm_contact', 'crm_lead', 'crm_category'];
const isNumeric = (type: string) => NUMERIC.includes(type) || type === 'datetime' || type === 'date';

const equal = (one: Compared, other: Compared) =>
  one === null || other === null ? one === other : compare(one, other) === 0;

/** Order of two values of one column; texts without letter case. */
function compare(one: string | number, other: string | number): number {
  if (typeof one === 'number' && typeof other === 'number') return one - other;
  return String(one).localeCompare(String(other), 'ru', { sensitivity: 'accent' });
}

/** Order of two rows by columns; rows without a value come first, and equal ones by id, or backwards where `tie` is below zero. */
export function compareRows(
  one: Row,
  other: Row,
  order: readonly (readonly [string, 'ASC' | 'DESC'])[],
  tie = 1,
): number {
  for (const [name, direction] of order) {
    const [left, right] = [one[name] ?? null, other[name] ?? null].map((value) =>
      typeof value === 'boolean' ? Number(value) : value,
    );
    const difference = compareValues(left as Compared, right as Compared);
    if (difference !== 0) return direction === 'ASC' ? difference : -difference;
  }
  return tie * (one.ID - other.ID);
}

function compareValues(left: Compared, right: Compared): number {
  if (left === null || right === null) return Number(left !== null) - Number(right !== null);
  return compare(left, right);
}
