import { catalogueResources } from './catalogues.ts';
import { guideResources } from './guides.ts';
import { widgets } from './widgets.ts';

/** Every resource of guides-mcp, in the order in which they are listed. */
export const resources = [...catalogueResources, ...guideResources, ...widgets];
