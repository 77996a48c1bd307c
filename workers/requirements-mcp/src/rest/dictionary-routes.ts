import * as z from 'zod';
import { getDictionaries } from '../tools/reading/get-dictionaries.ts';
import { ofTool } from './route.ts';

const DICTIONARIES = [
  ['/config/relationship-types', 'relationship_types', 'Types of relationships'],
  ['/config/statuses', 'statuses', 'Statuses of each type, and where each may lead'],
  ['/config/priorities', 'priorities', 'Priorities'],
  ['/members', 'members', 'Members of the workspace'],
] as const;

/** The routes of the dictionaries, for every member. */
export const dictionaryRoutes = DICTIONARIES.map(([path, name, title]) =>
  ofTool({
    method: 'GET',
    path,
    title,
    tool: getDictionaries,
    output: () => z.object({ data: getDictionaries.output.shape[name] }),
    show: (dictionaries) => ({ data: dictionaries[name] }) as never,
  }),
);
