import { json } from './answer-set.ts';
import { at, bare, page, posted, type SeededFault } from './seeding.ts';

/** Faults of the proxy before the server, and of the address itself. */
export const ADDRESS_FAULTS: readonly SeededFault[] = [
  ['bot-challenge', 'a challenge for programs', posted(bare(403, { 'cf-mitigated': 'challenge' }))],
  ['bot-challenge', 'a page of a firewall', posted(page(403))],
  ['redirect', 'a POST redirected with 307', posted(bare(307, { location: 'http://elsewhere.example/mcp' }))],
  ['server-error', 'a variable is missing', () => json({ error: 'not configured' }, 500)],
  ['endpoint', 'nothing is served at the path', posted(bare(404))],
  ['endpoint', 'another address is the right one', posted(bare(421))],
  ['trailing-slash', 'the address with a slash is redirected', at('/mcp/', bare(301, { location: '/mcp' }))],
  ['healthz', '/healthz is a page', at('/healthz', page(200))],
];
