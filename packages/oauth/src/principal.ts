import { base64Url } from './secret.ts';

/** Who makes a request, as this server knows them. */
export interface Principal {
  /** Opaque, pairwise id: two servers' ids of one person cannot be joined. Without `:`. */
  readonly userId: string;
  /** What the person allowed this client. */
  readonly scopes: readonly string[];
  /** The client's id at this server. */
  readonly clientId: string;
  /** A verified e-mail; present only at a server that declared it needs one. */
  readonly email?: string;
  /** When the person allowed this, seconds since the epoch; a token from before this was kept has none. */
  readonly consentedAt?: number;
}

/** What is sealed into a token at sign-in and comes back with every call. */
export interface TokenProps extends Record<string, unknown> {
  readonly userId: string;
  readonly email?: string;
  readonly consentedAt?: number;
}

/** Computes the user id: base64url(HMAC-SHA-256(key, issuer + "\n" + sub)), 43 characters. */
export async function userIdOf(subjectKey: string, issuer: string, sub: string): Promise<string> {
  const encoder = new TextEncoder();
  const algorithm = { name: 'HMAC', hash: 'SHA-256' };
  const key = await crypto.subtle.importKey('raw', encoder.encode(subjectKey), algorithm, false, ['sign']);
  const digest = await crypto.subtle.sign('HMAC', key, encoder.encode(`${issuer}\n${sub}`));
  return base64Url(new Uint8Array(digest));
}
