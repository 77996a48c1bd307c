import { addressKey, ConfigurationError, consoleLog, createAuth, createSampledLog } from '@aisystant/oauth';
import { languageOf } from '@aisystant/oauth/pages';
import { originValidationResponse } from '@modelcontextprotocol/server';
import type { Rest } from '../define/rest.ts';
import { quote } from '../define/result.ts';
import { hasOpenParts, hasScopedParts, type ServerDefinition } from '../define/server.ts';
import { APPS_CHALLENGE_PATH, appsChallenge } from './apps-challenge.ts';
import { preflight, readableByPages } from './cross-origin.ts';
import { dataRightsOf } from './data-rights.ts';
import { homePage } from './home.ts';
import { rpcError } from './json-rpc.ts';
import { createMcpEndpoint, type McpEndpoint } from './mcp-endpoint.ts';
import type { PlainHttp } from './plain-http.ts';
import { type McpEnv, type RequestContext, requestContext } from './request-context.ts';
import { serveDownload } from './serve-download.ts';
import { serveIcon } from './serve-icon.ts';
import { servePages } from './serve-page.ts';
import { servePageFolder } from './serve-page-folder.ts';
import { personPageOf } from './serve-person-page.ts';
import type { ServeRest } from './serve-rest.ts';
import { nothingHere, refusal, serveRoute } from './serve-route.ts';
import { CARD_PATH, serveCard } from './server-card.ts';

export { ActivityObject } from '@aisystant/oauth/activity';
export { GrantObject } from '@aisystant/oauth/grant';
export type { McpEnv } from './request-context.ts';
export { type ObjectServer, runInObject } from './run-in-object.ts';

/** Hosts whose pages may call a server from a browser, beside the portal's; programs send no Origin and pass. */
const BROWSER_HOSTS = ['localhost', '127.0.0.1', '[::1]', 'chatgpt.com', 'claude.ai'];

/** What only some servers have: a Worker holds the code of the parts that it names. */
export interface WorkerParts {
  /** For a server with `rest`: `serveRest` of `@aisystant/mcp/rest`. */
  readonly rest?: ServeRest;
  /** For a server with `plainHttp` or `dependencies`: `plainHttp` of `@aisystant/mcp/plain-http`. */
  readonly plainHttp?: PlainHttp;
}

/** Hosts a server as a Worker. Throws `TypeError` when it declares something whose part is missing. */
export function createMcpWorker<Env extends McpEnv, Services>(
  server: ServerDefinition<Env, Services>,
  parts: WorkerParts = {},
): { fetch(request: Request, env: Env, execution: ExecutionContext): Promise<Response> } {
  if (server.rest && !parts.rest) throw new TypeError(`${server.name} declares rest, and its Worker has no rest part`);
  if ((server.plainHttp || server.dependencies) && !parts.plainHttp)
    throw new TypeError(`${server.name} declares plainHttp or dependencies, and its Worker has no plainHttp part`);
  const signIn = {
    baselineScopes: Object.keys(server.scopes),
    signInOptional: !hasScopedParts(server),
    callTitles: callTitlesOf(server),
  };
  const authOf = createAuth({ ...server, ...signIn }, consoleLog);
  const endpoint = createMcpEndpoint(server);
  const serve = async (request: Request, env: Env, execution: ExecutionContext) => {
    const requestId = crypto.randomUUID();
    try {
      const auth = authOf(env);
      server.checkEnv?.(env);
      const url = URL.parse(request.url);
      // A Host that is no valid name: a local socket lets it through, the edge does not.
      if (!url) return withCommonHeaders(wrongAddress(auth.config.resource), requestId);
      const address = addressKey(request.headers.get('cf-connecting-ip') ?? 'unknown');
      const context = requestContext({ server, auth, env, request, url: withoutSlash(url), requestId, address });
      return withCommonHeaders(await route(context, { endpoint, parts, execution }), requestId);
    } catch (error) {
      return withCommonHeaders(brokenResponse(error, server.name, requestId), requestId);
    }
  };
  return {
    fetch(request, env, execution) {
      const answer = serve(request, env, execution);
      // The runtime ends a request whose client left where it waits: a call without its log line, an erasure half done.
      execution.waitUntil(answer);
      return answer;
    },
  };
}

