import { ConfigurationError, consoleLog, createDoors } from '@aisystant/oauth';
import { languageOf } from '@aisystant/oauth/pages';
import { originValidationResponse } from '@modelcontextprotocol/server';
import { homePage } from './home.ts';
import { askedFor, hasPrototypeKey, parseJson, readBody, rpcError } from './json-rpc.ts';
import { createMcpEndpoint, type McpEndpoint } from './mcp-endpoint.ts';
import { publicPage } from './page.ts';
import { plainRoute } from './plain-route.ts';
import { isAt } from './resource.ts';
import { hasOpenParts, type ServerDefinition } from './server.ts';
import { shownTools } from './toolset.ts';
import type { Caller, McpEnv, Visit } from './visit.ts';

export type { McpEnv } from './visit.ts';

const MCP_BODY_LIMIT = 256 * 1024;

/** Hosts whose pages may call a server from a browser; programs send no Origin and pass. */
const BROWSER_HOSTS = ['localhost', '127.0.0.1', '[::1]', 'chatgpt.com', 'claude.ai'];

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
        // A Host that is no name at all: the edge lets none through, a local socket does.
        if (!URL.canParse(request.url)) return labelled(wrongAddress(visit.door.config.resource), trace);
        return labelled(await route(withoutSlash(request), visit, serveMcp, context), trace);
      } catch (error) {
        return brokenResponse(error, server.name, trace);
      }
    },
  };
}

/** Every answer carries its id, and one to a program on a web page can be read by it, refusals too. */
function labelled(response: Response, trace: string): Response {
  response.headers.set('x-request-id', trace);
  if (!response.headers.has('access-control-allow-origin') && response.headers.get('content-type')?.includes('json')) {
    response.headers.set('access-control-allow-origin', '*');
  }
  return response;
}

/**
 * Some clients write `/mcp/`, and look for the metadata of that; a redirect would lose their POST, so the slash is simply
 * not seen.
 */
function withoutSlash(request: Request): Request {
  const url = new URL(request.url);
  if (!url.pathname.endsWith('/mcp/')) return request;
  url.pathname = url.pathname.slice(0, -1);
  return new Request(url, request);
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
  if (request.method === 'GET') {
    const language = languageOf(request.headers.get('accept-language'));
    const page = server.pages?.find(({ path }) => path === pathname);
    if (page !== undefined) return publicPage(page, language);
    if (pathname === '/') return homePage(server, door.config.resource, language);
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
  const anonymous = hasOpenParts(server) && pathname === '/mcp' && !request.headers.has('authorization');
  const caller = anonymous ? null : await door.authenticate(request);
  if (caller && 'refusal' in caller) return caller.refusal;
  if (pathname !== '/mcp') return plainRoute(request, visit, caller?.principal ?? null);
  const shown = shownTools(server, new URL(request.url).searchParams);
  if ('refusal' in shown) return rpcError(400, -32602, `INVALID_ARGUMENT: ${shown.refusal}`);
  return request.method === 'POST' ? mcpCall(request, visit, serve, caller) : serve(request, visit, caller, undefined);
}

async function mcpCall<Env, S>(
  request: Request,
  visit: Visit<Env, S>,
  serve: McpEndpoint<Env, S>,
  caller: Caller | null,
): Promise<Response> {
  const text = await readBody(request, MCP_BODY_LIMIT);
  if (text === null) return rpcError(413, -32000, `The body is larger than ${MCP_BODY_LIMIT} bytes.`);
  const body = parseJson(text);
  if (body === undefined) return rpcError(400, -32700, 'The body is not valid JSON.');
  if (hasPrototypeKey(text, body))
    return rpcError(400, -32602, 'INVALID_ARGUMENT (__proto__): Unknown field; remove it.');
  // A scoped tool called without a token starts the sign-in, exactly as a server without open parts does at once.
  if (!caller && needsPerson(visit.server, body)) {
    const refused = await visit.door.authenticate(request);
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
