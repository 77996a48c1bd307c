import type { CallContext } from './call-context.ts';
import type { Operation } from './operation.ts';

/**
 * Key of the handler of a definition. The package does not export it, so only the kit can call a handler, and the kit
 * does so in one place: `worker/call.ts`, behind scope, rate limit and consent.
 */
export const handler: unique symbol = Symbol('handler');

/** Reads raw input; throws `ToolError` `INVALID_ARGUMENT`. Reading and running are apart: consent is checked in between. */
export type Handler<Services, T> = (input: unknown) => Invocation<Services, T>;

/** A handler with its validated input. */
export interface Invocation<Services, T> {
  run(context: CallContext<Services>): Promise<T>;
}

/** Anything that can be called: every definition is one. */
export interface Callable<Services, T> {
  readonly operation: Operation;
  readonly [handler]: Handler<Services, T>;
}
