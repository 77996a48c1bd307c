import * as z from 'zod';
import { priorities, relationshipTypes, statuses } from '../domain/dictionaries.ts';
import type { RequirementsServices } from '../services.ts';
import { getDictionaries } from '../tools/reading/get-dictionaries.ts';
import { READ } from '../tools/tool.ts';
import { route } from './route.ts';

type Read = (services: RequirementsServices) => unknown;

/** Each whole, while the tool shortens what would not fit beside the others. */
const DICTIONARIES: readonly (readonly [`/${string}`, keyof typeof getDictionaries.output.shape, string, Read])[] = [
  ['/config/relationship-types', 'relationship_types', 'Types of relationships', () => relationshipTypes],
  ['/config/statuses', 'statuses', 'Statuses of each type, and where each may lead', () => statuses],
  ['/config/priorities', 'priorities', 'Priorities', () => priorities],
  [
    '/members',
    'members',
    'Members of the workspace',
    async ({ store }) => [...(await store.members()).values()].map(({ id, name, role }) => ({ id, name, role })),
  ],
];

/** The routes of the dictionaries, for every member. */
export const dictionaryRoutes = DICTIONARIES.map(([path, name, title, read]) =>
  route({
    method: 'GET',
    path,
    title,
    scope: READ,
    effect: 'read',
    input: () => z.strictObject({}),
    output: () => z.object({ data: getDictionaries.output.shape[name] }),
    run: async (_, { services }) => ({ data: await read(services) }) as never,
  }),
);
