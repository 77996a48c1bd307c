import * as oidc from 'openid-client';
import { type Config, isLoopback } from './config.ts';
import { displayName, NAMELESS } from './display-name.ts';

const TIMEOUT_SECONDS = 10;
const DISCOVERY_LIFETIME_MS = 60 * 60 * 1000;
/** OpenID Connect Core, section 2: a subject has at most 255 ASCII characters. */
const SUBJECT = /^[\x20-\x7e]{1,255}$/;
/** Answers of a provider where the person has not signed in (RFC 6749, section 4.1.2.1; OpenID Connect Core, 3.1.2.6). */
const DECLINED = new Set([
  'access_denied',
  'login_required',
  'interaction_required',
  'consent_required',
  'account_selection_required',
]);

/** PKCE verifier and nonce, stored on the server between the redirect and the callback. */
export interface IdentityTransaction {
  readonly verifier: string;
  readonly nonce: string;
}

/** The transaction of a sign-in for a client. */
export interface ClientTransaction extends IdentityTransaction {
  /** When the person allowed the client, epoch ms; null in a silent sign-in, which continues an earlier consent. */
  readonly consentedAtMs: number | null;
}

/** Verified claims of the person who signed in. */
export interface IdentityClaims {
  readonly issuer: string;
  readonly sub: string;
  /** Present only when requested, and verified by the provider. */
  readonly email?: string;
  /** How the provider names the person, where its ID token does; for the account page only. */
  readonly login?: string;
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
  /** Succeeds when the provider's discovery document is at hand and valid. */
  discover(): Promise<void>;
  /** The authorization request, with a `prompt` that makes the person sign in again, or shows them no page. */
  authorizationUrl(state: string, transaction: IdentityTransaction, prompt?: 'login' | 'none'): Promise<URL>;
  /** Exchanges the code of a callback and validates the ID token. */
  handleCallback(callback: URL, transaction: IdentityTransaction): Promise<IdentityClaims>;
}

/** Why the provider sent the browser back without a code. */
export interface ProviderError {
  /** What the client is told. */
  readonly code: 'access_denied' | 'server_error' | 'temporarily_unavailable';
  /** The provider's own code, for the log. */
  readonly detail: string;
}

/** The error of a callback; `null` when it has none. A refusal that is not the person's own is a fault of the provider or of this server. */
export function providerError(callback: URL): ProviderError | null {
  const error = callback.searchParams.get('error');
  if (error === null) return null;
  const detail = `authorization: ${/^[a-z_]{1,40}$/.test(error) ? error : 'malformed'}`;
  if (DECLINED.has(error)) return { code: 'access_denied', detail };
  return { code: error === 'temporarily_unavailable' ? error : 'server_error', detail };
}

/** Generates a PKCE verifier and a nonce. */
export function newTransaction(): IdentityTransaction {
  return { verifier: oidc.randomPKCECodeVerifier(), nonce: oidc.randomNonce() };
}

/** Creates the relying party. */
export function createIdentityClient(config: Config, needsEmail: boolean): IdentityClient {
  const redirectUri = `${config.baseUrl}/callback`;
  const discovery = createDiscovery(config, needsEmail);
  const discover = discovery.read;
  return {
    async discover() {
      await discover();
    },
    async authorizationUrl(state, transaction, prompt) {
      return oidc.buildAuthorizationUrl(await discover(), {
        redirect_uri: redirectUri,
        scope: needsEmail ? 'openid email' : 'openid',
        state,
        nonce: transaction.nonce,
        code_challenge: await oidc.calculatePKCECodeChallenge(transaction.verifier),
        code_challenge_method: 'S256',
        ...(prompt !== undefined && { prompt }),
      });
    },
    async handleCallback(callback, transaction) {
      const configuration = await discover();
      return identify(configuration, callback, transaction, needsEmail).catch((error: unknown) => {
        // The provider may have moved its endpoints: the next sign-in reads where they are.
        if (error instanceof IdentityError && !error.refused) discovery.forget();
        throw error;
      });
    },
  };
}