/** The title of everything that the account page may show among a person's calls. */
function callTitlesOf<Env, S>({ tools, resources, prompts, routes, rest }: ServerDefinition<Env, S>) {
  const ofFacts = [...tools, ...prompts, ...routes, ...(rest?.routes ?? [])];
  return new Map([
    ...ofFacts.map(({ operation: { kind, name }, facts: { title } }) => [`${kind} ${name}`, title] as const),
    ...resources.map(({ name, title }) => [`resource ${name}`, title] as const),
  ]);
}

/** Puts the id on an answer, and lets programs on web pages read every JSON answer, errors too. */
function withCommonHeaders(response: Response, requestId: string): Response {
  response.headers.set('x-request-id', requestId);
  const { headers } = response;
  if (headers.has('access-control-allow-origin') || headers.has('content-disposition')) return response;
  return headers.get('content-type')?.includes('json') ? readableByPages(response) : response;
}

/** Some clients write `/mcp/`; a redirect would lose the body of their POST. */
function withoutSlash(url: URL): URL {
  if (url.pathname.endsWith('/mcp/')) url.pathname = url.pathname.slice(0, -1);
  return url;
}

/** Faults outside of any call, which no limit bounds. */
const sampled = createSampledLog();

/** A wrong configuration or a bug: the log line says which, the caller gets its id. */
function brokenResponse(error: unknown, server: string, requestId: string): Response {
  const misconfigured = error instanceof ConfigurationError;
  const detail = misconfigured ? error.message : error instanceof Error ? error.name : typeof error;
  const event = misconfigured ? 'configuration' : 'unexpected';
  sampled(consoleLog, `${server} ${detail}`, { event, server, requestId, detail });
  const message = misconfigured ? 'This server is not configured correctly.' : 'Something broke on the server.';
  return Response.json({ error: message }, { status: 500 });
}

/** What a request is served with. */
interface Serving<Env, S> {
  readonly endpoint: McpEndpoint<Env, S>;
  readonly parts: WorkerParts;
  readonly execution: ExecutionContext;
}

async function route<Env, S>(context: RequestContext<Env, S>, serving: Serving<Env, S>): Promise<Response> {
  const { request, server, auth, url, requestId } = context;
  // Read once: the URL makes a new text at each reading.
  const { pathname } = url;
  if (pathname === '/healthz') {
    const { configuration } = auth.config;
    return Response.json({ status: 'ok', server: server.name, version: server.version, configuration });
  }
  if (url.origin !== auth.config.baseUrl) return wrongAddress(auth.config.resource);
  if (pathname.startsWith('/.well-known/oauth-protected-resource')) return auth.resourceMetadata(request);
  if (pathname === CARD_PATH && request.method !== 'OPTIONS') {
    return readableByPages(await serveCard(server, auth.config.resource, request));
  }
  if (pathname === '/mcp' || pathname.startsWith('/mcp/')) {
    return readableByPages(await serveMcp(context, serving));
  }
  const { rest } = server;
  if (rest && pathname.startsWith(`${rest.base}/`))
    return readableByPages(await serveRestOrMcp(context, serving, rest));
  const download = server.downloads?.find(({ path }) => pathname.startsWith(path));
  if (download) return serveDownload(context, download);
  if (request.method === 'GET' || request.method === 'HEAD') {
    const page = await servePublicPage(context);
    if (page) return page;
  }
  const thirdPartyLink = server.thirdPartyLink?.(context.env);
  const personPage = personPageOf(context);
  return auth.pages(request, serving.execution, {
    requestId,
    dataRights: dataRightsOf(context),
    personPage,
    thirdPartyLink,
  });
}

