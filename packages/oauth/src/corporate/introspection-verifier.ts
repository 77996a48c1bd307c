import type { CorporateConfig } from './config.ts';
import {
  CLOCK_TOLERANCE_SECONDS,
  type Claims,
  type CorporateVerifier,
  clientOf,
  identityOf,
  isCorporateForm,
  VerifierUnavailable,
} from './corporate-tokens.ts';
import { askService, type SendToService } from './service.ts';

/** How long a token that tells no expiry is taken as valid before the service is asked again, seconds. */
const LIFETIME_SECONDS = 60;

/** Verifies tokens by asking the introspection endpoint about them (RFC 7662). Active is not enough: the audience must be ours. */
export function introspectionVerifier(
  { issuer, url, audience, clients, clientId, clientSecret }: Extract<CorporateConfig, { kind: 'introspection' }>,
  send: SendToService,
  now: () => number,
): CorporateVerifier {
  // Form-encoded before base64 (RFC 6749, section 2.3.1).
  const credentials = btoa([clientId, clientSecret].map((part) => encodeURIComponent(part)).join(':'));
  const headers = { authorization: `Basic ${credentials}`, accept: 'application/json' };
  return {
    accepts: isCorporateForm,
    async verify(token) {
      const body = new URLSearchParams({ token, token_type_hint: 'access_token' });
      const { claims } = await askService(send, 'introspection', url, { method: 'POST', headers, body });
      // Any refusal is of our own credentials: an invalid token is an answer of 200.
      if (!claims || typeof claims['active'] !== 'boolean') throw new VerifierUnavailable('introspection');
      const { active, aud, iss = issuer } = claims;
      const audiences = Array.isArray(aud) ? aud : [aud];
      if (!active || !audiences.includes(audience) || iss !== issuer) return null;
      if (clients && !clients.has(clientOf(claims) ?? '')) return null;
      const expiry = expiryOf(claims, Math.floor(now() / 1_000));
      return expiry === null ? null : identityOf(claims, issuer, expiry);
    },
  };
}

/** When a token ends that is valid at a time, epoch seconds both; null for one that is not. */
function expiryOf({ exp, nbf = 0 }: Claims, now: number): number | null {
  const end = exp === undefined ? now + LIFETIME_SECONDS : exp;
  if (typeof end !== 'number' || end <= now) return null;
  return typeof nbf === 'number' && nbf <= now + CLOCK_TOLERANCE_SECONDS ? end : null;
}
