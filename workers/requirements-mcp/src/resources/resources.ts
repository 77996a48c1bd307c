import { dictionaryResources } from './dictionaries.ts';
import { entityResources } from './entities.ts';
import { searchResources } from './searches.ts';
import { widgets } from './widgets.ts';

/** The resources of requirements-mcp, in the order in which clients list them. */
export const resources = [...entityResources, ...searchResources, ...dictionaryResources, ...widgets];
