import { SIGNED_IN } from './operation.ts';
import type { Tool } from './tool.ts';

/** Hints of a tool. All are explicit, since a client assumes the worst of a missing one. */
export function annotationsOf<S>({ facts }: Tool<S>) {
  return {
    title: facts.title,
    readOnlyHint: facts.effect === 'read',
    destructiveHint: facts.effect === 'destructive',
    // Every write takes an idempotency key or a version.
    idempotentHint: true,
    openWorldHint: facts.openWorld,
  };
}

/** What a caller must present, in the form of the Apps SDK. */
export function securitySchemesOf<S>({ facts }: Tool<S>) {
  if (facts.scope === null) return [{ type: 'noauth' }];
  return [{ type: 'oauth2', scopes: facts.scope === SIGNED_IN ? [] : [facts.scope] }];
}
