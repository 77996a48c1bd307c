import type { CallContext } from '@aisystant/mcp';
import { relationshipTypes, statuses } from '../domain/dictionaries.ts';
import type { RequirementsServices } from '../services.ts';
import { typesInUse } from '../tools/require.ts';
import { common, resource } from './resource.ts';

/** What may be written in the fields. */
export const dictionaryResources = [
  dictionary('requirement-types', 'Виды требований', 'Какие бывают требования?', async (services) =>
    (await typesInUse(services)).map(({ id, name, description }) => ({ id, name, description })),
  ),
  dictionary('relationship-types', 'Виды связей', 'Как требования связаны?', () => relationshipTypes),
  dictionary('statuses', 'Статусы', 'Из какого статуса в какой можно перейти?', () => statuses),
];

type Entries = (services: RequirementsServices) => readonly object[] | Promise<readonly object[]>;

function dictionary(name: string, title: string, example: string, entries: Entries) {
  return resource({
    ...common,
    name: name.replaceAll('-', '_'),
    uri: `requirements://dictionaries/${name}`,
    title,
    purpose: `${title}: то, что можно написать в поле.`,
    freshness: name === 'requirement-types' ? 'виды меняет администратор пространства' : 'меняется с выпуском сервера',
    privacy: 'личных данных нет',
    structure: name === 'statuses' ? '[{ entity_type, statuses[]: status, next[] }]' : '[{ id, name, description }]',
    example,
    read: async ({ services }: CallContext<RequirementsServices>) => JSON.stringify(await entries(services)),
  });
}
