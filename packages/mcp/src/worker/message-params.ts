import { PROTOCOL_VERSION_META_KEY } from '@modelcontextprotocol/server';
import * as z from 'zod';
import { FIELD_LIMIT } from '../define/input.ts';
import { describeIssue, issueText } from '../define/input-issues.ts';
import { isRecord } from '../define/is-record.ts';
import { lazy } from '../define/lazy.ts';
import { cut, MALFORMED, malformedField } from '../define/text.ts';

/** Most characters of a name, a method or a version: errors repeat them, and none that exists is longer. */
export const NAME_LIMIT = 200;

/** Most characters of an address: that of a search has its words, and a letter may take nine characters. */
export const URI_LIMIT = 2_000;

const name = () => z.string().max(NAME_LIMIT);
const list = lazy(() => z.looseObject({ cursor: z.undefined('Страниц больше нет; уберите cursor').optional() }));

/**
 * Parameters of the methods that the SDK checks itself but reports as an internal error, built when a method is first called.
 * Lists fit one page, so no cursor is valid.
 */
const PARAMS: Readonly<Record<string, () => z.ZodType>> = {
  initialize: lazy(() =>
    z.looseObject({
      protocolVersion: z.string(),
      capabilities: z.looseObject({}),
      clientInfo: z.looseObject({ name: name(), version: z.string() }),
    }),
  ),
  'tools/list': list,
  'tools/call': lazy(() => z.looseObject({ name: name(), arguments: z.looseObject({}).optional() })),
  'resources/list': list,
  'resources/templates/list': list,
  'resources/read': lazy(() => z.looseObject({ uri: z.string().max(URI_LIMIT) })),
  'prompts/list': list,
  'skills/list': list,
  'skills/get': lazy(() => z.looseObject({ uri: name() })),
  'prompts/get': lazy(() => z.looseObject({ name: name(), arguments: z.record(z.string(), z.string()).optional() })),
  'completion/complete': lazy(() =>
    z.looseObject({
      ref: z.discriminatedUnion('type', [
        z.looseObject({ type: z.literal('ref/prompt'), name: name() }),
        z.looseObject({ type: z.literal('ref/resource'), uri: name() }),
      ]),
      argument: z.looseObject({ name: name(), value: z.string().max(NAME_LIMIT) }),
      context: z.looseObject({ arguments: z.record(z.string(), z.string()).optional() }).optional(),
    }),
  ),
};

const OTHER_METHODS = ['server/discover', 'ping', 'notifications/initialized', 'notifications/cancelled'];

/** Whether the protocol has the method and this server may get it. */
export function isKnownMethod(method: string): boolean {
  return Object.hasOwn(PARAMS, method) || OTHER_METHODS.includes(method);
}

/**
 * The JSON-RPC error to a request with wrong parameters or malformed text, which names the field; null when it is right.
 */
export function paramsError(message: unknown): object | null {
  if (typeof message !== 'object' || message === null || !('method' in message) || !('id' in message)) return null;
  const malformed = malformedField(withoutToolArguments(message));
  if (malformed !== null) return invalidParams(message.id, malformed, MALFORMED);
  const { id, method, params = {} } = message as { readonly id: unknown; method: unknown; params?: unknown };
  if (typeof method !== 'string' || !Object.hasOwn(PARAMS, method)) return null;
  // JSON-RPC 2.0, section 4.2: parameters are an object or a list, or it is no request; the SDK refuses it.
  if (typeof params !== 'object' || params === null) return null;
  // The newest protocol has no `initialize`; the SDK answers that there is no such method.
  if (method === 'initialize' && isStateless(params)) return null;
  const issue = PARAMS[method]?.().safeParse(params, { error: issueText }).error?.issues[0];
  if (!issue) return null;
  return invalidParams(id, ['params', ...issue.path].join('.'), describeIssue(issue));
}

function invalidParams(id: unknown, field: string, problem: string): object {
  const known = typeof id === 'number' || (typeof id === 'string' && id.isWellFormed()) ? id : null;
  const message = `INVALID_ARGUMENT (${cut(field, FIELD_LIMIT)}): ${problem}`;
  return { jsonrpc: '2.0', id: known, error: { code: -32602, message } };
}

/** The arguments of a tool are refused in a result, where the model reads the field. */
function withoutToolArguments(message: object): object {
  const { method, params } = message as { readonly method?: unknown; readonly params?: unknown };
  if (method !== 'tools/call' || typeof params !== 'object' || params === null) return message;
  return { ...message, params: { ...params, arguments: undefined } };
}

/** A body without the parameters, and the arguments of prompts, that are null: no method has a null, and some clients send every field. */
export function withoutNullParams(body: unknown): unknown {
  return Array.isArray(body) ? body.map(withoutNullParamsOf) : withoutNullParamsOf(body);
}

/**
 * A batch without the cancellations beside its other messages: every request is answered, and there is no session in which a
 * later message could take it back.
 */
export function withoutCancellations(body: unknown): unknown {
  if (!Array.isArray(body)) return body;
  const others = body.filter((message) => Object(message).method !== 'notifications/cancelled');
  return others.length > 0 ? others : body;
}

function withoutNullParamsOf(body: unknown): unknown {
  if (!isRecord(body) || !isRecord(body['params'])) return body;
  const params = withoutNulls(body['params']);
  const { arguments: values } = params;
  const plain = body['method'] === 'prompts/get' && isRecord(values) ? withoutNulls(values) : values;
  if (params === body['params'] && plain === values) return body;
  return { ...body, params: plain === values ? params : { ...params, arguments: plain } };
}

function withoutNulls(fields: Fields): Fields {
  const entries = Object.entries(fields);
  const given = entries.filter(([, value]) => value !== null);
  return given.length === entries.length ? fields : Object.fromEntries(given);
}

type Fields = { readonly [field: string]: unknown };

/** Whether the method or the protocol version of a message is too long to be any. */
export function hasLongEnvelope({ method, params }: { readonly method?: unknown; readonly params?: unknown }): boolean {
  return [method, versionOf(params)].some((text) => typeof text === 'string' && text.length > NAME_LIMIT);
}

function isStateless(params: unknown): boolean {
  return versionOf(params) !== undefined;
}

/** The protocol version that a message of the newest protocol carries. */
function versionOf(params: unknown): unknown {
  const meta = isRecord(params) ? params['_meta'] : null;
  return isRecord(meta) ? meta[PROTOCOL_VERSION_META_KEY] : undefined;
}
