import { type Callable, handler } from '../define/handler.ts';
import type { Operation } from '../define/operation.ts';
import { call } from './call.ts';
import { stepUpRefusal } from './challenge.ts';
import { metadataUrlOf, type RequestContext } from './request-context.ts';

/**
 * Refuses a call whose caller lacks a scope: by HTTP, where a client can ask for more (RFC 6750). It leaves the line of any
 * refused call. `further` are what the other calls of its request lack.
 */
export async function refuseScope<Env, S>(
  context: RequestContext<Env, S>,
  operation: Operation,
  [missing, ...further]: readonly [string, ...string[]],
  traceId?: string,
): Promise<Response> {
  const { user } = context;
  const callable: Callable<S, never> = {
    operation,
    [handler]: () => {
      throw new Error(`${operation.name} is called without its scope`);
    },
  };
  await call(callable, context, { input: undefined, traceId });
  return stepUpRefusal(metadataUrlOf(context), missing, [...further, ...(user?.scopes ?? [])]);
}
