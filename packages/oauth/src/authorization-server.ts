import { GrantType, OAuthAuthorizationServer } from '@cloudflare/workers-oauth-provider';
import type { Config, SignInEnv } from './config.ts';
import type { Log } from './log.ts';

const THIRTY_DAYS = 30 * 24 * 60 * 60;

/** Path of dynamic client registration (RFC 7591). */
export const REGISTRATION_PATH = '/oauth/register';
/** Path of the token endpoint, which also revokes (RFC 7009). */
export const TOKEN_PATH = '/oauth/token';

/** Creates the authorization server: its only resource is the server's `/mcp`. */
export function createAuthorizationServer(
  config: Config,
  serverName: string,
  scopes: readonly string[],
  log: Log,
): OAuthAuthorizationServer<SignInEnv> {
  const authorization: OAuthAuthorizationServer<SignInEnv> = new OAuthAuthorizationServer<SignInEnv>({
    issuer: config.issuer,
    authorizeEndpoint: `${config.baseUrl}/authorize`,
    resources: [config.resource],
    clientRegistrationEndpoint: `${config.baseUrl}${REGISTRATION_PATH}`,
    tokenEndpoint: `${config.baseUrl}${TOKEN_PATH}`,
    // Some clients request offline_access, and with it keep a refresh token, only when metadata lists it.
    scopesSupported: [...scopes, 'offline_access'],
    clientIdMetadataDocumentEnabled: config.cimd,
    // A client that registered without the refresh grant gets no refresh token. For a metadata document the library does
    // not tell a missing `grant_types` from one without it, and a missing one must not sign anyone out.
    tokenExchangeCallback: async ({ grantType, clientId, env }) => {
      if (grantType !== GrantType.AUTHORIZATION_CODE || URL.canParse(clientId)) return;
      const client = await authorization.getOAuthApi(env).lookupClient(clientId);
      return client?.grantTypes?.includes('refresh_token') === false ? { refreshTokenTTL: 0 } : undefined;
    },
    // A connection used at least once in thirty days stays signed in.
    refreshTokenTTL: THIRTY_DAYS,
    refreshTokenIdleTTL: THIRTY_DAYS,
    // A returned response is sent in place of the library's.
    onError: ({ code: libraryCode, status: libraryStatus, internal: { category, reason, detail } }) => {
      const isUnavailable = category === 'client-id-metadata-document' && !isGone(detail);
      const [code, status] = isUnavailable ? ['temporarily_unavailable', 503] : [libraryCode, libraryStatus];
      log({ event: 'sign_in', server: serverName, step: 'oauth', code, status, category, reason });
      return isUnavailable ? documentUnavailable() : undefined;
    },
  });
  return authorization;
}

/** Whether the host says that it has no such document, so that its client has to register again. The library tells the status in words only. */
const isGone = (detail: unknown) => /\bHTTP (?:404|410)$/.test(String(Object(detail).message));

/**
 * The answer to a client whose metadata document cannot be used. At the library's `invalid_client` a client forgets its tokens, and
 * every person would have to sign in again because its host was down for a minute, or served a page of its own. Nothing was spent.
 */
function documentUnavailable(): Response {
  const error_description = 'The metadata document of the client cannot be used now; repeat the request.';
  const headers = { 'retry-after': '5', 'cache-control': 'no-store', pragma: 'no-cache' };
  return Response.json({ error: 'temporarily_unavailable', error_description }, { status: 503, headers });
}
