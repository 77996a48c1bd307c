import { SIGNED_IN } from '../define/operation.ts';
import { hasScopedParts, type ServerDefinition } from '../define/server.ts';
import type { ResolvedCalls } from './resolve-calls.ts';

/** The scopes that the calls of a request need, each once. */
export function requiredScopes<S>({ calls }: ResolvedCalls<S>): readonly string[] {
  const scopes = calls.flatMap(({ operation }) => operation?.scope ?? []);
  return [...new Set(scopes)].filter((scope) => scope !== SIGNED_IN);
}

/**
 * Whether an anonymous request must sign in first. A call of an unknown tool gets 401 too, so that tool names cannot be
 * enumerated: app directories test this. A server whose parts are all open has nothing to sign in for.
 */
export function requiresSignIn<Env, S>(server: ServerDefinition<Env, S>, { calls }: ResolvedCalls<S>): boolean {
  return calls.some(({ method, name, operation }) => {
    if (operation) return operation.scope !== null;
    return method === 'tools/call' && name !== undefined && hasScopedParts(server);
  });
}
