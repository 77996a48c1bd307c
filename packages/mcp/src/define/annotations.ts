import { SIGNED_IN, type Tool } from './tool.ts';

/** Hints are derived from the effect, all of them, always: a client takes a missing hint for the worst case. */
export function annotationsOf<S>({ facts }: Tool<S>) {
  return {
    title: facts.title,
    readOnlyHint: facts.effect === 'read',
    destructiveHint: facts.effect === 'destructive',
    // Every write of the fleet can be repeated safely, by a key or by a version.
    idempotentHint: true,
    openWorldHint: facts.openWorld,
  };
}

/** What a caller must present, in the form of the Apps SDK. */
export function securitySchemesOf<S>({ facts }: Tool<S>) {
  if (facts.scope === null) return [{ type: 'noauth' }];
  return [{ type: 'oauth2', scopes: facts.scope === SIGNED_IN ? [] : [facts.scope] }];
}
