import { createRemoteJWKSet, customFetch, decodeJwt, errors, type JWTVerifyGetKey, jwtVerify } from 'jose';
import type { CorporateConfig } from './config.ts';
import {
  CLOCK_TOLERANCE_SECONDS,
  type CorporateVerifier,
  clientOf,
  identityOf,
  isJwtForm,
  textOf,
  VerifierUnavailable,
} from './corporate-tokens.ts';
import { askService, type SendToService } from './service.ts';

/** Signatures by a key pair: with HMAC a published key would be a secret that everybody has. */
const ALGORITHMS = ['RS256', 'PS256', 'ES256', 'EdDSA'];
const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
/** Kinds of a JWT that are access tokens: RFC 9068, and what issuers write that do not know it. */
const TYPES: ReadonlySet<string> = new Set(['at+jwt', 'application/at+jwt', 'jwt']);

type OidcConfig = Extract<CorporateConfig, { kind: 'oidc' }>;

/** Verifies signed JWTs by the keys that their issuer publishes (OpenID Connect Discovery, JWKS). */
export function oidcVerifier(config: OidcConfig, send: SendToService, now: () => number): CorporateVerifier {
  const { issuer, audience, clients } = config;
  const keys = publishedKeys(config, send, now);
  return {
    accepts: isJwtForm,
    async verify(token) {
      // A token of another issuer is no reason to read this one's keys.
      if (issuerOf(token) !== issuer) return null;
      const getKey = await keys();
      try {
        const { payload, protectedHeader } = await jwtVerify(token, getKey, {
          issuer,
          audience,
          algorithms: ALGORITHMS,
          clockTolerance: CLOCK_TOLERANCE_SECONDS,
          requiredClaims: ['sub', 'exp'],
          currentDate: new Date(now()),
        });
        if (!TYPES.has((protectedHeader.typ ?? 'jwt').toLowerCase())) return null;
        if (clients && !clients.has(clientOf(payload) ?? '')) return null;
        return identityOf(payload, issuer, payload.exp ?? 0);
      } catch (error) {
        if (isAboutToken(error)) return null;
        throw new VerifierUnavailable('keys');
      }
    },
  };
}

/** The issuer that a token claims; null when it cannot be read. */
function issuerOf(token: string): string | null {
  try {
    return decodeJwt(token).iss ?? null;
  } catch {
    return null;
  }
}

/** Whether the token is at fault, and not the service that publishes the keys. */
function isAboutToken(error: unknown): boolean {
  if (!(error instanceof errors.JOSEError)) return false;
  return !(
    error instanceof errors.JWKSTimeout ||
    error instanceof errors.JWKSInvalid ||
    error.code === 'ERR_JOSE_GENERIC'
  );
}

/** The keys of the issuer, read once an hour, and once a minute when a token names one that is not among them. */
function publishedKeys({ issuer, allowHttp }: OidcConfig, send: SendToService, now: () => number) {
  let known: { readonly getKey: JWTVerifyGetKey; readonly until: number } | null = null;
  return async (): Promise<JWTVerifyGetKey> => {
    if (known && known.until > now()) return known.getKey;
    const address = `${issuer.replace(/\/$/, '')}/.well-known/openid-configuration`;
    const { claims } = await askService(send, 'discovery', address, { headers: { accept: 'application/json' } });
    const uri = textOf(claims?.['jwks_uri']);
    const isUsable = uri !== null && URL.canParse(uri) && (allowHttp || new URL(uri).protocol === 'https:');
    if (!isUsable || claims?.['issuer'] !== issuer) throw new VerifierUnavailable('discovery');
    const getKey = createRemoteJWKSet(new URL(uri), {
      cooldownDuration: MINUTE_MS,
      cacheMaxAge: HOUR_MS,
      [customFetch]: (url, { headers, method, redirect, signal }) =>
        send(new Request(url, { headers, method, redirect, signal })),
    });
    known = { getKey, until: now() + HOUR_MS };
    return getKey;
  };
}
