import * as oidc from 'openid-client';
import { type Config, isLoopback } from './config.ts';

const TIMEOUT_SECONDS = 10;
const DISCOVERY_LIFETIME_MS = 60 * 60 * 1000;

/** PKCE verifier and nonce, stored on the server between the redirect and the callback. */
export interface IdentityTransaction {
  readonly verifier: string;
  readonly nonce: string;
}

/** Verified claims of the person who signed in. */
export interface IdentityClaims {
  readonly issuer: string;
  readonly sub: string;
  /** Present only when requested, and verified by the provider. */
  readonly email?: string;
}

/** The identity provider is unavailable, or its response is invalid. */
export class IdentityError extends Error {
  override readonly name = 'IdentityError';
  /** The provider responded, but the response proves no identity: forged, for another client, expired or already used. */
  readonly refused: boolean;

  constructor(message: string, refused = false) {
    super(message);
    this.refused = refused;
  }
}

/** The OpenID Connect relying party of a server. Every method throws {@link IdentityError}. */
export interface IdentityClient {
  /** Succeeds when the provider's discovery document is at hand. */
  discover(): Promise<void>;
  /** The authorization request; `reauthenticate` sets `prompt=login`. */
  authorizationUrl(state: string, transaction: IdentityTransaction, reauthenticate: boolean): Promise<URL>;
  /** Exchanges the code of a callback and validates the ID token. */
  handleCallback(callback: URL, transaction: IdentityTransaction): Promise<IdentityClaims>;
}

/** Generates a PKCE verifier and a nonce. */
export function newTransaction(): IdentityTransaction {
  return { verifier: oidc.randomPKCECodeVerifier(), nonce: oidc.randomNonce() };
}

/** Creates the relying party. */
export function createIdentityClient(config: Config, needsEmail: boolean): IdentityClient {
  const redirectUri = `${config.baseUrl}/callback`;
  const discover = createDiscovery(config);
  return {
    async discover() {
      await discover();
    },
    async authorizationUrl(state, transaction, reauthenticate) {
      return oidc.buildAuthorizationUrl(await discover(), {
        redirect_uri: redirectUri,
        scope: needsEmail ? 'openid email' : 'openid',
        state,
        nonce: transaction.nonce,
        code_challenge: await oidc.calculatePKCECodeChallenge(transaction.verifier),
        code_challenge_method: 'S256',
        ...(reauthenticate && { prompt: 'login' }),
      });
    },
    async handleCallback(callback, transaction) {
      const configuration = await discover();
      const { claims, accessToken } = await exchange(configuration, callback, transaction);
      const identity = { issuer: claims.iss, sub: claims.sub };
      if (!needsEmail) return identity;
      const info = await withIdentityError('userinfo', () =>
        oidc.fetchUserInfo(configuration, accessToken, claims.sub),
      );
      return info.email && info.email_verified === true ? { ...identity, email: info.email } : identity;
    },
  };
}

/** Reads the discovery document, cached in the isolate for an hour. Failures are not cached. */
function createDiscovery(config: Config): () => Promise<oidc.Configuration> {
  let cached: { configuration: oidc.Configuration; until: number } | undefined;
  return async () => {
    const now = Date.now();
    if (cached && cached.until > now) return cached.configuration;
    const { issuer, clientId, clientSecret } = config.identity;
    const configuration = await withIdentityError('discovery', () =>
      oidc.discovery(new URL(issuer), clientId, undefined, oidc.ClientSecretBasic(clientSecret), {
        timeout: TIMEOUT_SECONDS,
        execute: isLoopback(config.baseUrl) ? [oidc.allowInsecureRequests] : [],
      }),
    );
    cached = { configuration, until: now + DISCOVERY_LIFETIME_MS };
    return configuration;
  };
}

/** Exchanges the code of a callback for a validated ID token. */
async function exchange(
  configuration: oidc.Configuration,
  callback: URL,
  transaction: IdentityTransaction,
): Promise<{ readonly claims: oidc.IDToken; readonly accessToken: string }> {
  const tokens = await withIdentityError('code exchange', () =>
    oidc.authorizationCodeGrant(configuration, callback, {
      pkceCodeVerifier: transaction.verifier,
      expectedNonce: transaction.nonce,
      // Not a check: the caller has already bound this state to the browser.
      expectedState: callback.searchParams.get('state') ?? '',
      idTokenExpected: true,
    }),
  );
  const claims = tokens.claims();
  if (!claims) throw new IdentityError('code exchange: no ID token', true);
  return { claims, accessToken: tokens.access_token };
}

/** Replaces an error by one that names only the step and a code: the original may contain a token or a URL. */
async function withIdentityError<T>(step: string, run: () => Promise<T>): Promise<T> {
  try {
    return await run();
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : 'unreachable';
    throw new IdentityError(`${step}: ${code}`, isRefusal(error, code));
  }
}

/** Codes of openid-client for a complete but invalid response. */
const REFUSALS = new Set([
  'OAUTH_INVALID_RESPONSE',
  'OAUTH_JSON_ATTRIBUTE_COMPARISON_FAILED',
  'OAUTH_JWT_CLAIM_COMPARISON_FAILED',
  'OAUTH_JWT_TIMESTAMP_CHECK_FAILED',
]);

function isRefusal(error: unknown, code: string): boolean {
  return REFUSALS.has(code) || (error instanceof oidc.ResponseBodyError && error.error === 'invalid_grant');
}
