import { isRecord } from '../define/is-record.ts';
import { paramsError } from './message-params.ts';
import { traceIdOf } from './trace.ts';

/** A JSON-RPC error outside of any call: the HTTP status is for proxies, the body for clients. */
export function rpcError(status: number, code: number, message: string): Response {
  return Response.json({ jsonrpc: '2.0', id: null, error: { code, message } }, { status });
}

/** Whether a value is the id of a request, as MCP has them: a text or a whole number. */
export function isRequestId(id: unknown): id is string | number {
  return typeof id === 'string' || Number.isSafeInteger(id);
}

/** Parses JSON; `undefined` when it is not JSON. */
export function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** Most levels of a body: arguments need few, and a message to a Durable Object is cloned by recursion. */
const MAX_DEPTH = 64;

/** Whether a body is nested deeper than any argument needs. */
export function isTooDeep(body: unknown, level = 0): boolean {
  if (typeof body !== 'object' || body === null) return false;
  return level === MAX_DEPTH || Object.values(body).some((inner) => isTooDeep(inner, level + 1));
}

/**
 * Whether any object of a body has an own key `__proto__`: a library that copies objects drops it or sets the prototype. The body
 * is not too deep.
 */
export function hasPrototypeKey(body: unknown): boolean {
  if (typeof body !== 'object' || body === null) return false;
  return Object.hasOwn(body, '__proto__') || Object.values(body).some(hasPrototypeKey);
}

/** What is said of a body that {@link isTooDeep}. */
export const TOO_DEEP = `Вложенность больше ${MAX_DEPTH} уровней; передайте данные проще.`;

/** One JSON-RPC message that calls a method. */
export interface RpcCall {
  /** The message itself. */
  readonly input: unknown;
  readonly method: string;
  /** Name of a tool or prompt, the address of a resource, or the name or template that is completed. */
  readonly name: string | undefined;
  /** The chat's pseudonym of the person; rate limits only. */
  readonly subject: string | undefined;
  /** The client's trace, 32 hexadecimal digits. */
  readonly traceId: string | undefined;
  /** The JSON-RPC error to a message with wrong parameters; null when they are right. */
  readonly error: object | null;
}

/** Reads the calls of a body: one message or, in old protocol versions, a batch. */
export function readCalls(body: unknown): RpcCall[] {
  const messages = Array.isArray(body) ? body : [body];
  return messages.filter(isRecord).flatMap((input) => {
    const { method } = input;
    if (typeof method !== 'string') return [];
    const params = isRecord(input['params']) ? input['params'] : {};
    const name = nameOf(method, params);
    const meta = isRecord(params['_meta']) ? params['_meta'] : {};
    const caller = { subject: textOf(meta['openai/subject']), traceId: traceIdOf(meta) };
    return [{ input, method, name: textOf(name), ...caller, error: paramsError(input) }];
  });
}

/** The field that the handlers choose, or the authorized operation would differ from the executed one. */
function nameOf(method: string, params: Record<string, unknown>): unknown {
  if (method === 'resources/read') return params['uri'];
  if (method !== 'completion/complete') return params['name'];
  return isRecord(params['ref']) ? completedName(params['ref']) : undefined;
}

/** What a reference of `completion/complete` names. */
export function completedName({ type, name, uri }: { type?: unknown; name?: unknown; uri?: unknown }): unknown {
  return type === 'ref/prompt' ? name : uri;
}

function textOf(value: unknown): string | undefined {
  return typeof value === 'string' ? value : undefined;
}
