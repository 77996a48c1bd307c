import { type ClientRegistrationCallbackResult, OAuthAuthorizationServer } from '@cloudflare/workers-oauth-provider';
import type { Config, SignInEnv } from './config.ts';
import type { Log } from './log.ts';
import { redirectFault } from './redirect-uri.ts';

const THIRTY_DAYS = 30 * 24 * 60 * 60;

/** Path of dynamic client registration (RFC 7591). */
export const REGISTRATION_PATH = '/oauth/register';
/** Path of the token endpoint, which also revokes (RFC 7009). */
export const TOKEN_PATH = '/oauth/token';

/** Makes the authorization half of a server: its issuer is the server's own origin, its one resource the server's `/mcp`. */
export function createAuthorizationServer(
  config: Config,
  serverName: string,
  scopes: readonly string[],
  log: Log,
): OAuthAuthorizationServer<SignInEnv> {
  return new OAuthAuthorizationServer<SignInEnv>({
    issuer: config.baseUrl,
    resources: [config.resource],
    clientRegistrationEndpoint: `${config.baseUrl}${REGISTRATION_PATH}`,
    tokenEndpoint: `${config.baseUrl}${TOKEN_PATH}`,
    // Clients that see offline_access ask for it, and only then keep the person signed in.
    scopesSupported: [...scopes, 'offline_access'],
    clientIdMetadataDocumentEnabled: config.cimd,
    clientRegistrationCallback: ({ clientMetadata }) => registrationFault(clientMetadata),
    // Whoever uses the connection at least once a month is not asked to sign in again.
    refreshTokenTTL: THIRTY_DAYS,
    refreshTokenIdleTTL: THIRTY_DAYS,
    // Returns nothing: the library would take a value for the response.
    onError: ({ code, status, internal: { category, reason } }) => {
      log({ event: 'sign_in', server: serverName, step: 'oauth', code, status, category, reason });
    },
  });
}

/** Refuses a client whose addresses it could not be answered at. The library has found a list of addresses by now. */
function registrationFault({
  redirect_uris: uris,
}: Record<string, unknown>): ClientRegistrationCallbackResult | undefined {
  const faults = (Array.isArray(uris) ? uris : []).map((uri) => redirectFault(String(uri)));
  const description = faults.find((fault) => fault !== null);
  return description === undefined ? undefined : { code: 'invalid_redirect_uri', description };
}
