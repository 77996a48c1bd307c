import type { Principal } from '@aisystant/oauth';
import type { CallContext } from '../define/call-context.ts';
import { type Callable, handler } from '../define/handler.ts';
import type { ServerDefinition } from '../define/server.ts';

/** Whose call it is, with what and when. */
export interface DirectCall<Services> {
  readonly user: Principal | null;
  readonly services: Services;
  /** Epoch milliseconds. */
  readonly now: number;
}

/** Calls a definition as the kit does behind sign-in and limits: input, consent, handler. For tests. Throws what those throw. */
export async function callDirectly<S, T>(
  server: Pick<ServerDefinition<unknown, S>, 'requireConsent'>,
  { operation, [handler]: prepare }: Callable<S, T>,
  input: unknown,
  call: DirectCall<S>,
): Promise<T> {
  const context: CallContext<S> = { ...call, log: () => {} };
  const invocation = prepare(input);
  if (operation.needsConsent && operation.scope !== null) await server.requireConsent?.(operation, context);
  return invocation.run(context);
}
