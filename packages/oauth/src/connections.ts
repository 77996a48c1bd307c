import type { GrantSummary, OAuthHelpers } from '@cloudflare/workers-oauth-provider';
import { isLoopback, type SignInEnv } from './config.ts';
import { deleteLastUse } from './last-use.ts';
import { revokeTokensOf } from './personal-tokens.ts';

const PAGE_SIZE = 100;

/** Where grants are stored. */
export type GrantEnv = Pick<SignInEnv, 'OAUTH_KV' | 'GRANT'>;

/** Metadata stored with a grant, for the account page: the client itself may be deleted by then. */
export interface GrantMetadata {
  /** Client name as the consent page showed it. */
  readonly client: string;
  /** Host of the client's metadata document. It does not verify the name. */
  readonly domain?: string;
  /** When the person allowed the client, epoch ms; absent in older grants. */
  readonly consentedAtMs?: number;
}

/** A connected app: one grant. */
export interface Connection extends GrantMetadata {
  /** Id of the grant. */
  readonly id: string;
  readonly redirectUri: string;
  /** Id of the client. */
  readonly clientId: string;
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
  return {
    items: connectionsOf(page.items).sort((a, b) => b.createdAt - a.createdAt),
    hasMore: page.cursor !== undefined,
    hasUnfinished: !page.items.every(isFinished),
  };
}

/** Every connection of a person at a redirect URI that has access, in no order. */
export async function connectionsAt(oauth: OAuthHelpers, userId: string, redirectUri: string): Promise<Connection[]> {
  const grants = await allGrants(oauth, userId);
  return connectionsOf(grants.filter((grant) => grant.redirectUri === redirectUri));
}

/** The library gives a grant its expiry when its code is exchanged. */
const isFinished = ({ expiresAt }: GrantSummary): boolean => expiresAt !== undefined;

function connectionsOf(grants: readonly GrantSummary[]): Connection[] {
  const now = Date.now() / 1000;
  const live = grants.filter(({ expiresAt = now }) => expiresAt > now);
  return live.map(({ id, clientId, scope, createdAt, expiresAt = 0, redirectUri = '', metadata }) => {
    const { client = '—', domain, consentedAtMs }: Partial<GrantMetadata> = metadata ?? {};
    const redirectHost = URL.canParse(redirectUri) ? new URL(redirectUri).hostname : '';
    return {
      id,
      clientId,
      client,
      ...(domain !== undefined && { domain }),
      ...(consentedAtMs !== undefined && { consentedAtMs }),
      redirectUri,
      redirectHost,
      isLoopback: redirectHost !== '' && isLoopback(redirectUri),
      scopes: scope,
      createdAt,
      ...(expiresAt - createdAt < LONGEST_WITHOUT_REFRESH && { endsAt: expiresAt }),
    };
  });
}

/**
 * Ends a connection on the person's word. With one of the portal's page go all others at its redirect URI, also those
 * whose code is not exchanged yet: a silent sign-in would continue any of them. An id of another person's grant has no
 * effect: the key includes the user id.
 */
export async function disconnectApp(
  oauth: OAuthHelpers,
  env: GrantEnv,
  userId: string,
  id: string,
  portalUrl: string,
): Promise<void> {
  const grants = await allGrants(oauth, userId);
  // A grant that the list does not show yet may be at work already.
  const chosen: Pick<GrantSummary, 'id' | 'redirectUri'> = grants.find((grant) => grant.id === id) ?? { id };
  const { redirectUri = '' } = chosen;
  const isPortal = URL.canParse(redirectUri) && new URL(redirectUri).origin === portalUrl;
  const same = isPortal ? grants.filter((each) => each.redirectUri === redirectUri) : [chosen];
  await revokeConnections(oauth, env, userId, same);
}

/** Revokes grants of a person with their last uses, and the personal tokens that were made over them. */
export async function revokeConnections(
  oauth: OAuthHelpers,
  env: GrantEnv,
  userId: string,
  connections: readonly { readonly id: string }[],
): Promise<void> {
  await Promise.all(
    connections.map(async ({ id }) => {
      await revokeGrant(oauth, env, userId, id);
      await deleteLastUse(env.OAUTH_KV, userId, id);
    }),
  );
  await revokeTokensOf(env.OAUTH_KV, userId, new Set(connections.map(({ id }) => id)));
}

/** Every grant of a person: of all pages, with those that have no access yet or any more. */
async function allGrants(oauth: OAuthHelpers, userId: string, cursor?: string): Promise<GrantSummary[]> {
  const page = await oauth.listUserGrants(userId, { limit: PAGE_SIZE, ...(cursor !== undefined && { cursor }) });
  return page.cursor === undefined ? page.items : [...page.items, ...(await allGrants(oauth, userId, page.cursor))];
}

/** Revokes every grant of a person; their personal tokens and last uses are the caller's to delete (`revokeAccess`). */
export async function revokeAllGrants(oauth: OAuthHelpers, env: GrantEnv, userId: string): Promise<void> {
  const grants = await allGrants(oauth, userId);
  await Promise.all(grants.map(({ id }) => revokeGrant(oauth, env, userId, id)));
}

/** Whether a grant was ended; KV may list it for a minute after that. */
export async function isRevoked({ GRANT }: GrantEnv, userId: string, id: string): Promise<boolean> {
  return GRANT.get(GRANT.idFromName(`${userId}:${id}`)).isRevoked();
}

/** The object first: from then on a refresh that has already read the grant gets no token. */
async function revokeGrant(oauth: OAuthHelpers, { GRANT }: GrantEnv, userId: string, id: string): Promise<void> {
  await GRANT.get(GRANT.idFromName(`${userId}:${id}`)).revoke();
  await oauth.revokeGrant(id, userId);
}
