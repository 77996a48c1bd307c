import { SERVER_INFO_META_KEY } from '@modelcontextprotocol/server';
import { serverIcons } from '../define/icon.ts';
import { formOf, isEventStream, messagesOf } from './accept.ts';
import type { McpRequest } from './mcp-request.ts';

const METHODS = ['initialize', 'server/discover'];

/**
 * Adds to the result of `initialize` and `server/discover` the icons of the server, which it would otherwise say again with every
 * result of the newer era, and the further members that it declares; results are open in the protocol, and the SDK's own
 * handlers take none.
 */
export async function withInitializeMembers<S>(
  response: Response,
  { context, calls }: McpRequest<S>,
): Promise<Response> {
  const { initializeMembers: members } = context.server;
  const [only, ...others] = calls.calls;
  // A notification of that name is accepted with 202 and no body.
  if (!only || others.length > 0 || !METHODS.includes(only.method) || response.status !== 200) return response;
  const form = formOf(response, response.headers.get('content-type') ?? 'application/json');
  const asEvent = isEventStream(response);
  const [text = ''] = await messagesOf(response);
  const message = JSON.parse(text);
  const whole = message.result
    ? { ...message, result: { ...members, ...withIcons(message.result, context) } }
    : message;
  const json = JSON.stringify(whole);
  return new Response(asEvent ? `event: message\ndata: ${json}\n\n` : json, form);
}

type Info = { readonly [member: string]: unknown };

function withIcons<S>(
  {
    serverInfo,
    _meta: meta,
    ...rest
  }: { readonly serverInfo?: Info; readonly _meta?: { readonly [key: string]: Info } },
  { auth: { config } }: McpRequest<S>['context'],
): object {
  const named = (info: Info) => ({ ...info, websiteUrl: config.baseUrl, icons: serverIcons(config.baseUrl) });
  const inMeta = meta?.[SERVER_INFO_META_KEY];
  return {
    ...rest,
    ...(serverInfo && { serverInfo: named(serverInfo) }),
    ...(meta && { _meta: inMeta ? { ...meta, [SERVER_INFO_META_KEY]: named(inMeta) } : meta }),
  };
}
