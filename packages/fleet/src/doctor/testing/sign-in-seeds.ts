import { json } from './answer-set.ts';
import type { Seed } from './fixture-server.ts';
import {
  at,
  bare,
  challenged,
  fields,
  on,
  page,
  RESOURCE_METADATA,
  refused,
  SERVER_METADATA,
  type SeededFault,
  where,
  without,
} from './seeding.ts';

const MOVED = '/metadata.json';
const unknownToken = ({ rpc }: { readonly rpc: string }) => rpc === 'tools/list';
const ofServer = (change: Parameters<typeof fields>[0]) => at(SERVER_METADATA, fields(change));

/** The challenge names another place of the same origin, and only there are the metadata. */
const movedMetadata: Seed = (reply, visit) => {
  if (visit.path === RESOURCE_METADATA) return { status: 404, headers: {}, body: '' };
  if (visit.path === MOVED) return json({ resource: `${visit.origin}/mcp`, authorization_servers: [visit.origin] });
  return challenged((known) => known.replace(RESOURCE_METADATA, MOVED))(reply, visit);
};

/** Faults of the 401 that begins a sign-in. */
export const CHALLENGE_FAULTS: readonly SeededFault[] = [
  ['challenge-status', 'an unknown token gets 403', refused(where(unknownToken, bare(403)))],
  ['challenge-header', 'a 401 without a challenge', refused(without('www-authenticate'))],
  ['challenge-header', 'a challenge for Basic', challenged((known) => known.replace('Bearer', 'Basic'))],
  [
    'challenge-metadata',
    'no resource_metadata',
    challenged((known) => known.replace(/ resource_metadata="[^"]*",/, '')),
  ],
  [
    'challenge-metadata',
    'metadata of another origin',
    challenged((known) => known.replace(/localhost:\d+/, 'a.example')),
  ],
  ['challenge-scope', 'no scope', challenged((known) => known.replace(/, scope="[^"]*"/, ''))],
  ['challenge-cors', 'a 401 without CORS', refused(without('access-control-allow-origin'))],
  ['challenge-cors-expose', 'a challenge hidden from pages', refused(without('access-control-expose-headers'))],
  ['scoped-call', 'a scoped tool runs for a stranger', on('tools/call', () => json({ result: { content: [] } }))],
];

/** Faults of the two documents by which a client finds its way. */
export const DISCOVERY_FAULTS: readonly SeededFault[] = [
  ['resource-metadata', 'no resource metadata', at(RESOURCE_METADATA, bare(404))],
  ['resource-metadata', 'a page for resource metadata', at(RESOURCE_METADATA, page(200))],
  ['resource-metadata-path', 'metadata only where the challenge says', movedMetadata],
  [
    'resource-metadata-root',
    'the short address names another resource',
    at('/.well-known/oauth-protected-resource', (_, { origin }) => json({ resource: origin })),
  ],
  [
    'resource',
    'a slash too many',
    at(
      RESOURCE_METADATA,
      fields(({ origin }) => ({ resource: `${origin}/mcp/` })),
    ),
  ],
  ['authorization-servers', 'no authorization server', at(RESOURCE_METADATA, fields({ authorization_servers: [] }))],
  ['server-metadata', 'no server metadata', at(SERVER_METADATA, bare(404))],
  ['issuer', 'another issuer', ofServer(({ origin }) => ({ issuer: `${origin}/` }))],
  ['metadata-cors', 'metadata closed to pages', at(SERVER_METADATA, without('access-control-allow-origin'))],
  ['oauth-endpoints', 'no token endpoint', ofServer({ token_endpoint: undefined })],
  ['pkce', 'no PKCE', ofServer({ code_challenge_methods_supported: undefined })],
  ['pkce', 'PKCE by plain too', ofServer({ code_challenge_methods_supported: ['plain', 'S256'] })],
  [
    'registration',
    'no way to register',
    ofServer({ registration_endpoint: undefined, client_id_metadata_document_supported: false }),
  ],
  [
    'public-clients',
    'only clients with a secret',
    ofServer({ token_endpoint_auth_methods_supported: ['client_secret_post'] }),
  ],
  ['refresh', 'no refresh', ofServer({ grant_types_supported: ['authorization_code'] })],
  ['offline-access', 'no offline_access', ofServer({ scopes_supported: ['lab:read'] })],
  ['iss-parameter', 'no iss in the answer', ofServer({ authorization_response_iss_parameter_supported: undefined })],
];
