import { type CallToolResult, SERVER_INFO_META_KEY } from '@modelcontextprotocol/server';
import type { ServerDefinition } from '../define/server.ts';
import type { Tool } from '../define/tool.ts';
import { messagesOf } from './accept.ts';
import type { McpRequest } from './mcp-request.ts';
import { implementationOf } from './mcp-server.ts';
import { type PlainRequest, plainRequest } from './plain-request.ts';
import type { SdkAnswer } from './sdk-answer.ts';
import { callTool } from './serve-tools.ts';

/** Answers the message of a body; null for one that only the SDK can answer. */
export type DirectAnswer<S> = (request: McpRequest<S>, body: unknown) => Promise<Response | null>;

/**
 * Answers without the SDK, which builds a server, checks and writes each message again. The bytes are the SDK's: a list is its
 * own first answer with another id, and the result of a tool has its members in its order.
 */
export function createDirectAnswer<Env, S>(server: ServerDefinition<Env, S>, bySdk: SdkAnswer<S>): DirectAnswer<S> {
  const listOf = createLists(bySdk);
  const callOf = createCalls(server);
  return async (request, body) => {
    const { context, calls } = request;
    const plain = calls.calls[0]?.error === null ? plainRequest(context.request, body) : null;
    const result = plain && (await (plain.method === 'tools/call' ? callOf : listOf)(plain, request));
    return plain && result && answer(plain, result);
  };
}

/** The JSON of a result, in parts; null for what only the SDK can answer. */
type ResultOf<S> = (plain: PlainRequest, request: McpRequest<S>) => Promise<readonly Uint8Array[] | null>;

/** The results of lists, which do not depend on the caller. */
function createLists<S>(bySdk: SdkAnswer<S>): ResultOf<S> {
  const kept = new WeakMap<readonly Tool<S>[], Map<string, readonly Uint8Array[]>>();
  return async ({ era, method, params }, request) => {
    const lists = kept.get(request.listedTools) ?? new Map<string, readonly Uint8Array[]>();
    kept.set(request.listedTools, lists);
    const key = `${era} ${method}`;
    const known = lists.get(key);
    if (known) return known;
    const [text = ''] = await messagesOf(await bySdk(request, { jsonrpc: '2.0', id: LIST_ID, method, params }));
    if (!text.startsWith(BEFORE) || !text.endsWith(endOf(LIST_ID))) return null;
    const list = [encode(text.slice(BEFORE.length, -endOf(LIST_ID).length))];
    lists.set(key, list);
    return list;
  };
}

/** Calls tools; in the newer era a result says that it is complete, and from which server. */
function createCalls<Env, S>(server: ServerDefinition<Env, S>): ResultOf<S> {
  const serverMeta = { [SERVER_INFO_META_KEY]: implementationOf(server) };
  const complete = encode(`,"resultType":"complete","_meta":${JSON.stringify(serverMeta)}}`);
  return async ({ era, params }, { context, calls }) => {
    const tool = calls.tool(String(params['name']));
    if (!tool || hasHeaderArguments(tool)) return null;
    const input = params['arguments'] ?? {};
    const { subject, traceId } = calls.calls[0] ?? {};
    const result = await callTool(tool, context, { input, subject, traceId });
    if (!result.ok) return [failureText(result.error, era === 'modern' ? serverMeta : null)];
    return era === 'modern' ? [result.value.subarray(0, -1), complete] : [result.value];
  };
}

const LIST_ID = 0;
/** What the SDK writes around a result, and at the end the id. */
const BEFORE = '{"result":';
const endOf = (id: string | number) => `,"jsonrpc":"2.0","id":${JSON.stringify(id)}}`;

/** The answer in the form that the SDK gives it in that era. */
function answer({ id, era }: PlainRequest, result: readonly Uint8Array[]): Response {
  const end = encode(endOf(id));
  if (era === 'modern') return new Response(joined(MESSAGE_START, ...result, end), { headers: JSON_HEADERS });
  return new Response(joined(EVENT_START, ...result, end, EVENT_END), { headers: EVENT_HEADERS });
}

/** A refusal; the SDK writes `_meta` first and adds its own to it. */
function failureText({ _meta, ...rest }: CallToolResult, serverMeta: object | null): Uint8Array {
  const modern = serverMeta && { resultType: 'complete' };
  return encode(JSON.stringify({ _meta: { ..._meta, ...serverMeta }, ...rest, ...modern }));
}

const encoder = new TextEncoder();
const encode = (text: string) => encoder.encode(text);

const MESSAGE_START = encode(BEFORE);
const EVENT_START = encode(`event: message\ndata: ${BEFORE}`);
const EVENT_END = encode('\n\n');
const JSON_HEADERS = { 'content-type': 'application/json' };
const EVENT_HEADERS = {
  'cache-control': 'no-cache, no-transform',
  connection: 'keep-alive',
  'content-type': 'text/event-stream',
  'x-accel-buffering': 'no',
};

function joined(...parts: readonly Uint8Array[]): Uint8Array {
  const whole = new Uint8Array(parts.reduce((size, { length }) => size + length, 0));
  let end = 0;
  for (const part of parts) {
    whole.set(part, end);
    end += part.length;
  }
  return whole;
}

const headerArguments = new WeakMap<object, boolean>();

/** Whether a header must repeat an argument of the tool (SEP-2243), which the SDK checks. */
function hasHeaderArguments<S>(tool: Tool<S>): boolean {
  const known = headerArguments.get(tool) ?? JSON.stringify(tool.inputSchema).includes('"x-mcp-header"');
  headerArguments.set(tool, known);
  return known;
}
