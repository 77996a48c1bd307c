import { catalogueResources } from './catalogues.ts';
import { guideResources } from './guides.ts';

/** Every resource of guides-mcp, in the order in which they are listed. */
export const resources = [...catalogueResources, ...guideResources];
