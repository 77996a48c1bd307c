import type { OAuthHelpers } from '@cloudflare/workers-oauth-provider';
import { revokeAllConnections } from './connections.ts';
import { deleteKeys, userKeyPrefix } from './kv-keys.ts';
import { deleteLastUses } from './last-use.ts';
import { revokePersonalTokens } from './personal-tokens.ts';
import { endAllSessions } from './session.ts';

/**
 * Revokes a person's sessions (except one, if given), personal tokens and grants. Sessions come first: a stolen one could
 * otherwise create a token during the revocation.
 */
export async function revokeAccess(
  oauth: OAuthHelpers,
  kv: KVNamespace,
  userId: string,
  exceptSessionId?: string,
): Promise<void> {
  await endAllSessions(kv, userId, exceptSessionId);
  await revokePersonalTokens(kv, userId);
  await revokeAllConnections(oauth, userId);
  await deleteLastUses(kv, userId);
}

/** Revokes all access of a user and deletes everything stored about them. Idempotent; an unknown user is not an error. */
export async function deleteUserData(oauth: OAuthHelpers, kv: KVNamespace, userId: string): Promise<void> {
  await revokeAccess(oauth, kv, userId);
  // The library cannot list these: tokens of a deleted grant, and grants that cannot be parsed.
  await deleteKeys(kv, userKeyPrefix('token', userId));
  await deleteKeys(kv, userKeyPrefix('grant', userId));
}
