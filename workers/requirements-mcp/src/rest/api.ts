import type { Rest } from '@aisystant/mcp';
import type { RequirementsServices } from '../services.ts';
import { ownCommentRoutes } from './comment-routes.ts';
import { dictionaryRoutes } from './dictionary-routes.ts';
import { entityRoutes } from './entity-routes.ts';
import { leftOut } from './left-out.ts';
import { relationshipRoutes } from './relationship-routes.ts';
import { requirementTypeRoutes } from './requirement-type-routes.ts';
import { searchRoutes } from './search-routes.ts';
import { treeRoutes } from './tree-routes.ts';

/** The REST interface of requirements-mcp. */
export const api: Rest<RequirementsServices> = {
  base: '/api/v1',
  title: { ru: 'Требования по HTTP', en: 'Requirements over HTTP' },
  routes: [
    ...entityRoutes,
    ...ownCommentRoutes,
    ...relationshipRoutes,
    ...searchRoutes,
    ...treeRoutes,
    ...dictionaryRoutes,
    ...requirementTypeRoutes,
  ],
  leftOut,
};
