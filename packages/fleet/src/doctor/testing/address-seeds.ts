import { json } from './answer-set.ts';
import { replyHtml, replyStatus, type SeededFault, whenPath, whenPost } from './seeding.ts';

/** Faults of the proxy before the server, and of the address itself. */
export const ADDRESS_FAULTS: readonly SeededFault[] = [
  ['bot-challenge', 'a challenge for programs', whenPost(replyStatus(403, { 'cf-mitigated': 'challenge' }))],
  ['bot-challenge', 'a page of a firewall', whenPost(replyHtml(403))],
  ['redirect', 'a POST redirected with 307', whenPost(replyStatus(307, { location: 'http://elsewhere.example/mcp' }))],
  ['server-error', 'a variable is missing', () => json({ error: 'not configured' }, 500)],
  ['endpoint', 'nothing is served at the path', whenPost(replyStatus(404))],
  ['endpoint', 'another address is the right one', whenPost(replyStatus(421))],
  [
    'trailing-slash',
    'the address with a slash is redirected',
    whenPath('/mcp/', replyStatus(301, { location: '/mcp' })),
  ],
  ['healthz', '/healthz is a page', whenPath('/healthz', replyHtml(200))],
];
