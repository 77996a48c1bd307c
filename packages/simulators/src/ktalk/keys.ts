/** A key of a space, in the header `X-Auth-Token`. */
export type Key =
  | { readonly kind: 'space'; readonly scopes: readonly Scope[]; readonly expiresAtMs: number }
  | { readonly kind: 'personal'; readonly userKey: string; readonly expiresAtMs: number };

/** A scope of a space key, `recording` or, to write too, `webhooks:write`. */
export type Scope = ScopeType | `${ScopeType}:write`;

/** Kinds of scopes that the simulated operations ask for. */
export type ScopeType = 'recording' | 'profiles' | 'reporting' | 'calendar' | 'applications' | 'webhooks' | 'rooms';

/** The keys of a space by their secret. */
export type Keys = { readonly [secret: string]: Key };

/** The scopes that a reading client needs, and the webhooks to be told of new recordings. */
export const READ_SCOPES: readonly Scope[] = ['recording', 'profiles', 'reporting', 'applications'];

/** Whether a space key has a scope. */
export function hasScope(scopes: readonly Scope[], needed: Scope): boolean {
  return scopes.includes(needed) || scopes.includes(`${needed}:write` as Scope);
}
