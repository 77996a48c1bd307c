import { createMcpHandler } from '@modelcontextprotocol/server';
import type { ServerDefinition } from '../define/server.ts';
import type { Served } from '../served.ts';
import { buildMcpServer } from './mcp-server.ts';

/** Answers one POST to `/mcp`; `body` is its JSON. */
export type McpEndpoint<S> = (request: Request, served: Served<S>, body: unknown) => Promise<Response>;

/**
 * The MCP endpoint of a server: both eras, without sessions. Who calls and whether they may was settled in front of it;
 * the SDK carries what we hand it to the factory of the server, which is the only use of its `authInfo` here.
 */
export function createMcpEndpoint<Env, S>(server: ServerDefinition<Env, S>): McpEndpoint<S> {
  const handler = createMcpHandler(({ authInfo }) => {
    const served = authInfo?.extra?.['served'] as Served<S> | undefined;
    if (!served) throw new TypeError('a request reached the MCP server without its caller');
    return buildMcpServer(server, served);
  });
  return (request, served, parsedBody) => {
    const { user } = served.scope;
    const authInfo = { token: '', clientId: user?.clientId ?? 'anonymous', scopes: [], extra: { served } };
    return handler.fetch(acceptingBoth(request), { authInfo, parsedBody });
  };
}

/** claude.ai accepts anything and says so with an asterisk, while the SDK looks for both forms by name. */
function acceptingBoth(request: Request): Request {
  const accepts = request.headers.get('accept');
  if (accepts && !accepts.includes('*/*')) return request;
  const headers = new Headers(request.headers);
  headers.set('accept', 'application/json, text/event-stream');
  return new Request(request.url, { method: request.method, headers, signal: request.signal });
}
