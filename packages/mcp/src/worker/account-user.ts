import { ACCOUNT_PAGE, type KnownPerson, type Principal } from '@aisystant/oauth';
import type { ServerDefinition } from '../define/server.ts';

/** The person who is signed in to the account page, as a caller without an app. */
export function accountUser<Env, S>({ scopes }: ServerDefinition<Env, S>, { userId, email }: KnownPerson): Principal {
  return {
    userId,
    clientId: ACCOUNT_PAGE,
    scopes: Object.keys(scopes),
    ...(email !== undefined && { email }),
    // What they press or open is the consent.
    consentedAtMs: Date.now(),
  };
}
