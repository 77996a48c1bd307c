import { type DictionaryName, ENTITIES, type EntityName, PAGE } from '../domain/entity.ts';
import { field, listOf, text } from '../domain/portal-answer.ts';
import { type FieldList, readFieldList } from '../domain/request/field-list.ts';
import type { Department, PortalPerson } from '../domain/rights/scope.ts';
import { MOST_COMMANDS } from '../store/batch.ts';
import type { Command, PortalStore, ReadMethod } from '../store/portal-store.ts';
import { type DictionariesRead, dictionariesOf, dictionaryLists } from './dictionaries.ts';
import { notAsDocumented } from './not-as-documented.ts';
import { type Paged, paged, readPages, resultOf, rowsOf } from './paged.ts';

/** A person of the portal with their zone. */
export interface DirectoryPerson extends PortalPerson {
  /** IANA name; empty when the person has that of the portal. */
  readonly zone: string;
}

/** What rarely changes at a portal. */
export interface Directory extends DictionariesRead {
  readonly people: readonly DirectoryPerson[];
  readonly departments: readonly Department[];
  /** Id of the account that asks; null for a webhook, which has no account. */
  readonly account: string | null;
  /** Offset of the portal's clocks, `+03:00`. */
  readonly portalZone: string;
}

/** A directory and the columns of one list. */
export interface Portal extends Directory {
  readonly fields: FieldList;
  /** Whether this call asked the portal for any of it. */
  readonly isAsked: boolean;
}

interface Kept {
  readonly at: number;
  readonly directory: Directory;
  readonly fields: Map<EntityName, FieldList>;
}

const LIFETIME_MS = 5 * 60 * 1000;

// By portal and account. Values only: a promise of one request must not be awaited by another.
const kept = new Map<string, Kept>();
const MOST_KEPT = 500;
/** Most people in all that is kept, of 320 bytes each: every account has a directory of its own, and an isolate 128 MB. */
const MOST_PEOPLE = 50_000;

/** Keeps a directory, and drops those that were read first where there are too many. */
function keep(key: string, read: Kept): void {
  kept.delete(key);
  kept.set(key, read);
  let people = [...kept.values()].reduce((sum, { directory }) => sum + directory.people.length, 0);
  for (const [oldest, { directory }] of kept) {
    if (oldest === key || (people <= MOST_PEOPLE && kept.size <= MOST_KEPT)) return;
    kept.delete(oldest);
    people -= directory.people.length;
  }
}

/**
 * The directory of a portal and the columns of a list, kept for five minutes. What is missing is one request, and one more where a
 * portal has over fifty statuses or departments; of people in about 2,000. The first request asks for as many as it can, later ones for
 * as many as there were, and a page more. A dictionary that the portal refuses is empty, and is asked for again where it is needed.
 */
export async function loadPortal(store: PortalStore, entity: EntityName, now: number): Promise<Portal> {
  const dictionaries = Object.values(ENTITIES[entity].dictionaries);
  const { directory, fields, isAsked } = await load(store, { entity, dictionaries }, now);
  return { ...directory, fields: fields.get(entity) ?? new Map(), isAsked };
}

/** The directory of a portal with a dictionary. Throws `ToolError` where the portal refuses that. */
export async function loadDictionary(store: PortalStore, name: DictionaryName, now: number): Promise<Directory> {
  const { directory } = await load(store, { entity: null, dictionaries: [name] }, now);
  const refused = directory.unread[name];
  if (refused) throw refused;
  return directory;
}

interface Needs {
  /** The list whose columns are needed; null for none. */
  readonly entity: EntityName | null;
  readonly dictionaries: readonly DictionaryName[];
}

