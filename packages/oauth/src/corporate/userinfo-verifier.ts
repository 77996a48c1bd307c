import { fromBase64UrlJson } from '../secret.ts';
import type { CorporateConfig } from './config.ts';
import {
  type Claims,
  type CorporateIdentity,
  type CorporateVerifier,
  clientOf,
  identityOf,
  isCorporateForm,
  isJwtForm,
  VerifierUnavailable,
} from './corporate-tokens.ts';
import { askService, type SendToService } from './service.ts';

/** How long a token that tells no expiry is taken as valid before the service is asked again, seconds. */
const LIFETIME_SECONDS = 60;

/**
 * Verifies tokens by asking the user-info endpoint with them (OpenID Connect Core, section 5.3). It answers to a token of any
 * client of the provider, so a token got for another program would open this server: only listed clients are accepted.
 */
export function userInfoVerifier(
  { issuer, url, clients }: Extract<CorporateConfig, { kind: 'userinfo' }>,
  send: SendToService,
  now: () => number,
): CorporateVerifier {
  return {
    accepts: isCorporateForm,
    async verify(token) {
      const headers = { authorization: `Bearer ${token}`, accept: 'application/json' };
      const { status, claims } = await askService(send, 'userinfo', url, { headers });
      if (status === 401 || status === 403) return null;
      if (!claims) throw new VerifierUnavailable('userinfo');
      return accepted(claims, isJwtForm(token) ? payloadOf(token) : {});
    },
  };

  /** The service has just accepted the token, so what is inside is the service's own word too. */
  function accepted(claims: Claims, inside: Claims): CorporateIdentity | null {
    const isOther = (claim: string, expected: unknown) => inside[claim] !== undefined && inside[claim] !== expected;
    if (isOther('iss', issuer) || isOther('sub', claims['sub'])) return null;
    const client = clientOf(claims) ?? clientOf(inside);
    if (client === null || !clients.has(client)) return null;
    const seconds = Math.floor(now() / 1_000);
    const expiresAt = typeof inside['exp'] === 'number' ? inside['exp'] : seconds + LIFETIME_SECONDS;
    // An e-mail is verified only by the word that came with it: the token may be older than a change of the address.
    const { email, email_verified } = claims['email'] === undefined ? inside : claims;
    const all = { ...inside, ...claims, azp: client, email, email_verified };
    return expiresAt > seconds ? identityOf(all, issuer, expiresAt) : null;
  }
}

function payloadOf(token: string): Claims {
  return Object(fromBase64UrlJson(token.split('.')[1] ?? ''));
}
