import {
  ConfigurationError,
  consoleLog,
  createDoors,
  type Door,
  type Principal,
  type SignInEnv,
} from '@aisystant/oauth';
import { languageOf } from '@aisystant/oauth/pages';
import { originValidationResponse } from '@modelcontextprotocol/server';
import { createMcpHandler } from 'agents/mcp/server';
import { type CallScope, call, DEADLINE_MS, type Limits } from './call.ts';
import { homePage } from './home.ts';
import { askedFor, parseJson, readBody, renameTool, rpcError } from './json-rpc.ts';
import { buildMcpServer } from './mcp-server.ts';
import { isAt } from './resource.ts';
import type { Route } from './route.ts';
import { hasOpenTools, type ServerDefinition } from './server.ts';

const MCP_BODY_LIMIT = 256 * 1024;

/** Hosts whose pages may call a server from a browser; programs send no Origin and pass. */
const BROWSER_HOSTS = ['localhost', '127.0.0.1', '[::1]', 'chatgpt.com', 'claude.ai'];

/** The bindings and variables every server has; a server's own `Env` extends it. */
export interface McpEnv extends SignInEnv, Limits {}

/** One request on its way: what the server is, who asks, and where to log. */
interface Visit<Env, Services> {
  readonly server: ServerDefinition<Env, Services>;
  readonly door: Door;
  readonly env: Env & McpEnv;
  readonly trace: string;
}

/** Hosts a server as a Worker. */
export function createMcpWorker<Env extends McpEnv, Services>(
  server: ServerDefinition<Env, Services>,
): { fetch(request: Request, env: Env, context: ExecutionContext): Promise<Response> } {
  const doorOf = createDoors({ ...server, baselineScopes: Object.keys(server.scopes) }, consoleLog);
  const serveMcp = createMcpEndpoint(server);
  return {
    async fetch(request, env, context) {
      const trace = crypto.randomUUID();
      try {
        const visit = { server, door: doorOf(env), env, trace };
        const response = await route(request, visit, serveMcp, context);
        response.headers.set('x-request-id', trace);
        return response;
      } catch (error) {
        return brokenResponse(error, server.name, trace);
      }
    },
  };
}

/** A wrong configuration and a fault nobody foresaw: the log says which, the caller gets the id of the log line. */
function brokenResponse(error: unknown, server: string, trace: string): Response {
  const misconfigured = error instanceof ConfigurationError;
  const detail = misconfigured ? error.message : error instanceof Error ? error.name : typeof error;
  consoleLog({ event: misconfigured ? 'configuration' : 'unexpected', server, trace, detail });
  const message = misconfigured ? 'This server is not configured correctly.' : 'Something broke on the server.';
  return Response.json({ error: message }, { status: 500, headers: { 'x-request-id': trace } });
}

async function route<Env, S>(
  request: Request,
  visit: Visit<Env, S>,
  serveMcp: McpEndpoint<Env, S>,
  context: ExecutionContext,
): Promise<Response> {
  const { server, door } = visit;
  const { origin, pathname } = new URL(request.url);
  if (pathname === '/healthz') {
    const { configuration } = door.config;
    return Response.json({ status: 'ok', server: server.name, version: server.version, configuration });
  }
  if (origin !== door.config.baseUrl) return wrongAddress(door.config.resource);
  if (pathname.startsWith('/.well-known/oauth-protected-resource')) return door.resourceMetadata(request);
  if (pathname === '/mcp' || pathname.startsWith('/mcp/')) return mcp(request, visit, serveMcp);
  if (pathname === '/' && request.method === 'GET') {
    return homePage(server, door.config.resource, languageOf(request.headers.get('accept-language')));
  }
  return door.pages(request, context);
}

/** `localhost` and `127.0.0.1` are different resources to OAuth, and a foreign Host may be a rebinding attack. */
function wrongAddress(resource: string): Response {
  return rpcError(421, -32000, `This server answers only at ${resource}; connect to exactly this address.`);
}

async function mcp<Env, S>(request: Request, visit: Visit<Env, S>, serve: McpEndpoint<Env, S>): Promise<Response> {
  const { server, door } = visit;
  const { pathname, hostname } = new URL(request.url);
  const foreign = originValidationResponse(request, [...BROWSER_HOSTS, hostname]);
  if (foreign) return foreign;
  if (request.method === 'OPTIONS') return serve(request, visit, null, undefined);
  const anonymous = hasOpenTools(server) && pathname === '/mcp' && !request.headers.has('authorization');
  const caller = anonymous ? null : await door.authenticate(request);
  if (caller && 'refusal' in caller) return caller.refusal;
  if (pathname !== '/mcp') return plainRoute(request, visit, caller?.principal ?? null);
  if (request.method !== 'POST') return serve(request, visit, caller, undefined);
  const text = await readBody(request, MCP_BODY_LIMIT);
  if (text === null) return rpcError(413, -32000, `The body is larger than ${MCP_BODY_LIMIT} bytes.`);
  const body = parseJson(text);
  if (body === undefined) return rpcError(400, -32700, 'The body is not valid JSON.');
  // A scoped tool called without a token starts the sign-in, exactly as a server without open tools does at once.
  if (!caller && needsPerson(server, body)) {
    const refused = await door.authenticate(request);
    if ('refusal' in refused) return refused.refusal;
  }
  return serve(request, visit, caller, body);
}

