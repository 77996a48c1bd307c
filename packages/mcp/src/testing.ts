import type { Principal } from '@aisystant/oauth';
import type { CallContext } from './define/call-context.ts';
import { type Handler, handler } from './define/handler.ts';
import type { Operation } from './define/operation.ts';
import type { Route } from './define/route.ts';
import type { ServerDefinition } from './define/server.ts';
import type { Answer, Tool } from './define/tool.ts';

/** Whose call it is, with what and when. */
export interface DirectCall<Services> {
  readonly user: Principal | null;
  readonly services: Services;
  /** Epoch milliseconds. */
  readonly now: number;
}

/** Calls a tool as the kit does behind sign-in and limits: input, consent, handler. For tests. Throws what those throw. */
export function callToolDirectly<S>(
  server: Pick<ServerDefinition<unknown, S>, 'requireConsent'>,
  tool: Tool<S>,
  input: unknown,
  call: DirectCall<S>,
): Promise<Answer> {
  const { facts, needsConsent } = tool;
  const operation = { kind: 'tool', name: facts.id, scope: facts.scope, effect: facts.effect, needsConsent } as const;
  return invoke(server, operation, tool[handler], input, call);
}

/** Calls a plain route in the same way. */
export function callRouteDirectly<S>(
  server: Pick<ServerDefinition<unknown, S>, 'requireConsent'>,
  { facts, [handler]: run }: Route<S>,
  input: unknown,
  call: DirectCall<S>,
): Promise<unknown> {
  const operation = { kind: 'route', name: facts.path, ...facts, needsConsent: true } as const;
  return invoke(server, operation, run, input, call);
}

async function invoke<S, T>(
  server: Pick<ServerDefinition<unknown, S>, 'requireConsent'>,
  operation: Operation,
  run: Handler<S, T>,
  input: unknown,
  call: DirectCall<S>,
): Promise<T> {
  const context: CallContext<S> = { ...call, log: () => {}, signal: AbortSignal.timeout(20_000) };
  const invocation = run(input);
  if (operation.needsConsent && operation.scope !== null) await server.requireConsent?.(operation, context);
  return invocation.run(context);
}
