import type { OAuthHelpers } from '@cloudflare/workers-oauth-provider';
import { isLoopback, type SignInEnv } from './config.ts';
import { deleteLastUse } from './last-use.ts';

const PAGE_SIZE = 100;

/** Where grants are stored. */
export type GrantEnv = Pick<SignInEnv, 'OAUTH_KV' | 'GRANT'>;

/** Metadata stored with a grant, for the account page: the client itself may be deleted by then. */
export interface GrantMetadata {
  /** Client name as the consent page showed it. */
  readonly client: string;
  /** Host of the client's metadata document. It does not verify the name. */
  readonly domain?: string;
}

/** A connected app: one grant. */
export interface Connection extends GrantMetadata {
  /** Id of the grant. */
  readonly id: string;
  readonly redirectHost: string;
  /** Whether the client runs on the person's computer. */
  readonly isLoopback: boolean;
  readonly scopes: readonly string[];
  /** Seconds since the epoch. */
  readonly createdAt: number;
  /** When a connection ends that cannot be prolonged, seconds since the epoch: its client has no refresh token. */
  readonly endsAt?: number;
}

/** A person's connections, newest first, at most a hundred of them. */
export interface Connections {
  readonly items: readonly Connection[];
  readonly hasMore: boolean;
  /** Whether there are sign-ins whose client has not asked for its tokens; it may do so within ten minutes. */
  readonly hasUnfinished: boolean;
}

/** A connection that can be refreshed lives for weeks; without a refresh token it ends with its access token. */
const LONGEST_WITHOUT_REFRESH = 24 * 3600;

/** Lists a person's connections that have access. */
export async function listConnections(oauth: OAuthHelpers, userId: string): Promise<Connections> {
  const page = await oauth.listUserGrants(userId, { limit: PAGE_SIZE });
  // The library gives a grant its expiry when its code is exchanged.
  const finished = page.items.filter(({ expiresAt }) => expiresAt !== undefined);
  const now = Date.now() / 1000;
  const live = finished.filter(({ expiresAt = now }) => expiresAt > now);
  const items = live.map(({ id, scope, createdAt, expiresAt = 0, redirectUri = '', metadata }) => {
    const { client = '—', domain }: Partial<GrantMetadata> = metadata ?? {};
    const redirectHost = URL.canParse(redirectUri) ? new URL(redirectUri).hostname : '';
    return {
      id,
      client,
      ...(domain !== undefined && { domain }),
      redirectHost,
      isLoopback: redirectHost !== '' && isLoopback(redirectUri),
      scopes: scope,
      createdAt,
      ...(expiresAt - createdAt < LONGEST_WITHOUT_REFRESH && { endsAt: expiresAt }),
    };
  });
  return {
    items: items.sort((a, b) => b.createdAt - a.createdAt),
    hasMore: page.cursor !== undefined,
    hasUnfinished: finished.length < page.items.length,
  };
}

/** Revokes one grant of a person. An id of another person's grant has no effect: the key includes the user id. */
export async function revokeConnection(oauth: OAuthHelpers, env: GrantEnv, userId: string, id: string): Promise<void> {
  await revokeGrant(oauth, env, userId, id);
  await deleteLastUse(env.OAUTH_KV, userId, id);
}

/** Revokes every grant of a person. */
export async function revokeAllConnections(oauth: OAuthHelpers, env: GrantEnv, userId: string): Promise<void> {
  let cursor: string | undefined;
  do {
    const page = await oauth.listUserGrants(userId, { limit: PAGE_SIZE, ...(cursor !== undefined && { cursor }) });
    await Promise.all(page.items.map(({ id }) => revokeGrant(oauth, env, userId, id)));
    ({ cursor } = page);
  } while (cursor !== undefined);
}

/** The object first: from then on a refresh that has already read the grant gets no token. */
async function revokeGrant(oauth: OAuthHelpers, { GRANT }: GrantEnv, userId: string, id: string): Promise<void> {
  await GRANT.get(GRANT.idFromName(`${userId}:${id}`)).revoke();
  await oauth.revokeGrant(id, userId);
}
