import * as client from 'openid-client';
import type { IdentityClient } from '../index.ts';
import type { Browser, Navigation } from './browser.ts';

/** An authorization request and the values that its response is checked against. */
interface AuthorizationRequest {
  readonly url: URL;
  readonly checks: {
    readonly pkceCodeVerifier: string;
    readonly expectedNonce: string;
    readonly expectedState: string;
  };
}

/** A client of the provider, implemented by an independent certified library. */
export interface RelyingParty {
  readonly config: client.Configuration;
  /** Builds an authorization request for `openid email`; `extra` adds or replaces parameters. */
  begin(extra?: Readonly<Record<string, string>>): Promise<AuthorizationRequest>;
  /** Exchanges the code for a validated ID token and userinfo. */
  finish(request: AuthorizationRequest, callback: Navigation): Promise<SignInResult>;
}

/** What a client learns from a sign-in. */
export interface SignInResult {
  readonly idToken: client.IDToken;
  /** Header of the ID token. */
  readonly idTokenHeader: { readonly alg: string };
  readonly scope: string | undefined;
  readonly userinfo: client.UserInfoResponse;
}

/** Creates a client from the provider's discovery document. */
export async function relyingParty(issuer: string, registered: IdentityClient): Promise<RelyingParty> {
  const auth = client.ClientSecretBasic(registered.clientSecret);
  const config = await client.discovery(new URL(issuer), registered.clientId, undefined, auth, {
    // Also verify the signature of the ID token, which is optional in the code flow (OpenID Connect Core, 3.1.3.7).
    execute: [client.allowInsecureRequests, client.enableNonRepudiationChecks],
  });
  return {
    config,
    async begin(extra = {}) {
      const checks = {
        pkceCodeVerifier: client.randomPKCECodeVerifier(),
        expectedNonce: client.randomNonce(),
        expectedState: client.randomState(),
      };
      const url = client.buildAuthorizationUrl(config, {
        redirect_uri: registered.redirectUri,
        scope: 'openid email',
        code_challenge: await client.calculatePKCECodeChallenge(checks.pkceCodeVerifier),
        code_challenge_method: 'S256',
        nonce: checks.expectedNonce,
        state: checks.expectedState,
        ...extra,
      });
      return { url, checks };
    },
    async finish({ checks }, callback) {
      const tokens = await client.authorizationCodeGrant(config, callback.url, { ...checks, idTokenExpected: true });
      const idToken = tokens.claims();
      if (idToken === undefined || tokens.id_token === undefined) throw new Error('no id token');
      const userinfo = await client.fetchUserInfo(config, tokens.access_token, idToken.sub);
      return { idToken, idTokenHeader: headerOf(tokens.id_token), scope: tokens.scope, userinfo };
    },
  };
}

/** Signs in through the sign-in page. */
export async function signIn(
  party: RelyingParty,
  browser: Browser,
  login: string,
  extra?: Readonly<Record<string, string>>,
): Promise<SignInResult> {
  const request = await party.begin(extra);
  const page = await browser.open(request.url);
  if (page.isExternal) throw new Error(`no sign-in page was shown: ${page.url}`);
  return party.finish(request, await browser.submit(page, [['login', login]]));
}

function headerOf(jwt: string): { readonly alg: string } {
  return JSON.parse(Buffer.from(jwt.split('.')[0] ?? '', 'base64url').toString('utf8'));
}