async function load(
  store: PortalStore,
  needs: Needs,
  now: number,
): Promise<Omit<Kept, 'at'> & { readonly isAsked: boolean }> {
  const known = kept.get(store.key);
  const fresh = known && now - known.at < LIFETIME_MS && now >= known.at ? known : null;
  if (fresh === null) {
    const read = await loadAll(store, needs.entity, known?.directory.people.length ?? null);
    keep(store.key, { at: now, ...read });
    return { ...read, isAsked: true };
  }
  const { entity } = needs;
  const columns = entity === null || fresh.fields.has(entity) ? null : columnsOf(entity);
  const lists = dictionaryLists(needs.dictionaries.filter((name) => fresh.directory.unread[name] !== undefined));
  if (columns === null && lists.size === 0) return { ...fresh, isAsked: false };
  await readPages(store, [...(columns ? [columns] : []), ...lists.values()]);
  if (entity !== null && columns) fresh.fields.set(entity, fieldsIn(entity, columns));
  const directory = { ...fresh.directory, ...dictionariesOf(lists, fresh.directory) };
  if (kept.get(store.key) === fresh) kept.set(store.key, { ...fresh, directory });
  return { directory, fields: fresh.fields, isAsked: true };
}

async function loadAll(
  store: PortalStore,
  entity: EntityName | null,
  before: number | null,
): Promise<Omit<Kept, 'at'>> {
  const columns = entity === null ? null : columnsOf(entity);
  const dictionaries = dictionaryLists();
  // An account is shown what it may see by the portal itself, which knows the departments.
  const departments = paged((index) => ({ ...departmentPage(index), ...(store.isAccount && { optional: true }) }));
  const account = store.isAccount ? paged(() => ({ method: 'user.current', params: {} })) : null;
  const others = [columns, ...dictionaries.values(), departments, account].filter((list) => list !== null);
  const most = MOST_COMMANDS - others.length;
  const people = paged(peoplePage, before === null ? most : Math.min(most, Math.ceil(before / PAGE) + 1));
  const portalZone = await readPages(store, [...others, people]);
  const current = account && resultOf(account);
  const directory = {
    ...dictionariesOf(dictionaries),
    departments: rowsOf(departments, readDepartment),
    people: rowsOf(people, readPerson),
    account: account && text(listOf(current)[0] ?? current, 'ID'),
    portalZone,
  };
  return { directory, fields: new Map(entity !== null && columns ? [[entity, fieldsIn(entity, columns)]] : []) };
}

const columnsOf = (entity: EntityName) => paged(() => ({ method: ENTITIES[entity].fields as ReadMethod, params: {} }));

/** The columns of a list, all of which have an id. Throws `UNAVAILABLE` for an answer without columns. */
function fieldsIn(entity: EntityName, columns: Paged): FieldList {
  const fields = readFieldList(ENTITIES[entity].dialect, resultOf(columns));
  if (fields.has('ID')) return fields;
  throw notAsDocumented();
}

const PEOPLE_COLUMNS = ['ID', 'NAME', 'LAST_NAME', 'EMAIL', 'ACTIVE', 'TIME_ZONE', 'UF_DEPARTMENT'];

const peoplePage = (index: number): Command => ({
  method: 'user.get',
  params: { select: PEOPLE_COLUMNS, sort: 'ID', order: 'ASC', start: index * PAGE },
});
const departmentPage = (index: number): Command => ({
  method: 'department.get',
  params: { sort: 'ID', order: 'ASC', start: index * PAGE },
});

function readPerson(row: unknown): DirectoryPerson {
  return {
    id: text(row, 'ID'),
    name: [text(row, 'NAME'), text(row, 'LAST_NAME')].filter((part) => part !== '').join(' ') || text(row, 'EMAIL'),
    email: text(row, 'EMAIL'),
    active: field(row, 'ACTIVE') === true || text(row, 'ACTIVE') === 'true',
    departments: listOf(field(row, 'UF_DEPARTMENT')).map(String),
    zone: text(row, 'TIME_ZONE'),
  };
}

function readDepartment(row: unknown): Department {
  const orNull = (id: string) => (id === '' || id === '0' ? null : id);
  return { id: text(row, 'ID'), parent: orNull(text(row, 'PARENT')), head: orNull(text(row, 'UF_HEAD')) };
}