async function identify(
  configuration: oidc.Configuration,
  callback: URL,
  transaction: IdentityTransaction,
  needsEmail: boolean,
): Promise<IdentityClaims> {
  const { claims, accessToken } = await exchange(configuration, callback, transaction);
  if (!SUBJECT.test(claims.sub)) throw new IdentityError('code exchange: malformed sub', true);
  const login = loginOf(claims);
  const identity = { issuer: claims.iss, sub: claims.sub, ...(login !== undefined && { login }) };
  if (!needsEmail) return identity;
  const info = await withIdentityError('userinfo', () => oidc.fetchUserInfo(configuration, accessToken, claims.sub));
  return info.email && info.email_verified === true ? { ...identity, email: info.email } : identity;
}

/**
 * The first name in an ID token by which a person knows themselves. No scope is requested for it: a provider that does not
 * know the scope may refuse the sign-in, and one that does may ask the person for it.
 */
function loginOf({ email, email_verified, preferred_username, name }: oidc.IDToken): string | undefined {
  const names = [email_verified === true ? email : undefined, preferred_username, name];
  const shown = names.map((each) => (typeof each === 'string' ? displayName(each) : NAMELESS));
  return shown.find((each) => each !== NAMELESS);
}

/** The provider's discovery document. */
interface Discovery {
  /** Reads it, or takes it from the isolate's memory for an hour. Failures are not kept. */
  read(): Promise<oidc.Configuration>;
  /** Makes the next `read` fetch it. */
  forget(): void;
}

function createDiscovery(config: Config, needsEmail: boolean): Discovery {
  const { issuer, clientId, clientSecret } = config.identity;
  const isLocal = isLoopback(config.baseUrl);
  const execute = [oidc.enableNonRepudiationChecks, ...(isLocal ? [oidc.allowInsecureRequests] : [])];
  let cached: { configuration: oidc.Configuration; until: number } | undefined;
  return {
    async read() {
      const now = Date.now();
      if (cached && cached.until > now) return cached.configuration;
      const options = { timeout: TIMEOUT_SECONDS, execute };
      const configuration = await withIdentityError('discovery', () =>
        oidc.discovery(new URL(issuer), clientId, undefined, oidc.ClientSecretBasic(clientSecret), options),
      );
      requireUsable(configuration.serverMetadata(), config, needsEmail);
      cached = { configuration, until: now + DISCOVERY_LIFETIME_MS };
      return configuration;
    },
    forget() {
      cached = undefined;
    },
  };
}

/** Throws unless the document names this issuer letter by letter, which user ids are computed from, and all endpoints. */
function requireUsable(document: oidc.ServerMetadata, { identity, baseUrl }: Config, needsEmail: boolean): void {
  if (document.issuer !== identity.issuer) throw new IdentityError('discovery: another issuer');
  const needed = ['authorization_endpoint', 'token_endpoint', 'jwks_uri'] as const;
  const protocols = isLoopback(baseUrl) ? ['https:', 'http:'] : ['https:'];
  for (const name of needsEmail ? [...needed, 'userinfo_endpoint' as const] : needed) {
    const endpoint = document[name];
    if (typeof endpoint === 'string' && URL.canParse(endpoint) && protocols.includes(new URL(endpoint).protocol))
      continue;
    throw new IdentityError(`discovery: no usable ${name}`);
  }
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
    throw new IdentityError(`${step}: ${code}`, step !== 'discovery' && isRefusal(error, code));
  }
}

/** Codes of openid-client for a complete but invalid response. */
const REFUSALS = new Set([
  'OAUTH_INVALID_RESPONSE',
  'OAUTH_JSON_ATTRIBUTE_COMPARISON_FAILED',
  'OAUTH_JWT_CLAIM_COMPARISON_FAILED',
  'OAUTH_JWT_TIMESTAMP_CHECK_FAILED',
  'OAUTH_KEY_SELECTION_FAILED',
  'OAUTH_UNSUPPORTED_OPERATION',
]);

function isRefusal(error: unknown, code: string): boolean {
  return REFUSALS.has(code) || (error instanceof oidc.ResponseBodyError && error.error === 'invalid_grant');
}
