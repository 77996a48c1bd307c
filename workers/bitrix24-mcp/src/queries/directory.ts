import { type Dictionaries, readDictionaries } from '../domain/answer/dictionary.ts';
import { ENTITIES, type EntityName, PAGE } from '../domain/entity.ts';
import { field, listOf, text } from '../domain/portal-answer.ts';
import { type FieldList, readFieldList } from '../domain/request/field-list.ts';
import type { Department, PortalPerson } from '../domain/rights/scope.ts';
import { MOST_COMMANDS } from '../store/batch.ts';
import type { Command, CommandAnswer, PortalStore, ReadMethod } from '../store/portal-store.ts';

/** A person of the portal with their zone. */
export interface DirectoryPerson extends PortalPerson {
  /** IANA name; empty when the person has that of the portal. */
  readonly zone: string;
}

/** What rarely changes at a portal. */
export interface Directory {
  readonly dictionaries: Dictionaries;
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
 * as many as there were, and a page more.
 */
export async function loadPortal(store: PortalStore, entity: EntityName, now: number): Promise<Portal> {
  const known = kept.get(store.key);
  const fresh = known && now - known.at < LIFETIME_MS && now >= known.at ? known : null;
  const fields = fresh?.fields.get(entity);
  if (fresh && fields) return { ...fresh.directory, fields, isAsked: false };
  if (fresh) {
    const { answers } = await store.run([{ method: ENTITIES[entity].fields as ReadMethod, params: {} }]);
    const read = readFieldList(ENTITIES[entity].dialect, answers[0]?.result);
    fresh.fields.set(entity, read);
    return { ...fresh.directory, fields: read, isAsked: true };
  }
  const loaded = await load(store, entity, known?.directory.people.length ?? null);
  keep(store.key, { at: now, directory: loaded, fields: new Map([[entity, loaded.fields]]) });
  return loaded;
}

async function load(store: PortalStore, entity: EntityName, before: number | null): Promise<Portal> {
  const single: readonly ReadMethod[] = [
    ENTITIES[entity].fields as ReadMethod,
    'crm.status.list',
    'crm.category.list',
    'crm.currency.list',
    'tasks.task.getFields',
    'department.get',
    ...(store.isAccount ? (['user.current'] as const) : []),
  ];
  const commands = single.map((method): Command => {
    if (method === 'department.get') return departmentPage(0);
    if (method === 'crm.status.list') return statusPage(0);
    return { method, params: method === 'crm.category.list' ? { entityTypeId: 2 } : {} };
  });
  const most = MOST_COMMANDS - commands.length;
  const pages = before === null ? most : Math.min(most, Math.ceil(before / PAGE) + 1);
  const answer = await store.run([...commands, ...Array.from({ length: pages }, (_, index) => peoplePage(index))]);
  const [columns, , categories, currencies, taskFields, , account] = answer.answers.map(({ result }) => result);
  const people = { pages: answer.answers.slice(single.length), at: peoplePage };
  const departments = { pages: answer.answers.slice(DEPARTMENTS, DEPARTMENTS + 1), at: departmentPage };
  const statuses = { pages: answer.answers.slice(STATUSES, STATUSES + 1), at: statusPage };
  await readOn(store, [people, departments, statuses]);
  return {
    fields: readFieldList(ENTITIES[entity].dialect, columns),
    dictionaries: readDictionaries({
      statuses: rowsOf(statuses, readStatus).map(({ row }) => row),
      categories,
      currencies,
      taskFields,
    }),
    departments: rowsOf(departments, readDepartment),
    people: rowsOf(people, readPerson),
    account: store.isAccount ? text(listOf(account)[0] ?? account, 'ID') : null,
    portalZone: answer.portalZone,
    isAsked: true,
  };
}

const PEOPLE_COLUMNS = ['ID', 'NAME', 'LAST_NAME', 'EMAIL', 'ACTIVE', 'TIME_ZONE', 'UF_DEPARTMENT'];

/** The places of lists among the commands. */
const [STATUSES, DEPARTMENTS] = [1, 5];

const peoplePage = (index: number): Command => ({
  method: 'user.get',
  params: { select: PEOPLE_COLUMNS, sort: 'ID', order: 'ASC', start: index * PAGE },
});
const departmentPage = (index: number): Command => ({
  method: 'department.get',
  params: { sort: 'ID', order: 'ASC', start: index * PAGE },
});

const statusPage = (index: number): Command => ({
  method: 'crm.status.list',
  params: { order: { SORT: 'ASC', ID: 'ASC' }, start: index * PAGE },
});

/** A list of the portal: the pages that were read, and the command for each. */
interface Paged {
  readonly pages: CommandAnswer[];
  readonly at: (index: number) => Command;
}

/** Reads the pages of lists that are missing by their totals, all in the same requests. */
async function readOn(store: PortalStore, lists: readonly Paged[]): Promise<void> {
  const missing = ({ pages, at }: Paged) => {
    const total = pages[0]?.total ?? 0;
    // Some portals give a list as a whole, whatever its length.
    const isWhole = pages.flatMap(({ result }) => listOf(result)).length >= total;
    const count = isWhole ? 0 : Math.max(0, Math.ceil(total / PAGE) - pages.length);
    return Array.from({ length: count }, (_, index) => ({ pages, command: at(pages.length + index) }));
  };
  for (let wanted = lists.flatMap(missing); wanted.length > 0; wanted = lists.flatMap(missing)) {
    const asked = wanted.slice(0, MOST_COMMANDS);
    const more = await store.run(asked.map(({ command }) => command));
    for (const [index, answer] of more.answers.entries()) asked[index]?.pages.push(answer);
  }
}

/** The rows of all pages: one that was added in between may be on two. */
function rowsOf<Row extends { readonly id: string }>({ pages }: Paged, read: (row: unknown) => Row): readonly Row[] {
  const rows = pages.flatMap(({ result }) => listOf(result).map(read));
  return [...new Map(rows.map((row) => [row.id, row])).values()];
}

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

const readStatus = (row: unknown) => ({ id: text(row, 'ID'), row });

function readDepartment(row: unknown): Department {
  const orNull = (id: string) => (id === '' || id === '0' ? null : id);
  return { id: text(row, 'ID'), parent: orNull(text(row, 'PARENT')), head: orNull(text(row, 'UF_HEAD')) };
}
