import type { OAuthHelpers } from '@cloudflare/workers-oauth-provider';
import { endAllConnections } from './connections.ts';
import { deleteUnder } from './kv-keys.ts';
import { deleteLastUses } from './last-use.ts';
import { endPersonalTokens } from './personal-tokens.ts';
import { endSessions } from './session.ts';

/**
 * Ends everything that opens a server to a person: sessions, but for the one that stays, personal tokens, connections.
 * Sessions go first, or a stolen one could make a token while the others are being ended.
 */
export async function endAccess(oauth: OAuthHelpers, kv: KVNamespace, userId: string, staying?: string): Promise<void> {
  await endSessions(kv, userId, staying);
  await endPersonalTokens(kv, userId);
  await endAllConnections(oauth, userId);
  await deleteLastUses(kv, userId);
}

/** Ends all access of a person and leaves nothing of them in the store. May be repeated; an unknown person is no error. */
export async function deleteUserData(oauth: OAuthHelpers, kv: KVNamespace, userId: string): Promise<void> {
  await endAccess(oauth, kv, userId);
  // What the library can no longer list: tokens of a grant that is gone, a grant that cannot be read.
  await deleteUnder(kv, `token:${userId}:`);
  await deleteUnder(kv, `grant:${userId}:`);
}