function needsPerson<Env, S>(server: ServerDefinition<Env, S>, body: unknown): boolean {
  return askedFor(body).some(({ method, name }) => {
    if (method === 'tools/call') {
      const tool = server.tools.find((candidate) => candidate.name === name || candidate.facts.id === name);
      return tool !== undefined && tool.facts.scope !== null;
    }
    if (method !== 'resources/read' || name === undefined) return false;
    return server.resources.some((resource) => resource.scope !== null && isAt(resource, name));
  });
}

type Caller = { readonly principal: Principal; readonly token: string };
type McpEndpoint<Env, S> = (
  request: Request,
  visit: Visit<Env, S>,
  caller: Caller | null,
  body: unknown,
) => Promise<Response>;

/** What the SDK carries from the HTTP request to the factory of the MCP server. */
interface Carried<S> {
  readonly scope: CallScope<S>;
  readonly metadataUrl: string;
}

/** The MCP endpoint of a server: both eras, without sessions. */
function createMcpEndpoint<Env, S>(server: ServerDefinition<Env, S>): McpEndpoint<Env, S> {
  const wireNames = new Map(server.tools.map((tool) => [tool.facts.id, tool.name]));
  const rename = (name: string) => wireNames.get(name) ?? name;
  const handler = createMcpHandler(
    ({ authInfo }) => {
      const { scope, metadataUrl } = (authInfo?.extra ?? {}) as Partial<Carried<S>>;
      if (!scope || !metadataUrl) throw new TypeError('a request reached the MCP server without its caller');
      return buildMcpServer(server, scope, metadataUrl);
    },
    { route: '/mcp', allowedOriginHostnames: '*', corsOptions: { exposeHeaders: 'WWW-Authenticate, X-Request-Id' } },
  );
  return (request, visit, caller, body) => {
    // A preflight or a method that is not allowed reaches no tool, so nothing is made for it.
    if (body === undefined) return handler.fetch(request);
    const metadataUrl = `${visit.door.config.baseUrl}/.well-known/oauth-protected-resource/mcp`;
    // Without authInfo the SDK lets every scoped tool through, so even an anonymous request carries one.
    const authInfo = {
      token: caller?.token ?? '',
      clientId: caller?.principal.clientId ?? 'anonymous',
      scopes: [...(caller?.principal.scopes ?? [])],
      resource: new URL(visit.door.config.resource),
      resourceMetadataUrl: metadataUrl,
      extra: { scope: scopeOf(request, visit, caller?.principal ?? null), metadataUrl } satisfies Carried<S>,
    };
    return handler.fetch(withWireName(request, rename), { authInfo, parsedBody: renameTool(body, rename) });
  };
}

/** Clients of 2026-07-28 repeat the tool's name in a header, which must agree with the body. */
function withWireName(request: Request, rename: (name: string) => string): Request {
  const named = request.headers.get('mcp-name');
  if (named === null || rename(named) === named) return request;
  const headers = new Headers(request.headers);
  headers.set('mcp-name', rename(named));
  return new Request(request.url, { method: request.method, headers, signal: request.signal });
}

function scopeOf<Env, S>(request: Request, visit: Visit<Env, S>, user: Principal | null): CallScope<S> {
  return {
    server: visit.server.name,
    user,
    services: visit.server.services({ env: visit.env, user }),
    limits: visit.env,
    address: request.headers.get('cf-connecting-ip') ?? 'unknown',
    trace: visit.trace,
    deadlineMs: DEADLINE_MS,
    log: consoleLog,
  };
}

/** Serves the plain HTTP routes below `/mcp`, with the same pipeline as a tool. */
async function plainRoute<Env, S>(request: Request, visit: Visit<Env, S>, user: Principal | null): Promise<Response> {
  const { pathname } = new URL(request.url);
  const found: Route<S> | undefined = visit.server.routes.find(({ facts }) => facts.path === pathname);
  if (!found)
    return Response.json({ error: { code: 'NOT_FOUND', message: 'There is nothing here.' } }, { status: 404 });
  const { facts } = found;
  if (request.method !== 'POST') return refusal(405, 'INVALID_ARGUMENT', 'Send a POST.', { allow: 'POST' });
  const text = await readBody(request, facts.maxBytes);
  if (text === null) return refusal(413, 'INVALID_ARGUMENT', `The body is larger than ${facts.maxBytes} bytes.`);
  const body = parseJson(text);
  if (body === undefined) return refusal(400, 'INVALID_ARGUMENT', 'The body is not valid JSON.');
  const callee = { kind: 'route', name: facts.path, scope: facts.scope, effect: facts.effect } as const;
  const scope = scopeOf(request, visit, user);
  const outcome = await call(callee, scope, { signal: request.signal }, (context) => found.answer(body, context));
  if (outcome.ok) return Response.json(outcome.value);
  return Response.json({ error: outcome.error }, { status: STATUS_OF[outcome.error.code] });
}

const STATUS_OF = {
  INVALID_ARGUMENT: 400,
  FORBIDDEN: 403,
  CONSENT_REQUIRED: 403,
  NOT_FOUND: 404,
  CONFLICT: 409,
  RATE_LIMITED: 429,
  INTERNAL: 500,
  UNAVAILABLE: 503,
} as const;

function refusal(status: number, code: string, message: string, headers: Record<string, string> = {}): Response {
  return Response.json({ error: { code, message, retryable: false } }, { status, headers });
}
