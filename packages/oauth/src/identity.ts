import * as oidc from 'openid-client';
import { type Config, isLoopback } from './config.ts';

const TIMEOUT_SECONDS = 10;
const DISCOVERY_LIFETIME_MS = 60 * 60 * 1000;

/** What the browser must bring back unchanged; kept on the server between the redirect and the callback. */
export interface IdentityTransaction {
  readonly verifier: string;
  readonly nonce: string;
}

/** Who signed in at the identity provider. */
export interface SignedIn {
  readonly issuer: string;
  readonly sub: string;
  /** Present only when asked for and verified by the provider. */
  readonly email?: string;
}

/** The identity provider could not be reached, or what it answered does not hold. */
export class IdentityError extends Error {
  override readonly name = 'IdentityError';
  /** There was an answer, and it proves nobody: a forged, foreign, expired or used one. */
  readonly refused: boolean;

  constructor(message: string, refused = false) {
    super(message);
    this.refused = refused;
  }
}

/** The OpenID Connect relying party of one server. */
export interface Identity {
  /** Origin of the provider's sign-in page; the consent page's CSP must allow it. */
  origin(): Promise<string>;
  /** Where to send the browser. `fresh` asks the provider to forget its session and show the sign-in page again. */
  begin(state: string, transaction: IdentityTransaction, fresh: boolean): Promise<URL>;
  /** Exchanges the code of the callback URL and checks the ID token. Throws {@link IdentityError}. */
  finish(callback: URL, transaction: IdentityTransaction): Promise<SignedIn>;
}

/** A fresh verifier and nonce. */
export function newTransaction(): IdentityTransaction {
  return { verifier: oidc.randomPKCECodeVerifier(), nonce: oidc.randomNonce() };
}

/** Makes the relying party. */
export function createIdentity(config: Config, needsEmail: boolean): Identity {
  const redirectUri = `${config.baseUrl}/callback`;
  const discover = createDiscovery(config);
  return {
    async origin() {
      const endpoint = (await discover()).serverMetadata().authorization_endpoint;
      if (!endpoint) throw new IdentityError('discovery: no authorization_endpoint');
      return new URL(endpoint).origin;
    },
    async begin(state, transaction, fresh) {
      return oidc.buildAuthorizationUrl(await discover(), {
        redirect_uri: redirectUri,
        scope: needsEmail ? 'openid email' : 'openid',
        state,
        nonce: transaction.nonce,
        code_challenge: await oidc.calculatePKCECodeChallenge(transaction.verifier),
        code_challenge_method: 'S256',
        ...(fresh && { prompt: 'login' }),
      });
    },
    async finish(callback, transaction) {
      const configuration = await discover();
      const { claims, accessToken } = await exchange(configuration, callback, transaction);
      const signedIn = { issuer: claims.iss, sub: claims.sub };
      if (!needsEmail) return signedIn;
      const info = await guarded('userinfo', () => oidc.fetchUserInfo(configuration, accessToken, claims.sub));
      return info.email && info.email_verified === true ? { ...signedIn, email: info.email } : signedIn;
    },
  };
}

/** Reads the discovery document, which is kept for an hour in the isolate; a failure is not kept. */
function createDiscovery(config: Config): () => Promise<oidc.Configuration> {
  let known: { configuration: oidc.Configuration; until: number } | undefined;
  return async () => {
    const now = Date.now();
    if (known && known.until > now) return known.configuration;
    const { issuer, clientId, clientSecret } = config.identity;
    const configuration = await guarded('discovery', () =>
      oidc.discovery(new URL(issuer), clientId, undefined, oidc.ClientSecretBasic(clientSecret), {
        timeout: TIMEOUT_SECONDS,
        execute: isLoopback(config.baseUrl) ? [oidc.allowInsecureRequests] : [],
      }),
    );
    known = { configuration, until: now + DISCOVERY_LIFETIME_MS };
    return configuration;
  };
}

/** Exchanges the code of a callback for a checked ID token. */
async function exchange(
  configuration: oidc.Configuration,
  callback: URL,
  transaction: IdentityTransaction,
): Promise<{ readonly claims: oidc.IDToken; readonly accessToken: string }> {
  const tokens = await guarded('code exchange', () =>
    oidc.authorizationCodeGrant(configuration, callback, {
      pkceCodeVerifier: transaction.verifier,
      expectedNonce: transaction.nonce,
      // The library of our own authorization server has already bound this state to the browser.
      expectedState: callback.searchParams.get('state') ?? '',
      idTokenExpected: true,
    }),
  );
  const claims = tokens.claims();
  if (!claims) throw new IdentityError('code exchange: no ID token', true);
  return { claims, accessToken: tokens.access_token };
}

/** Names the step that failed and drops the rest: the original error may hold a token or an address. */
async function guarded<T>(step: string, run: () => Promise<T>): Promise<T> {
  try {
    return await run();
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : 'unreachable';
    throw new IdentityError(`${step}: ${code}`, isRefusal(error, code));
  }
}

/** Codes of an answer that came whole and does not hold. */
const REFUSALS = new Set([
  'OAUTH_INVALID_RESPONSE',
  'OAUTH_JSON_ATTRIBUTE_COMPARISON_FAILED',
  'OAUTH_JWT_CLAIM_COMPARISON_FAILED',
  'OAUTH_JWT_TIMESTAMP_CHECK_FAILED',
]);

function isRefusal(error: unknown, code: string): boolean {
  return REFUSALS.has(code) || (error instanceof oidc.ResponseBodyError && error.error === 'invalid_grant');
}
