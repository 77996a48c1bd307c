import type { LeftOut } from '@aisystant/mcp';

/** What the document of the upstream system has and this interface has not, each with the reason; a part of its OpenAPI document. */
export const leftOut: readonly LeftOut[] = [
  {
    what: 'POST, PUT and DELETE of /config/relationship-types',
    why: 'Each of the five has a meaning that the server works with: which requirement comes first, and what closes a circle. The schemas of the tools promise these five.',
  },
  {
    what: '/config/status-models and /config/status-transitions; POST, PUT and DELETE of /config/statuses',
    why: 'The tools promise these statuses and transitions, and a query of the document names a status without its model. GET /config/statuses answers all of it.',
  },
  {
    what: '/auth/login, /auth/refresh, /auth/logout, /auth/profile, /auth/users',
    why: 'There are no passwords here: people sign in by OAuth, programs have personal tokens, members are managed by list_members, set_member and remove_member.',
  },
  { what: '/ready, /live', why: 'Every server of the fleet answers /healthz.' },
  {
    what: '/prompts, /steering-documents',
    why: 'The prompts are a part of the server (prompts/list), and steering documents are no part of the contract.',
  },
  { what: 'GET /search relevance', why: 'The order of the results tells it; the number would mean nothing by itself.' },
];
