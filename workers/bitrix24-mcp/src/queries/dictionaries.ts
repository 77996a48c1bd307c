import type { ToolError } from '@aisystant/mcp';
import { type Dictionaries, readDictionaries, readStatusTypes, type StatusTypes } from '../domain/dictionary.ts';
import { type DictionaryName, type Entity, KINDS, kindOf, PAGE } from '../domain/entity.ts';
import { text } from '../domain/portal-answer.ts';
import type { Command, ReadMethod } from '../store/portal-store.ts';
import { type Paged, paged, resultOf, rowsOf } from './paged.ts';

/** Why dictionaries were not read. */
export type Unread = { readonly [name in DictionaryName]?: ToolError };

/** Dictionaries, those that were not read empty. */
export interface DictionariesRead {
  readonly dictionaries: Dictionaries;
  readonly statusTypes: StatusTypes;
  readonly unread: Unread;
}

/** The method that tells each dictionary. */
const METHODS = {
  statuses: 'crm.status.list',
  stages: 'crm.status.list',
  sources: 'crm.status.list',
  currencies: 'crm.currency.list',
  categories: 'crm.category.list',
  task_statuses: 'tasks.task.getFields',
  priorities: 'tasks.task.getFields',
} as const satisfies { readonly [name in DictionaryName]: ReadMethod };

type DictionaryMethod = (typeof METHODS)[DictionaryName];

const ALL: readonly DictionaryName[] = Object.values(KINDS);

/** The lists that tell dictionaries, by method. */
export type DictionaryLists = ReadonlyMap<DictionaryMethod, Paged>;

/** Lists that tell dictionaries; all of them where none is named. A list of rows is of use without each of them. */
export function dictionaryLists(names = ALL): DictionaryLists {
  const methods = [...new Set(names.map((name) => METHODS[name]))];
  return new Map(methods.map((method) => [method, paged((index) => ({ ...pageOf(method, index), optional: true }))]));
}

function pageOf(method: DictionaryMethod, index: number): Command {
  if (method === 'crm.status.list') {
    return { method, params: { order: { SORT: 'ASC', ID: 'ASC' }, start: index * PAGE } };
  }
  return { method, params: method === 'crm.category.list' ? { entityTypeId: 2 } : {} };
}

/** The dictionaries that lists have told; the others are those of `before`. */
export function dictionariesOf(lists: DictionaryLists, before: DictionariesRead | null = null): DictionariesRead {
  const result = (method: DictionaryMethod) => {
    const list = lists.get(method);
    return list && resultOf(list);
  };
  const list = lists.get('crm.status.list');
  const statuses = list && rowsOf(list, readStatus).map(({ row }) => row);
  const told = readDictionaries({
    statuses,
    categories: result('crm.category.list'),
    currencies: result('crm.currency.list'),
    taskFields: result('tasks.task.getFields'),
  });
  const refusals = ALL.map((name) => {
    const asked = lists.get(METHODS[name]);
    return [name, asked ? refusalOf(asked) : before?.unread[name]] as const;
  });
  const unread: Unread = Object.fromEntries(refusals.filter(([, refused]) => refused !== undefined));
  const itemsOf = (name: DictionaryName) => (lists.has(METHODS[name]) ? told : (before?.dictionaries ?? told))[name];
  const dictionaries = Object.fromEntries(ALL.map((name) => [name, unread[name] ? [] : itemsOf(name)]));
  const statusTypes = statuses || before === null ? readStatusTypes(statuses) : before.statusTypes;
  return { dictionaries: dictionaries as Dictionaries, statusTypes, unread };
}

const refusalOf = ({ pages }: Paged) => pages.find(({ refused }) => refused !== undefined)?.refused;

const readStatus = (row: unknown) => ({ id: text(row, 'ID'), row });

/** The dictionaries of a list that were not read, by the names that callers use; empty where all were. */
export const unreadKinds = ({ dictionaries }: Pick<Entity, 'dictionaries'>, unread: Unread): readonly string[] =>
  [...new Set(Object.values(dictionaries))].filter((name) => unread[name] !== undefined).map(kindOf);
