import type { Config } from './config.ts';
import { base64Url } from './secret.ts';

/** A person as a server knows them; it is kept with every grant, session and personal token. */
export interface KnownPerson {
  /** Pairwise pseudonymous id: different at each server, so that records cannot be correlated. Contains no `:`. */
  readonly userId: string;
  /** Verified e-mail; only at a server that declares `needsEmail`. */
  readonly email?: string;
  /** Their user ids at the servers that this one mounts, by the names of those; only where it mounts any. */
  readonly mountedIds?: { readonly [server: string]: string };
}

/** The fields of a {@link KnownPerson} and no others; what is unknown is left out. */
export function knownPerson({ userId, email, mountedIds }: KnownPerson): KnownPerson {
  return { userId, ...(email !== undefined && { email }), ...(mountedIds !== undefined && { mountedIds }) };
}

/** The caller of a request. */
export interface Principal extends KnownPerson {
  /** Scopes the person granted to this client. */
  readonly scopes: readonly string[];
  /** Id of the client at this server. */
  readonly clientId: string;
  /** How the consent page named the client, or the person the token; missing in grants from before this was stored. */
  readonly clientName?: string;
  /** Time of the consent, epoch ms; missing in tokens issued before this was stored. */
  readonly consentedAtMs?: number;
  /** Id of the grant of an access token; absent for a personal and a corporate token, which came without a consent page. */
  readonly grantId?: string;
}

/** The person signed in to the account page. */
export interface SessionPerson extends KnownPerson {
  /** How the identity provider names the person; kept in the session and nowhere else. */
  readonly login?: string;
}

/** Properties encrypted into a grant at sign-in and returned with every validated token. */
export interface TokenProps extends KnownPerson, Record<string, unknown> {
  readonly clientName?: string;
  readonly consentedAtMs?: number;
  /** As in {@link Principal}; known from the token, not stored. */
  readonly grantId?: string;
  /** The time of the consent in grants issued before `consentedAtMs`, seconds since the epoch. */
  readonly consentedAt?: number;
}

/** The time of a consent, epoch ms. One that was stored in seconds counts from the start of its second. */
export function consentTime({ consentedAtMs, consentedAt }: TokenProps): number | undefined {
  return consentedAtMs ?? (consentedAt === undefined ? undefined : consentedAt * 1000);
}

/** Computes the pairwise user id: base64url(HMAC-SHA-256(key, issuer + "\n" + sub)), 43 characters. */
export async function userIdOf(subjectKey: string, issuer: string, sub: string): Promise<string> {
  const encoder = new TextEncoder();
  const algorithm = { name: 'HMAC', hash: 'SHA-256' };
  const key = await crypto.subtle.importKey('raw', encoder.encode(subjectKey), algorithm, false, ['sign']);
  const digest = await crypto.subtle.sign('HMAC', key, encoder.encode(`${issuer}\n${sub}`));
  return base64Url(new Uint8Array(digest));
}

/** A person of the identity provider as a server knows them, with an id of its own key for each server that it mounts. */
export async function identified(
  { subjectKey, mountedKeys }: Pick<Config, 'subjectKey' | 'mountedKeys'>,
  { issuer, sub, email }: { readonly issuer: string; readonly sub: string; readonly email?: string },
): Promise<KnownPerson> {
  const mounted = Object.entries(mountedKeys).map(
    async ([server, key]) => [server, await userIdOf(key, issuer, sub)] as const,
  );
  return {
    userId: await userIdOf(subjectKey, issuer, sub),
    ...(email !== undefined && { email }),
    ...(mounted.length > 0 && { mountedIds: Object.fromEntries(await Promise.all(mounted)) }),
  };
}
