import { type Callable, handler } from '../define/handler.ts';
import type { Operation } from '../define/operation.ts';
import { call } from './call.ts';
import { stepUpRefusal } from './challenge.ts';
import { metadataUrlOf, type RequestContext } from './request-context.ts';

/**
 * Refuses a call whose caller lacks scopes: by HTTP, where a client can ask for more (RFC 6750). It leaves the line of any
 * refused call. `missing` has also those of the other calls of its request.
 */
export async function refuseScope<Env, S>(
  context: RequestContext<Env, S>,
  operation: Operation,
  missing: readonly string[],
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
  return stepUpRefusal(metadataUrlOf(context), missing, user?.scopes ?? []);
}
