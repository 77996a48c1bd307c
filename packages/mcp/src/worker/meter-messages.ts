import { type Callable, handler } from '../define/handler.ts';
import { renderError, ToolError } from '../define/tool-error.ts';
import { call } from './call.ts';
import { isRequestId, rpcError } from './json-rpc.ts';
import { isKnownMethod } from './message-params.ts';
import type { RequestContext } from './request-context.ts';
import type { ResolvedCall, ResolvedCalls } from './resolve-calls.ts';

/**
 * Meters and logs every message that reaches no handler of a definition: lists, openings, pings, unknown names, wrong
 * parameters, calls that are no request. Calls meter themselves in `call`. A refusal is for the whole body, before any part
 * of it runs.
 */
export async function meterMessages<Env, S>(
  context: RequestContext<Env, S>,
  { calls }: ResolvedCalls<S>,
): Promise<Response | null> {
  for (const message of calls) {
    if (message.operation && !message.error && isRequest(message)) continue;
    const result = await call(
      messageCallable(message),
      { ...context, services: () => null, dataObject: () => null },
      message,
    );
    if (result.ok || result.error.code === 'INVALID_ARGUMENT') continue;
    const limited = result.error.code === 'RATE_LIMITED';
    const refusal = rpcError(limited ? 429 : 500, -32000, renderError(result.error));
    if (limited) refusal.headers.set('retry-after', '60');
    return refusal;
  }
  return null;
}

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
