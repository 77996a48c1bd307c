import type { Config } from '../config.ts';
import { sha256Base64Url } from '../secret.ts';
import { type CorporateConfig, type CorporateEnv, corporateConfig } from './config.ts';
import type { CorporateIdentity, CorporateVerifier } from './corporate-tokens.ts';
import { introspectionVerifier } from './introspection-verifier.ts';
import { oidcVerifier } from './oidc-verifier.ts';
import type { SendToService } from './service.ts';
import { userInfoVerifier } from './userinfo-verifier.ts';

export type { CorporateEnv } from './config.ts';
export type { CorporateIdentity, CorporateVerifier } from './corporate-tokens.ts';

/** How long a valid token, and an invalid one, is not asked about again, in ms. */
const VALID_MS = 60_000;
const INVALID_MS = 10_000;
const MOST_CACHED = 2_000;

/**
 * The verifier of corporate tokens that a server's variables choose; null when they choose none. A server that declares it
 * as `corporateTokens` accepts such tokens beside its own.
 */
export function createCorporateVerifier(
  env: CorporateEnv,
  config: Config,
  send: SendToService = (request) => fetch(request),
  now: () => number = Date.now,
): CorporateVerifier | null {
  const chosen = corporateConfig(env, config);
  return chosen && verifierOf(chosen, send, now);
}

function verifierOf(config: CorporateConfig, send: SendToService, now: () => number): CorporateVerifier {
  if (config.kind === 'oidc') return oidcVerifier(config, send, now);
  if (config.kind === 'userinfo') return withCache(userInfoVerifier(config, send, now), now);
  return withCache(introspectionVerifier(config, send, now), now);
}

/** Caches answers of the service by the hash of the token, never past the token's expiry. Failures are not cached. */
function withCache({ accepts, verify }: CorporateVerifier, now: () => number): CorporateVerifier {
  const cache = new Map<string, { readonly identity: CorporateIdentity | null; readonly untilMs: number }>();
  return {
    accepts,
    async verify(token) {
      const key = await sha256Base64Url(token);
      const known = cache.get(key);
      if (known && known.untilMs > now()) return known.identity;
      cache.delete(key);
      const identity = await verify(token);
      const oldest = cache.size >= MOST_CACHED ? cache.keys().next().value : undefined;
      if (oldest !== undefined) cache.delete(oldest);
      const untilMs = identity ? Math.min(now() + VALID_MS, identity.expiresAt * 1_000) : now() + INVALID_MS;
      cache.set(key, { identity, untilMs });
      return identity;
    },
  };
}
