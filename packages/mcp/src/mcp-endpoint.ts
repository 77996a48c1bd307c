import { createMcpHandler } from 'agents/mcp/server';
import type { CallScope } from './call.ts';
import { renameTool } from './json-rpc.ts';
import { buildMcpServer } from './mcp-server.ts';
import type { ServerDefinition } from './server.ts';
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
}

/** The MCP endpoint of a server: both eras, without sessions. */
export function createMcpEndpoint<Env, S>(server: ServerDefinition<Env, S>): McpEndpoint<Env, S> {
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
    const metadataUrl = metadataUrlOf(visit);
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
