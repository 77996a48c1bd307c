import type { Dialect } from '../entity.ts';
import { field, text } from '../portal-answer.ts';

/** What the portal says about a column. */
export interface Field {
  /** Type by its own name: `integer`, `user`, `datetime`, `crm_status`… */
  readonly type: string;
  readonly title: string;
  /** Dictionary of statuses that its values are of, as the portal names it: `DEAL_TYPE`. */
  readonly statusType?: string;
}

/** The columns of a list by name. */
export type FieldList = ReadonlyMap<string, Field>;

/** Columns of tasks that the portal does not name, and that filter, sort or select. */
const TASK_EXTRA: readonly (readonly [string, Field])[] = [
  ['REAL_STATUS', { type: 'integer', title: 'Настоящий статус' }],
  ['ACCOMPLICE', { type: 'user', title: 'Соисполнитель' }],
  ['AUDITOR', { type: 'user', title: 'Наблюдатель' }],
  ['TAG', { type: 'string', title: 'Тег' }],
  ['TAGS', { type: 'array', title: 'Теги' }],
];

/** Columns of tasks that select lists, by the name by which a filter asks for one of their values; by their own it asks for nothing. */
const TASK_LISTS = [
  ['ACCOMPLICE', 'ACCOMPLICES'],
  ['AUDITOR', 'AUDITORS'],
  ['TAG', 'TAGS'],
] as const;

/** The name by which a column filters. */
export function filterName(dialect: Dialect, column: string): string {
  return (dialect === 'tasks' && TASK_LISTS.find(([, list]) => list === column)?.[0]) || column;
}

/** The name by which a column is selected. */
export function selectName(dialect: Dialect, column: string): string {
  return (dialect === 'tasks' && TASK_LISTS.find(([name]) => name === column)?.[1]) || column;
}

/** Columns that the portal names and that neither filter nor select. */
const UNUSABLE = ['CONTACT_IDS'];

/** Reads the answer of a method that tells the columns of a list. */
export function readFieldList(dialect: Dialect, answer: unknown): FieldList {
  const fields = dialect === 'tasks' ? field(answer, 'fields') : answer;
  const read = Object.entries(Object(fields)).map(([name, told]): [string, Field] => [
    name,
    readField(dialect, name, told),
  ]);
  const known = read.filter(([name]) => !UNUSABLE.includes(name));
  return new Map(dialect === 'tasks' ? [...known, ...TASK_EXTRA] : known);
}

function readField(dialect: Dialect, name: string, told: unknown): Field {
  // The list of people tells titles only.
  if (dialect === 'users') return { type: USER_TYPES[name] ?? 'string', title: String(told) };
  const type = (dialect === 'tasks' && taskType(name, told)) || String(field(told, 'type') ?? 'string');
  const title = field(told, 'formLabel') ?? field(told, 'title') ?? name;
  const statusType = text(told, 'statusType');
  return { type, title: String(title), ...(statusType !== '' && { statusType }) };
}

/** A type that the list of tasks does not tell: of a number of a person, and of a flag; null for a type that it tells. */
function taskType(name: string, told: unknown): string | null {
  if (TASK_PEOPLE.includes(name)) return 'user';
  const values = Object.keys(Object(field(told, 'values')));
  return values.toSorted().join() === 'N,Y' ? 'char' : null;
}

const TASK_PEOPLE = ['CREATED_BY', 'RESPONSIBLE_ID', 'CHANGED_BY', 'CLOSED_BY', 'STATUS_CHANGED_BY'];

const USER_TYPES: Readonly<Record<string, string>> = {
  ID: 'integer',
  ACTIVE: 'boolean',
  DATE_REGISTER: 'datetime',
  LAST_LOGIN: 'datetime',
  LAST_ACTIVITY_DATE: 'datetime',
  TIMESTAMP_X: 'datetime',
  PERSONAL_BIRTHDAY: 'date',
  UF_EMPLOYMENT_DATE: 'date',
  IS_ONLINE: 'char',
  UF_DEPARTMENT: 'integer',
};
