import { json } from './answer-set.ts';
import type { ReplyMutation } from './fixture-server.ts';
import {
  RESOURCE_METADATA,
  replaceChallenge,
  replaceFields,
  replyHtml,
  replyStatus,
  SERVER_METADATA,
  type SeededFault,
  when401,
  whenPath,
  whenRequest,
  whenRpc,
  without,
} from './seeding.ts';

const MOVED = '/metadata.json';
const unknownToken = ({ rpc }: { readonly rpc: string }) => rpc === 'tools/list';
const ofServer = (change: Parameters<typeof replaceFields>[0]) => whenPath(SERVER_METADATA, replaceFields(change));

/** The challenge names another place of the same origin, and only there are the metadata. */
const movedMetadata: ReplyMutation = (reply, request) => {
  if (request.path === RESOURCE_METADATA) return { status: 404, headers: {}, body: '' };
  if (request.path === MOVED)
    return json({ resource: `${request.origin}/mcp`, authorization_servers: [request.origin] });
  return replaceChallenge((known) => known.replace(RESOURCE_METADATA, MOVED))(reply, request);
};

/** Faults of the 401 that begins a sign-in. */
export const CHALLENGE_FAULTS: readonly SeededFault[] = [
  ['challenge-status', 'an unknown token gets 403', when401(whenRequest(unknownToken, replyStatus(403)))],
  ['challenge-header', 'a 401 without a challenge', when401(without('www-authenticate'))],
  ['challenge-header', 'a challenge for Basic', replaceChallenge((known) => known.replace('Bearer', 'Basic'))],
  [
    'challenge-metadata',
    'no resource_metadata',
    replaceChallenge((known) => known.replace(/ resource_metadata="[^"]*",/, '')),
  ],
  [
    'challenge-metadata',
    'metadata of another origin',
    replaceChallenge((known) => known.replace(/localhost:\d+/, 'a.example')),
  ],
  ['challenge-scope', 'no scope', replaceChallenge((known) => known.replace(/, scope="[^"]*"/, ''))],
  ['challenge-cors', 'a 401 without CORS', when401(without('access-control-allow-origin'))],
  ['challenge-cors-expose', 'a challenge hidden from pages', when401(without('access-control-expose-headers'))],
  ['scoped-call', 'a scoped tool runs for a stranger', whenRpc('tools/call', () => json({ result: { content: [] } }))],
];

/** Faults of the two documents by which a client finds its way. */
export const DISCOVERY_FAULTS: readonly SeededFault[] = [
  ['resource-metadata', 'no resource metadata', whenPath(RESOURCE_METADATA, replyStatus(404))],
  ['resource-metadata', 'a page for resource metadata', whenPath(RESOURCE_METADATA, replyHtml(200))],
  ['resource-metadata-path', 'metadata only where the challenge says', movedMetadata],
  [
    'resource-metadata-root',
    'the short address names another resource',
    whenPath('/.well-known/oauth-protected-resource', (_, { origin }) => json({ resource: origin })),
  ],
  [
    'resource',
    'a slash too many',
    whenPath(
      RESOURCE_METADATA,
      replaceFields(({ origin }) => ({ resource: `${origin}/mcp/` })),
    ),
  ],
  [
    'authorization-servers',
    'no authorization server',
    whenPath(RESOURCE_METADATA, replaceFields({ authorization_servers: [] })),
  ],
  ['server-metadata', 'no server metadata', whenPath(SERVER_METADATA, replyStatus(404))],
  ['issuer', 'another issuer', ofServer(({ origin }) => ({ issuer: `${origin}/` }))],
  ['metadata-cors', 'metadata closed to pages', whenPath(SERVER_METADATA, without('access-control-allow-origin'))],
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
