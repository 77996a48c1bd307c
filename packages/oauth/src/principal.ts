import { base64Url } from './secret.ts';

/** The caller of a request. */
export interface Principal {
  /** Pairwise pseudonymous id: different at each server, so that records cannot be correlated. Contains no `:`. */
  readonly userId: string;
  /** Scopes the person granted to this client. */
  readonly scopes: readonly string[];
  /** Id of the client at this server. */
  readonly clientId: string;
  /** Verified e-mail; only at a server that declares `needsEmail`. */
  readonly email?: string;
  /** Time of the consent, epoch ms; missing in tokens issued before this was stored. */
  readonly consentedAtMs?: number;
}

/** The person signed in to the account page. */
export interface SessionPerson {
  readonly userId: string;
  /** Only where the server needs it. */
  readonly email?: string;
  /** How the identity provider names the person; kept in the session and nowhere else. */
  readonly login?: string;
}

/** Properties encrypted into a grant at sign-in and returned with every validated token. */
export interface TokenProps extends Record<string, unknown> {
  readonly userId: string;
  readonly email?: string;
  readonly consentedAtMs?: number;
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
