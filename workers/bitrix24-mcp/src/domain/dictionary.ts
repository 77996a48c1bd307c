import type { DictionaryName } from './entity.ts';
import { field, listOf, text } from './portal-answer.ts';

/** One value of a dictionary. */
export interface DictionaryItem {
  readonly id: string;
  readonly name: string;
  /** Group of a stage: P in progress, S success, F failure; null for values that are no stages. */
  readonly group: 'P' | 'S' | 'F' | null;
  /** Id of the funnel of a stage; null where there are no funnels. */
  readonly funnel: string | null;
}

/** The dictionaries of a portal. */
export type Dictionaries = Readonly<Record<DictionaryName, readonly DictionaryItem[]>>;

/** The values of all columns of statuses, by the name that the portal has for their dictionary: `DEAL_TYPE`, `INDUSTRY`… */
export type StatusTypes = ReadonlyMap<string, readonly DictionaryItem[]>;

/** Reads the dictionaries of statuses, those too that have no name of our own. */
export function readStatusTypes(statuses: unknown): StatusTypes {
  const byType = Map.groupBy(listOf(statuses), (each) => text(each, 'ENTITY_ID'));
  return new Map([...byType].map(([type, rows]) => [type, rows.map(statusItem)]));
}

/** The answers that dictionaries are read from. */
export interface DictionaryAnswers {
  readonly statuses: unknown;
  readonly categories: unknown;
  readonly currencies: unknown;
  readonly taskFields: unknown;
}

/** Reads the dictionaries of a portal. */
export function readDictionaries({ statuses, categories, currencies, taskFields }: DictionaryAnswers): Dictionaries {
  const all = listOf(statuses);
  const of = (test: (entity: string) => boolean) => all.filter((each) => test(text(each, 'ENTITY_ID'))).map(statusItem);
  return {
    statuses: of((entity) => entity === 'STATUS'),
    stages: of((entity) => /^DEAL_STAGE(_\d+)?$/.test(entity)),
    sources: of((entity) => entity === 'SOURCE'),
    currencies: listOf(currencies).map((each) => item(text(each, 'CURRENCY'), text(each, 'FULL_NAME'))),
    categories: listOf(field(categories, 'categories')).map((each) => item(text(each, 'id'), text(each, 'name'))),
    task_statuses: valuesOf(taskFields, 'STATUS'),
    priorities: valuesOf(taskFields, 'PRIORITY'),
  };
}

function statusItem(status: unknown): DictionaryItem {
  const [, funnel = '0'] = /^DEAL_STAGE_?(\d+)?$/.exec(text(status, 'ENTITY_ID')) ?? [];
  const isStage = text(status, 'ENTITY_ID') === 'STATUS' || text(status, 'ENTITY_ID').startsWith('DEAL_STAGE');
  const semantics = field(status, 'SEMANTICS');
  const group = semantics === 'S' || semantics === 'F' ? semantics : 'P';
  return {
    ...item(text(status, 'STATUS_ID'), text(status, 'NAME')),
    group: isStage ? group : null,
    funnel: text(status, 'ENTITY_ID').startsWith('DEAL_STAGE') ? funnel : null,
  };
}

const item = (id: string, name: string): DictionaryItem => ({ id, name, group: null, funnel: null });

/** Values of an enumeration come as a map. */
function valuesOf(taskFields: unknown, name: string): readonly DictionaryItem[] {
  const values = field(field(field(taskFields, 'fields'), name), 'values');
  return Object.entries(Object(values)).map(([id, title]) => item(id, String(title)));
}
