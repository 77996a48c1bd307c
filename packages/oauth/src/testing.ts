import { createAuthorizationServer, REGISTRATION_PATH, TOKEN_PATH } from './authorization-server.ts';
import { readConfig, type SignInEnv } from './config.ts';
import type { TokenProps } from './principal.ts';

const REDIRECT_URI = 'http://localhost:33418/callback';
const VERIFIER = 'a-verifier-that-is-long-enough-for-the-rules-of-pkce-0123456789';

/** A person in a test: the id under which the server knows them, and what they ticked. */
export interface TestPerson {
  readonly userId: string;
  readonly scopes: readonly string[];
  readonly email?: string;
}

/**
 * Gives a real bearer token of a server for a person who signed in and ticked the scopes, without the pages:
 * registration, authorization code with PKCE, exchange, all through the library and the server's own KV.
 */
export async function issueToken(
  fetch: (request: Request) => Promise<Response>,
  env: SignInEnv,
  person: TestPerson,
): Promise<string> {
  const { baseUrl, resource } = readConfig(env);
  const registration = { redirect_uris: [REDIRECT_URI], client_name: 'test', token_endpoint_auth_method: 'none' };
  const client = await post<{ client_id: string }>(
    fetch,
    `${baseUrl}${REGISTRATION_PATH}`,
    JSON.stringify(registration),
  );
  const scope = [...person.scopes];
  const authorization = createAuthorizationServer(readConfig(env), 'test', scope, () => {}).getOAuthApi(env);
  const query = new URLSearchParams({
    response_type: 'code',
    client_id: client.client_id,
    redirect_uri: REDIRECT_URI,
    scope: scope.join(' '),
    resource,
    code_challenge: await challengeOf(VERIFIER),
    code_challenge_method: 'S256',
    state: 'test',
  });
  const request = await authorization.parseAuthRequest(new Request(`${baseUrl}/authorize?${query}`));
  const props: TokenProps = { userId: person.userId, ...(person.email !== undefined && { email: person.email }) };
  const { redirectTo } = await authorization.completeAuthorization({
    request,
    userId: person.userId,
    metadata: {},
    scope,
    props,
    revokeExistingGrants: false,
  });
  const exchange = new URLSearchParams({
    grant_type: 'authorization_code',
    client_id: client.client_id,
    redirect_uri: REDIRECT_URI,
    code: new URL(redirectTo).searchParams.get('code') ?? '',
    code_verifier: VERIFIER,
    resource,
  });
  const tokens = await post<{ access_token: string }>(fetch, `${baseUrl}${TOKEN_PATH}`, exchange);
  return tokens.access_token;
}

async function post<T>(
  fetch: (r: Request) => Promise<Response>,
  url: string,
  body: string | URLSearchParams,
): Promise<T> {
  const headers: Record<string, string> = typeof body === 'string' ? { 'content-type': 'application/json' } : {};
  const response = await fetch(new Request(url, { method: 'POST', headers, body }));
  if (!response.ok) throw new Error(`${new URL(url).pathname} answered ${response.status}: ${await response.text()}`);
  return response.json<T>();
}

async function challengeOf(verifier: string): Promise<string> {
  const digest = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(verifier));
  const base64 = btoa(String.fromCharCode(...new Uint8Array(digest)));
  return base64.replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '');
}