/** The page at a path that everyone may read; null when there is none. */
async function servePublicPage<Env, S>(context: RequestContext<Env, S>): Promise<Response | null> {
  const { request, server, auth, url, env } = context;
  if (url.pathname === APPS_CHALLENGE_PATH) return appsChallenge(env.OPENAI_APPS_CHALLENGE);
  const language = languageOf(request.headers.get('accept-language'));
  const icon = await serveIcon(server, url.pathname);
  if (icon) return icon;
  const folder = server.pageFolder;
  if (folder && url.pathname.startsWith(folder.path)) return servePageFolder(context, folder, language);
  if (url.pathname === '/') return homePage(server, auth.config, language);
  return servePages(server.pages ?? [], url.pathname, language);
}

/** `localhost` and `127.0.0.1` are different OAuth resources, and a foreign Host may be DNS rebinding. */
function wrongAddress(resource: string): Response {
  return rpcError(421, -32000, `This server answers only at ${resource}; connect to exactly this address.`);
}

/** Serves the REST interface, and the MCP endpoint again under its base. */
async function serveRestOrMcp<Env, S>(
  context: RequestContext<Env, S>,
  serving: Serving<Env, S>,
  rest: Rest<S>,
): Promise<Response> {
  const { request, auth, url } = context;
  if (url.pathname === `${rest.base}/mcp`) {
    const address = `${auth.config.resource}${url.search}`;
    const atEndpoint = new Request(address, request);
    // A program that knows only JSON says nothing of streams.
    if (!/json|event-stream/.test(request.headers.get('accept') ?? ''))
      atEndpoint.headers.set('accept', 'application/json');
    return serveMcp({ ...context, request: atEndpoint, url: new URL(address) }, serving);
  }
  if (isForeign(context)) return refusal(403, 'FORBIDDEN', 'This Origin may not call.');
  return request.method === 'OPTIONS' ? preflight() : (serving.parts.rest?.(context, rest) ?? nothingHere());
}

/** Whether the page of another site calls. */
function isForeign<Env, S>({ request, url, auth }: RequestContext<Env, S>): boolean {
  if (!request.headers.has('origin')) return false;
  const portal = new URL(auth.config.portalUrl).hostname;
  return originValidationResponse(request, [...BROWSER_HOSTS, url.hostname, portal]) !== undefined;
}

/** Authenticates a request to `/mcp` or below; only `/mcp` itself may be anonymous, where the server has open parts. */
async function serveMcp<Env, S>(
  context: RequestContext<Env, S>,
  { endpoint, parts: { plainHttp } }: Serving<Env, S>,
): Promise<Response> {
  const { request, server, auth, requestId } = context;
  const { pathname } = context.url;
  // The SDK's own answer repeats the whole header.
  if (isForeign(context)) return rpcError(403, -32000, `Invalid Origin: ${quote(request.headers.get('origin') ?? '')}`);
  if (request.method === 'OPTIONS') return preflight();
  const found = server.routes.find(({ facts }) => facts.path === pathname);
  // Before the sign-in: some clients look below /mcp for metadata, and would take a 401 for an answer.
  const plain = plainHttp?.routeAt(server, pathname);
  if (!found && !plain && pathname !== '/mcp') return nothingHere();
  const serve: McpEndpoint<Env, S> = found
    ? (authenticated) => serveRoute(authenticated, found)
    : plain && plainHttp
      ? (authenticated) => plainHttp.serve(authenticated, plain)
      : endpoint;
  const anonymous = hasOpenParts(server) && pathname === '/mcp' && !request.headers.has('authorization');
  if (anonymous) return serve(context);
  const caller = await auth.authenticate(request, requestId);
  return caller.ok ? serve(requestContext(context, caller.value)) : caller.error;
}
