import { createMcpHandler } from '@modelcontextprotocol/server';
import { isEventStream } from './accept.ts';
import type { McpRequest } from './mcp-request.ts';
import { buildMcpServer } from './mcp-server.ts';

/** Has the SDK answer the messages of a request. */
export type SdkAnswer<S> = (request: McpRequest<S>, body: unknown) => Promise<Response>;

/** The handler of the SDK, with a new server for each request. */
export function createSdkAnswer<S>(): SdkAnswer<S> {
  // The SDK hands `authInfo` to the factory unchanged; it carries the request, and the SDK's own scope check is not used.
  const handler = createMcpHandler(({ authInfo }) => {
    const request = authInfo?.extra?.['request'] as McpRequest<S> | undefined;
    if (!request) throw new TypeError('a request reached the MCP server without its context');
    return buildMcpServer(request);
  });
  return async (request, parsedBody) => {
    const { context } = request;
    const clientId = context.user?.clientId ?? 'anonymous';
    const authInfo = { token: '', clientId, scopes: [], extra: { request } };
    return whole(await handler.fetch(acceptingBoth(context.request), { authInfo, parsedBody }));
  };
}

/** An answer that has ended: the SDK gives a stream of events out before a handler runs, which would end with its client. */
async function whole(answer: Response): Promise<Response> {
  return isEventStream(answer) ? new Response(await answer.text(), answer) : answer;
}

/** The SDK wants both media types by name; what the client takes was read before and decides the form of the answer. */
function acceptingBoth(request: Request): Request {
  const accept = request.headers.get('accept') ?? '';
  if (accept.includes('application/json') && accept.includes('text/event-stream')) return request;
  const headers = new Headers(request.headers);
  headers.set('accept', 'application/json, text/event-stream');
  return new Request(request.url, { method: request.method, headers });
}
