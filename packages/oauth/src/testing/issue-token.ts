import { createAuthorizationServer, REGISTRATION_PATH, TOKEN_PATH } from '../authorization-server.ts';
import { readConfig, type SignInEnv } from '../config.ts';
import type { TokenProps } from '../principal.ts';
import { sha256Base64Url } from '../secret.ts';

const REDIRECT_URI = 'http://localhost:33418/callback';
const VERIFIER = 'a-verifier-that-is-long-enough-for-the-rules-of-pkce-0123456789';

/** A user of a test: their id at the server, and the scopes they grant. */
export interface TestPerson {
  readonly userId: string;
  readonly scopes: readonly string[];
  readonly email?: string;
  /** How the grant says when they consented; now, in ms, unless given. */
  readonly consent?: Pick<TokenProps, 'consentedAt' | 'consentedAtMs'>;
}

/** The result of a sign-in. */
export interface IssuedTokens {
  readonly clientId: string;
  readonly accessToken: string;
  readonly refreshToken: string;
}

type Fetch = (request: Request) => Promise<Response>;

/** The client of all tests that need no client of their own. */
const sharedClients = new WeakMap<KVNamespace, string>();

/**
 * Issues an access token of a server for a user. Most tests need no more of a sign-in, so the library exchanges the code
 * without the object of the grant, for a client that they share.
 */
export async function issueToken(fetch: Fetch, env: SignInEnv, person: TestPerson): Promise<string> {
  const config = readConfig(env);
  const clientId = sharedClients.get(env.OAUTH_KV) ?? (await register(fetch, config.baseUrl));
  sharedClients.set(env.OAUTH_KV, clientId);
  const library = createAuthorizationServer(config, 'test', person.scopes, () => {});
  const exchange = (request: Request) => library.fetch(request, env, {} as ExecutionContext);
  return (await issueTokens(exchange, env, person, clientId)).accessToken;
}

/**
 * Runs the authorization code flow with PKCE without the pages, against the real library and KV. Registers a new client
 * unless `clientId` is given.
 */
export async function issueTokens(
  fetch: Fetch,
  env: SignInEnv,
  person: TestPerson,
  clientId?: string,
): Promise<IssuedTokens> {
  const { baseUrl, resource } = readConfig(env);
  const client_id = clientId ?? (await register(fetch, baseUrl));
  const exchange = new URLSearchParams({
    grant_type: 'authorization_code',
    client_id,
    redirect_uri: REDIRECT_URI,
    code: await authorize(env, person, client_id),
    code_verifier: VERIFIER,
    resource,
  });
  const url = `${baseUrl}${TOKEN_PATH}`;
  const tokens = await post<{ access_token: string; refresh_token: string }>(fetch, url, exchange);
  return { clientId: client_id, accessToken: tokens.access_token, refreshToken: tokens.refresh_token };
}

/** Grants the scopes and returns the authorization code. */
async function authorize(env: SignInEnv, person: TestPerson, client_id: string): Promise<string> {
  const { userId, email, scopes, consent = { consentedAtMs: Date.now() } } = person;
  const config = readConfig(env);
  const scope = [...scopes];
  const authorization = createAuthorizationServer(config, 'test', scope, () => {}).getOAuthApi(env);
  const query = new URLSearchParams({
    response_type: 'code',
    client_id,
    redirect_uri: REDIRECT_URI,
    scope: scope.join(' '),
    resource: config.resource,
    code_challenge: await sha256Base64Url(VERIFIER),
    code_challenge_method: 'S256',
    state: 'test',
  });
  const request = await authorization.parseAuthRequest(new Request(`${config.baseUrl}/authorize?${query}`));
  const props: TokenProps = { userId, ...consent, ...(email !== undefined && { email }) };
  const grant = { request, userId, metadata: {}, scope, props, revokeExistingGrants: false };
  const { redirectTo } = await authorization.completeAuthorization(grant);
  return new URL(redirectTo).searchParams.get('code') ?? '';
}

async function register(fetch: Fetch, baseUrl: string): Promise<string> {
  const registration = { redirect_uris: [REDIRECT_URI], client_name: 'test', token_endpoint_auth_method: 'none' };
  const body = JSON.stringify(registration);
  return (await post<{ client_id: string }>(fetch, `${baseUrl}${REGISTRATION_PATH}`, body)).client_id;
}

async function post<T>(fetch: Fetch, url: string, body: string | URLSearchParams): Promise<T> {
  const headers = {
    'content-type': typeof body === 'string' ? 'application/json' : 'application/x-www-form-urlencoded',
    // Sign-in is rate limited per client address, so each request of a test has its own.
    'cf-connecting-ip': crypto.randomUUID(),
  };
  const response = await fetch(new Request(url, { method: 'POST', headers, body }));
  if (!response.ok) throw new Error(`${new URL(url).pathname} answered ${response.status}: ${await response.text()}`);
  return response.json<T>();
}
