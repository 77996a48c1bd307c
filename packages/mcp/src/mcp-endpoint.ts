import { createMcpHandler } from 'agents/mcp/server';
import type { CallScope } from './call.ts';
import { askedFor, renameTool } from './json-rpc.ts';
import { buildMcpServer, type Needed } from './mcp-server.ts';
import type { ServerDefinition } from './server.ts';
import type { Tool } from './tool.ts';
import { shownTools } from './toolset.ts';
import { type Caller, metadataUrlOf, scopeOf, type Visit } from './visit.ts';

/** Answers one request to `/mcp`; `caller` is null for an anonymous one, `body` undefined where there is none. */
export type McpEndpoint<Env, S> = (
  request: Request,
  visit: Visit<Env, S>,
  caller: Caller | null,
  body: unknown,
) => Promise<Response>;

/** What the SDK carries from the HTTP request to the factory of the MCP server. */
interface Carried<S> {
  readonly scope: CallScope<S>;
  readonly metadataUrl: string;
  readonly needed: Needed<S>;
}

/** The MCP endpoint of a server: both eras, without sessions. */
export function createMcpEndpoint<Env, S>(server: ServerDefinition<Env, S>): McpEndpoint<Env, S> {
  const wireNames = new Map(server.tools.map((tool) => [tool.facts.id, tool.name]));
  const rename = (name: string) => wireNames.get(name) ?? name;
  const handler = createMcpHandler(
    ({ authInfo }) => {
      const { scope, metadataUrl, needed } = (authInfo?.extra ?? {}) as Partial<Carried<S>>;
      if (!scope || !metadataUrl || !needed) throw new TypeError('a request reached the MCP server without its caller');
      return buildMcpServer(server, scope, metadataUrl, needed);
    },
    { route: '/mcp', allowedOriginHostnames: '*', corsOptions: { exposeHeaders: 'WWW-Authenticate, X-Request-Id' } },
  );
  return (request, visit, caller, body) => {
    // A preflight or a method that is not allowed reaches no tool, so nothing is made for it.
    if (body === undefined) return handler.fetch(request);
    const metadataUrl = metadataUrlOf(visit);
    const asked = shownTools(server, new URL(request.url).searchParams);
    if ('refusal' in asked) throw new TypeError('a request with an unknown query reached the MCP server');
    const needed = { shown: asked.tools, called: calledTools(server, body) };
    // Without authInfo the SDK lets every scoped tool through, so even an anonymous request carries one.
    const authInfo = {
      token: caller?.token ?? '',
      clientId: caller?.principal.clientId ?? 'anonymous',
      scopes: [...(caller?.principal.scopes ?? [])],
      resource: new URL(visit.door.config.resource),
      resourceMetadataUrl: metadataUrl,
      extra: { scope: scopeOf(request, visit, caller?.principal ?? null), metadataUrl, needed } satisfies Carried<S>,
    };
    return handler.fetch(asTheSdkReads(request, rename), { authInfo, parsedBody: renameTool(body, rename) });
  };
}

/** The tools a body calls, when it does nothing but call known tools; else `null`. */
function calledTools<Env, S>({ tools }: ServerDefinition<Env, S>, body: unknown): readonly Tool<S>[] | null {
  const asked = askedFor(body);
  const called = tools.filter(({ name, facts }) => asked.some((one) => one.name === name || one.name === facts.id));
  const onlyCalls = asked.every(({ method }) => method === 'tools/call');
  return onlyCalls && called.length > 0 && called.length === asked.length ? called : null;
}

/**
 * The request in the words of the SDK. Clients of 2026-07-28 repeat the tool's name in a header, which must agree with
 * the body. claude.ai accepts anything and says so with an asterisk, while the SDK looks for both forms by name.
 */
function asTheSdkReads(request: Request, rename: (name: string) => string): Request {
  const named = request.headers.get('mcp-name');
  const accepts = request.headers.get('accept');
  const renamed = named !== null && rename(named) !== named;
  const anything = !accepts || accepts.includes('*/*');
  if (!renamed && !anything) return request;
  const headers = new Headers(request.headers);
  if (renamed) headers.set('mcp-name', rename(named));
  if (anything) headers.set('accept', 'application/json, text/event-stream');
  return new Request(request.url, { method: request.method, headers, signal: request.signal });
}
