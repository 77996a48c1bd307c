/** A person whom a corporate token names. */
export interface CorporateIdentity {
  /** Issuer of the token, part of the user id. */
  readonly issuer: string;
  readonly sub: string;
  /** The program that got the token; `unknown` where the provider does not say. */
  readonly clientId: string;
  /** Only if the provider says that it is verified. */
  readonly email?: string;
  /** Scopes of the token, whichever server they are of. */
  readonly scopes: readonly string[];
  /** Seconds since the epoch. */
  readonly expiresAt: number;
}

/** Verifies tokens that a company's own identity service issued. */
export interface CorporateVerifier {
  /** Whether a token has the form of those it verifies. Others never reach it, and so never leave this server. */
  accepts(token: string): boolean;
  /** The person; null when the token is not valid here. Throws when the service cannot be asked. */
  verify(token: string): Promise<CorporateIdentity | null>;
}

/** The service did not answer, or not as it should: the token may be valid. The message names the step and nothing else. */
export class VerifierUnavailable extends Error {
  override readonly name = 'VerifierUnavailable';
}

/** Most difference between the clock of the token service and ours. */
export const CLOCK_TOLERANCE_SECONDS = 60;

/** Longest token, characters: a JWT with many groups. */
const MAX_TOKEN = 8_192;

/** The form of a bearer token (RFC 6750, section 2.1) without a colon, which all access tokens of this server have. */
const OPAQUE = /^[A-Za-z0-9\-._~+/]+=*$/;
const JWT = /^[A-Za-z0-9_-]+\.[A-Za-z0-9_-]+\.[A-Za-z0-9_-]*$/;

/** Whether a token may be a corporate one of any form. */
export function isCorporateForm(token: string): boolean {
  return token.length <= MAX_TOKEN && OPAQUE.test(token);
}

/** Whether a token has the form of a signed JWT. */
export function isJwtForm(token: string): boolean {
  return token.length <= MAX_TOKEN && JWT.test(token);
}

/** Claims of a token or of an answer about it; unverified until said otherwise. */
export interface Claims {
  readonly [claim: string]: unknown;
}

/** The text of a claim; null when it is absent or no text. */
export function textOf(value: unknown): string | null {
  return typeof value === 'string' && value !== '' ? value : null;
}

/** The client that a token was issued to. */
export function clientOf({ azp, client_id }: Claims): string | null {
  return textOf(azp) ?? textOf(client_id);
}

/** Who the claims of a verified token name; null without a subject. */
export function identityOf(claims: Claims, issuer: string, expiresAt: number): CorporateIdentity | null {
  const sub = textOf(claims['sub']);
  if (sub === null) return null;
  const email = claims['email_verified'] === true ? textOf(claims['email']) : null;
  const { scope, scp } = claims;
  const scopes = typeof scope === 'string' ? scope.split(' ') : Array.isArray(scp) ? scp.map(String) : [];
  return { issuer, sub, clientId: clientOf(claims) ?? 'unknown', scopes, expiresAt, ...(email !== null && { email }) };
}
