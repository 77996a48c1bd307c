import { formOf, isEventStream, messagesOf } from './accept.ts';
import type { McpRequest } from './mcp-request.ts';

const METHODS = ['initialize', 'server/discover'];

/**
 * Adds the further members that a server declares to the result of `initialize` and `server/discover`; results are open in
 * the protocol. The SDK's own handlers of both take none.
 */
export async function withInitializeMembers<S>(
  response: Response,
  { context, calls }: McpRequest<S>,
): Promise<Response> {
  const { initializeMembers: members } = context.server;
  const [only, ...others] = calls.calls;
  if (!members || !only || others.length > 0 || !METHODS.includes(only.method) || !response.ok) return response;
  const form = formOf(response, response.headers.get('content-type') ?? 'application/json');
  const asEvent = isEventStream(response);
  const [text = ''] = await messagesOf(response);
  const message = JSON.parse(text);
  const whole = message.result ? { ...message, result: { ...members, ...message.result } } : message;
  const json = JSON.stringify(whole);
  return new Response(asEvent ? `event: message\ndata: ${json}\n\n` : json, form);
}
