import { type Callable, handler } from '../define/handler.ts';
import { renderError, ToolError } from '../define/tool-error.ts';
import { call } from './call.ts';
import { isRequestId, rpcError } from './json-rpc.ts';
import { isKnownMethod } from './message-params.ts';
import type { RequestContext } from './request-context.ts';
import type { ResolvedCall, ResolvedCalls } from './resolve-calls.ts';

/**
 * Meters and logs every message that reaches no handler of a definition: lists, openings, pings, unknown names, wrong
 * parameters, calls that are no request, and what names no method. Calls meter themselves in `call`. A refusal is for the
 * whole body, before any part of it runs.
 */
export function meterMessages<Env, S>(
  context: RequestContext<Env, S>,
  { calls }: ResolvedCalls<S>,
  body: unknown,
): Promise<Response | null> {
  const messages = calls.filter((message) => !reachesHandler(message));
  return meter(context, [...messages, ...withoutMethod(body, calls.length)]);
}

/** Meters and logs the calls of a body that was refused before a handler ran, such as for headers that name another call. */
export function meterRefused<Env, S>(
  context: RequestContext<Env, S>,
  { calls }: ResolvedCalls<S>,
): Promise<Response | null> {
  return meter(
    context,
    calls.filter(reachesHandler).map((message) => ({ ...message, error: REFUSED })),
  );
}

/** The error is not shown: what is refused has its answer already. */
const REFUSED = {};

async function meter<Env, S>(
  context: RequestContext<Env, S>,
  messages: readonly ResolvedCall[],
): Promise<Response | null> {
  for (const message of messages) {
    const result = await call(
      messageCallable(message),
      { ...context, services: () => null, dataObject: () => null },
      message,
    );
    if (result.ok || result.error.code === 'INVALID_ARGUMENT') continue;
    const { code, retry_after_seconds: after } = result.error;
    const refusal = rpcError(code === 'RATE_LIMITED' ? 429 : 500, -32000, renderError(result.error));
    if (after !== undefined) refusal.headers.set('retry-after', String(after));
    return refusal;
  }
  return null;
}

const reachesHandler = (message: ResolvedCall) => message.operation && !message.error && isRequest(message);

/** What a body has besides messages with a method; an empty one counts as one. */
function withoutMethod(body: unknown, withMethod: number): ResolvedCall[] {
  const many = Math.max(Array.isArray(body) ? body.length : 1, 1) - withMethod;
  return Array(many).fill(NO_MESSAGE);
}

const NO_MESSAGE: ResolvedCall = {
  input: null,
  method: '',
  name: undefined,
  subject: undefined,
  traceId: undefined,
  error: REFUSED,
  operation: undefined,
};

/** Whether a call asks for an answer, in the form that the SDK takes: only then does it reach a handler. */
function isRequest({ input }: ResolvedCall): boolean {
  const { jsonrpc, id } = Object(input) as { readonly jsonrpc?: unknown; readonly id?: unknown };
  return jsonrpc === '2.0' && isRequestId(id);
}

/** A message as an open read without effect, so that it has the limits and the log line of a call. */
function messageCallable({ method, error }: ResolvedCall): Callable<null, void> {
  // The name of an unknown method is the caller's text, which no log may hold.
  const name = isKnownMethod(method) ? method : 'unknown';
  return {
    operation: { kind: 'message', name, scope: null, effect: 'read', needsConsent: false },
    [handler]: () => {
      if (error) throw new ToolError('INVALID_ARGUMENT', 'Wrong parameters.');
      return { run: async () => {} };
    },
  };
}
