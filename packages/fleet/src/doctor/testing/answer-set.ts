/** A request as the fixture server sees it. */
export interface FixtureRequest {
  readonly method: string;
  readonly path: string;
  /** Query of the address, with its question mark: it is part of the name of the resource. */
  readonly search: string;
  readonly headers: { readonly [name: string]: string | undefined };
  /** Method of the JSON-RPC message, when it is one. */
  readonly rpc: string;
  readonly message: { readonly id?: unknown; readonly params?: { readonly name?: unknown } };
  /** Origin under which the server is known. */
  readonly origin: string;
}

/** What the fixture server answers; a body that is no string is sent as JSON. */
export interface Reply {
  readonly status: number;
  readonly headers: { readonly [name: string]: string };
  readonly body: unknown;
}

/** A token the fixture server accepts. */
export const FIXTURE_TOKEN = 'the-token-of-the-fixture';

const CORS = { 'access-control-allow-origin': '*', 'access-control-expose-headers': 'WWW-Authenticate' };
const TRUSTED = ['https://claude.ai', 'https://chatgpt.com'];

/** A server without a fault: one open and one scoped tool, or, when `closed`, nothing without a token. */
export function healthyReply(request: FixtureRequest, closed: boolean): Reply {
  const { method, path, headers, origin, search } = request;
  if (path === '/healthz') return json({ status: 'ok', server: 'lab-mcp', version: '1.0.0' });
  if (headers['host'] !== new URL(origin).host) return json({ error: 'another address' }, 421);
  if (path === '/.well-known/oauth-protected-resource/mcp') return json(resourceDocument(origin, search));
  if (path === '/.well-known/oauth-authorization-server') return json(serverDocument(origin));
  if (path !== '/mcp') return { status: 404, headers: {}, body: '' };
  if (headers['origin'] && !TRUSTED.includes(headers['origin'])) return json({ error: 'a strange page' }, 403);
  if (method === 'OPTIONS') return preflight();
  const token = headers['authorization']?.replace('Bearer ', '');
  if (token !== undefined ? token !== FIXTURE_TOKEN : closed || asksForScopedTool(request))
    return refused(origin, search);
  if (method !== 'POST') return { status: 405, headers: {}, body: '' };
  return answer(request);
}

function asksForScopedTool({ rpc, message }: FixtureRequest): boolean {
  return rpc === 'tools/call' && message.params?.name !== 'lab_get_hint';
}

function refused(origin: string, search: string): Reply {
  const challenge = `Bearer realm="OAuth", resource_metadata="${origin}/.well-known/oauth-protected-resource/mcp${search}", scope="lab:read"`;
  return { status: 401, headers: { ...CORS, 'www-authenticate': challenge }, body: '' };
}

function preflight(): Reply {
  const allowed = 'Authorization, Content-Type, MCP-Protocol-Version, Mcp-Method, Mcp-Name';
  return { status: 204, headers: { ...CORS, 'access-control-allow-headers': allowed }, body: '' };
}

function answer({ rpc, message }: FixtureRequest): Reply {
  if (message.id === undefined) return { status: 202, headers: CORS, body: '' };
  const about = { serverInfo: { name: 'lab-mcp', version: '1.0.0' }, instructions: 'A server for tests.' };
  if (rpc === 'initialize') return result({ protocolVersion: '2025-11-25', capabilities: { tools: {} }, ...about });
  if (rpc === 'server/discover') return result({ supportedVersions: ['2026-07-28'], capabilities: {}, ...about });
  if (rpc === 'tools/list') return asStream(result({ tools: TOOLS }));
  return json({ jsonrpc: '2.0', id: 1, error: { code: -32601, message: 'unknown' } }, 400);
}

/** `tools/list` comes as a stream of one event, so that the doctor is tried with both forms of an answer. */
function asStream({ status, headers, body }: Reply): Reply {
  const text = `event: message\ndata: ${JSON.stringify(body)}\n\n`;
  return { status, headers: { ...headers, 'content-type': 'text/event-stream' }, body: text };
}

function result(fields: object): Reply {
  return json({ jsonrpc: '2.0', id: 1, result: fields });
}

/** A document as JSON, readable by the chats' pages. */
export function json(body: unknown, status = 200): Reply {
  return { status, headers: { ...CORS, 'content-type': 'application/json' }, body };
}

function resourceDocument(origin: string, search: string): object {
  return { resource: `${origin}/mcp${search}`, authorization_servers: [origin], scopes_supported: ['lab:read'] };
}

function serverDocument(origin: string): object {
  return {
    issuer: origin,
    authorization_endpoint: `${origin}/authorize`,
    token_endpoint: `${origin}/oauth/token`,
    registration_endpoint: `${origin}/oauth/register`,
    scopes_supported: ['lab:read', 'offline_access'],
    grant_types_supported: ['authorization_code', 'refresh_token'],
    token_endpoint_auth_methods_supported: ['client_secret_basic', 'none'],
    code_challenge_methods_supported: ['S256'],
    authorization_response_iss_parameter_supported: true,
    client_id_metadata_document_supported: true,
  };
}

/** The tools of the fixture server. */
export const TOOLS = [
  toolOf('lab_get_hint', { type: 'noauth' }),
  toolOf('lab_get_week', { type: 'oauth2', scopes: ['lab:read'] }),
];

function toolOf(name: string, scheme: object) {
  return {
    name,
    title: 'A tool',
    description: 'Answers one question.',
    inputSchema: { type: 'object', properties: {} },
    outputSchema: { type: 'object', properties: {} },
    annotations: { readOnlyHint: true, destructiveHint: false, idempotentHint: true, openWorldHint: false },
    securitySchemes: [scheme],
  };
}
