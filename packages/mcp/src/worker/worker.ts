import { ConfigurationError, consoleLog, createAuth, type Principal } from '@aisystant/oauth';
import { languageOf } from '@aisystant/oauth/pages';
import { originValidationResponse } from '@modelcontextprotocol/server';
import { serveDownload } from '../define/download.ts';
import { publicPage } from '../define/page.ts';
import { hasOpenParts, type ServerDefinition } from '../define/server.ts';
import { stepUpRefusal } from './challenge.ts';
import { preflight, readableByPages } from './cross-origin.ts';
import { homePage } from './home.ts';
import { type Asked, askedFor, hasPrototypeKey, parseJson, readBody, rpcError } from './json-rpc.ts';
import { createMcpEndpoint, type McpEndpoint } from './mcp-endpoint.ts';
import { type McpEnv, metadataUrlOf, scopeOf, type Visit } from './request-context.ts';
import { neededScopes, needsPerson } from './required-scopes.ts';
import { plainRoute } from './serve-route.ts';
import { shownTools } from './toolset.ts';

export type { McpEnv } from './request-context.ts';

const MCP_BODY_LIMIT = 256 * 1024;

/** Hosts whose pages may call a server from a browser; programs send no Origin and pass. */
const BROWSER_HOSTS = ['localhost', '127.0.0.1', '[::1]', 'chatgpt.com', 'claude.ai'];

/** Hosts a server as a Worker. */
export function createMcpWorker<Env extends McpEnv, Services>(
  server: ServerDefinition<Env, Services>,
): { fetch(request: Request, env: Env, context: ExecutionContext): Promise<Response> } {
  const doorOf = createAuth({ ...server, baselineScopes: Object.keys(server.scopes) }, consoleLog);
  const serveMcp = createMcpEndpoint(server);
  return {
    async fetch(request, env, context) {
      const trace = crypto.randomUUID();
      try {
        const door = doorOf(env);
        const url = URL.parse(request.url);
        // A Host that is no name at all: the edge lets none through, a local socket does.
        if (!url) return labelled(wrongAddress(door.config.resource), trace);
        const visit = { server, door, env, trace, url: withoutSlash(url) };
        return labelled(await route(request, visit, serveMcp, context), trace);
      } catch (error) {
        return brokenResponse(error, server.name, trace);
      }
    },
  };
}

/** Every answer carries its id, and one to a program on a web page can be read by it, refusals too. */
function labelled(response: Response, trace: string): Response {
  response.headers.set('x-request-id', trace);
  const { headers } = response;
  const isFile = headers.has('content-disposition');
  if (!isFile && !headers.has('access-control-allow-origin') && headers.get('content-type')?.includes('json')) {
    readableByPages(response);
  }
  return response;
}

/**
 * Some clients write `/mcp/`, and look for the metadata of that; a redirect would lose their POST, so the slash is simply
 * not seen.
 */
function withoutSlash(url: URL): URL {
  if (url.pathname.endsWith('/mcp/')) url.pathname = url.pathname.slice(0, -1);
  return url;
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
  serveMcp: McpEndpoint<S>,
  context: ExecutionContext,
): Promise<Response> {
  const { server, door, url } = visit;
  if (url.pathname === '/healthz') {
    const { configuration } = door.config;
    return Response.json({ status: 'ok', server: server.name, version: server.version, configuration });
  }
  if (url.origin !== door.config.baseUrl) return wrongAddress(door.config.resource);
  if (url.pathname.startsWith('/.well-known/oauth-protected-resource')) {
    return door.resourceMetadata(new Request(url, request));
  }
  if (url.pathname === '/mcp' || url.pathname.startsWith('/mcp/')) {
    return readableByPages(await mcp(request, visit, serveMcp));
  }
  const download = server.downloads?.find(({ path }) => url.pathname.startsWith(path));
  if (download) return serveDownload(request, visit, download);
  if (request.method === 'GET' || request.method === 'HEAD') {
    const language = languageOf(request.headers.get('accept-language'));
    const page = server.pages?.find(({ path }) => path === url.pathname);
    if (page !== undefined) return publicPage(page, language);
    if (url.pathname === '/') return homePage(server, door.config.resource, language);
  }
  return door.pages(request, context, visit.trace);
}

/** `localhost` and `127.0.0.1` are different resources to OAuth, and a foreign Host may be a rebinding attack. */
function wrongAddress(resource: string): Response {
  return rpcError(421, -32000, `This server answers only at ${resource}; connect to exactly this address.`);
}

async function mcp<Env, S>(request: Request, visit: Visit<Env, S>, serve: McpEndpoint<S>): Promise<Response> {
  const { server, door, url } = visit;
  const foreign = originValidationResponse(request, [...BROWSER_HOSTS, url.hostname]);
  if (foreign) return foreign;
  if (request.method === 'OPTIONS') return preflight();
  const anonymous = hasOpenParts(server) && url.pathname === '/mcp' && !request.headers.has('authorization');
  const caller = anonymous ? null : await door.authenticate(request, visit.trace);
  if (caller && 'refusal' in caller) return caller.refusal;
  const user = caller?.principal ?? null;
  if (url.pathname !== '/mcp') return plainRoute(request, visit, user);
  return request.method === 'POST' ? mcpCall(request, visit, serve, user) : notAllowed();
}

/** Without sessions there is no stream to open and none to end. */
function notAllowed(): Response {
  const refusal = rpcError(405, -32000, 'Method not allowed; send a POST.');
  refusal.headers.set('allow', 'POST, OPTIONS');
  return refusal;
}

async function mcpCall<Env, S>(
  request: Request,
  visit: Visit<Env, S>,
  serve: McpEndpoint<S>,
  user: Principal | null,
): Promise<Response> {
  const { server, url } = visit;
  const shown = shownTools(server, url.searchParams);
  if ('refusal' in shown) return rpcError(400, -32602, `INVALID_ARGUMENT: ${shown.refusal}`);
  const text = await readBody(request, MCP_BODY_LIMIT);
  if (text === null) return rpcError(413, -32000, `The body is larger than ${MCP_BODY_LIMIT} bytes.`);
  const body = parseJson(text);
  if (body === undefined) return rpcError(400, -32700, 'The body is not valid JSON.');
  if (hasPrototypeKey(text, body))
    return rpcError(400, -32602, 'INVALID_ARGUMENT (__proto__): Unknown field; remove it.');
  const refusal = await refusalOf(request, visit, user, askedFor(body));
  if (refusal) return refusal;
  const metadataUrl = metadataUrlOf(visit);
  return serve(request, { scope: scopeOf(request, visit, user), metadataUrl, shown: shown.tools }, body);
}

/**
 * The challenge to a caller who may not do all they ask for. A scoped tool called without a token starts the sign-in,
 * exactly as a server without open parts does at once.
 */
async function refusalOf<Env, S>(
  request: Request,
  visit: Visit<Env, S>,
  user: Principal | null,
  asked: readonly Asked[],
): Promise<Response | null> {
  if (user) {
    const missing = neededScopes(visit.server, asked).find((scope) => !user.scopes.includes(scope));
    return missing === undefined ? null : stepUpRefusal(metadataUrlOf(visit), missing, user.scopes);
  }
  if (!needsPerson(visit.server, asked)) return null;
  const authentication = await visit.door.authenticate(request, visit.trace);
  return 'refusal' in authentication ? authentication.refusal : null;
}
