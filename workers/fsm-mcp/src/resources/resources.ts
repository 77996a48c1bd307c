import { catalogueResources } from './catalogues.ts';
import { stateResources } from './states.ts';

/** Every resource of fsm-mcp, in the order in which they are listed. */
export const resources = [...stateResources, ...catalogueResources];
