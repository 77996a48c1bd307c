import { type CallContext, type Completion, parseInput, type Values } from '@aisystant/mcp';
import { type Entity, PRIORITIES } from '../domain/entity.ts';
import { WORK_STATUSES } from '../domain/status.ts';
import { completeReference } from '../queries/complete-reference.ts';
import { briefJson } from '../queries/entity-json.ts';
import { findEntities } from '../queries/find-entities.ts';
import type { RequirementsServices } from '../services.ts';
import type { RequirementsStore } from '../store/requirements-store.ts';
import { fields } from '../tools/fields.ts';
import { requireEntity, requirePriority, requireStatus, requireTypeFilter } from '../tools/require.ts';
import { common, resource } from './resource.ts';

/** Most entities of one answer. */
const MOST = 50;
const FOUND = 'has_more — показано не всё, дальше';

/** Lists and the search, by parameters of the address; each may be absent. */
export const searchResources = [
  search('epics', {
    template: 'epics://list{?status,priority}',
    title: 'Эпики по статусу и приоритету',
    purpose: 'Эпики по номерам; фильтры складываются.',
    structure: `epics[], count; ${FOUND} — list_epics`,
    example: 'Какие эпики в работе?',
    complete: (_, { variable, written }) =>
      beginning(variable === 'status' ? WORK_STATUSES : PRIORITIES.map(String), written),
    async read({ store }, { status, priority }) {
      const filters = {
        status: status === undefined ? undefined : requireStatus('epic', status),
        priority: priority === undefined ? undefined : requirePriority(priority),
      };
      return listed('epics', await page(store, { types: ['epic'], ...filters }));
    },
  }),
  search('user_stories', {
    template: 'user-stories://list{?epic_id,status}',
    title: 'Истории эпика',
    purpose: 'Пользовательские истории по номерам; фильтры складываются.',
    structure: `user_stories[], count; ${FOUND} — get_hierarchy`,
    example: 'Какие истории у EP-001 ещё не начаты?',
    complete: (store, { variable, written }) =>
      variable === 'status' ? beginning(WORK_STATUSES, written) : completeReference(store, 'epic', written),
    async read(services, { epic_id, status }) {
      const filters = {
        parentId: epic_id === undefined ? undefined : (await requireEntity(services, epic_id, 'epic_id', 'epic')).id,
        status: status === undefined ? undefined : requireStatus('user_story', status),
      };
      return listed('user_stories', await page(services.store, { types: ['user_story'], ...filters }));
    },
  }),
  search('found_requirements', {
    template: 'requirements://search{?query,type}',
    title: 'Поиск требований',
    purpose: 'Требования по словам и виду; без query — по номерам.',
    structure: `requirements[], count; ${FOUND} — search_requirements; matched any_word — всех слов вместе нет нигде`,
    example: 'Что у нас сказано про вход?',
    async complete(store, { variable, written }) {
      if (variable !== 'type') return [];
      const types = await store.requirementTypes();
      return beginning(
        types.map(({ name }) => name),
        written,
      );
    },
    async read(services, { query, type }) {
      const { store } = services;
      const where = { requirementType: await requireTypeFilter(services, type, 'type') };
      if (query === undefined) return listed('requirements', await page(store, { types: ['requirement'], ...where }));
      const wanted = { ...where, query: parseInput(fields.query, query), types: ['requirement' as const] };
      const { items, matched, next_offset } = await findEntities(
        store,
        { ...wanted, limit: MOST, offset: 0 },
        briefJson,
      );
      return { requirements: items, count: items.length, has_more: next_offset !== null, matched };
    },
  }),
];

interface Search {
  readonly template: string;
  readonly title: string;
  readonly purpose: string;
  readonly structure: string;
  readonly example: string;
  complete(store: RequirementsStore, completion: Completion): Promise<readonly string[]> | readonly string[];
  read(services: RequirementsServices, query: Values): Promise<object>;
}

/** A resource that is read by the parameters of its address. */
function search(name: string, { complete, read, ...facts }: Search) {
  return resource({
    ...common,
    ...facts,
    name,
    values: {
      sample: '',
      complete: (completion: Completion, { services }: CallContext<RequirementsServices>) =>
        complete(services.store, completion),
    },
    read: async (_: string, { services }: CallContext<RequirementsServices>, query: Values) =>
      JSON.stringify(await read(services, query)),
  });
}

async function page(store: RequirementsStore, filters: Parameters<RequirementsStore['list']>[0]) {
  return (await store.list(filters, null, MOST + 1)).map(({ entity }) => entity);
}

function listed(name: string, entities: readonly Entity[]) {
  const shown = entities.slice(0, MOST).map(briefJson);
  return { [name]: shown, count: shown.length, has_more: entities.length > MOST };
}

/** The values that begin with what is written, in any case. */
function beginning(values: readonly string[], written: string): readonly string[] {
  return values.filter((value) => value.toLowerCase().startsWith(written.toLowerCase()));
}
