import type { OAuthHelpers } from '@cloudflare/workers-oauth-provider';
import { type GrantEnv, revokeAllGrants } from './connections.ts';
import { deleteKeys, userKeyPrefix } from './kv-keys.ts';
import { deleteLastUses } from './last-use.ts';
import { revokePersonalTokens } from './personal-tokens.ts';
import { endAllSessions } from './session.ts';

/**
 * Revokes a person's sessions (except one, if given), grants with their access tokens, and personal tokens, in the order of
 * `USER_KEY_KINDS`: a stolen session or an app could otherwise make a personal token during the revocation.
 */
export async function revokeAccess(
  oauth: OAuthHelpers,
  env: GrantEnv,
  userId: string,
  exceptSessionId?: string,
): Promise<void> {
  const kv = env.OAUTH_KV;
  await endAllSessions(kv, userId, exceptSessionId);
  await revokeAllGrants(oauth, env, userId);
  await revokePersonalTokens(kv, userId);
  await deleteLastUses(kv, userId);
}

/** Revokes all access of a user and deletes everything stored about them. Idempotent; an unknown user is not an error. */
export async function deleteUserData(oauth: OAuthHelpers, env: GrantEnv, userId: string): Promise<void> {
  await revokeAccess(oauth, env, userId);
  // The library cannot list these: tokens of a deleted grant, and grants that cannot be parsed.
  await deleteKeys(env.OAUTH_KV, userKeyPrefix('token', userId));
  await deleteKeys(env.OAUTH_KV, userKeyPrefix('grant', userId));
}
