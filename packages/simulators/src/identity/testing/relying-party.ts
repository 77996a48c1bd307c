import * as client from 'openid-client';
import type { IdentityClient } from '../index.ts';
import type { Browser, Shown } from './browser.ts';

/** One sign-in as a client began it: where to send the browser, and what only the client knows. */
interface Begun {
  readonly url: URL;
  readonly checks: {
    readonly pkceCodeVerifier: string;
    readonly expectedNonce: string;
    readonly expectedState: string;
  };
}

/** A client of the provider, by an independent certified library. */
export interface RelyingParty {
  readonly config: client.Configuration;
  /** Begins a sign-in for `openid email`; `extra` adds parameters to the request or replaces them. */
  begin(extra?: Readonly<Record<string, string>>): Promise<Begun>;
  /** Exchanges the code that the browser brought: id token (signature, nonce, audience checked) and userinfo. */
  finish(begun: Begun, landed: Shown): Promise<SignedIn>;
}

/** What a client learns of the person. */
export interface SignedIn {
  readonly idToken: client.IDToken;
  /** The header of the id token. */
  readonly idTokenHeader: { readonly alg: string };
  readonly scope: string | undefined;
  readonly userinfo: client.UserInfoResponse;
}

/** A relying party that has read the provider's discovery document. */
export async function relyingParty(issuer: string, registered: IdentityClient): Promise<RelyingParty> {
  const auth = client.ClientSecretBasic(registered.clientSecret);
  const config = await client.discovery(new URL(issuer), registered.clientId, undefined, auth, {
    // The ID token of a code flow comes over the back channel, where checking its signature is a matter of choice.
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
    async finish({ checks }, landed) {
      const tokens = await client.authorizationCodeGrant(config, landed.url, { ...checks, idTokenExpected: true });
      const idToken = tokens.claims();
      if (idToken === undefined || tokens.id_token === undefined) throw new Error('no id token');
      const userinfo = await client.fetchUserInfo(config, tokens.access_token, idToken.sub);
      return { idToken, idTokenHeader: headerOf(tokens.id_token), scope: tokens.scope, userinfo };
    },
  };
}

/** A whole sign-in through the sign-in page. */
export async function signIn(
  party: RelyingParty,
  browser: Browser,
  login: string,
  extra?: Readonly<Record<string, string>>,
): Promise<SignedIn> {
  const begun = await party.begin(extra);
  const page = await browser.open(begun.url);
  if (page.left) throw new Error(`no sign-in page was shown: ${page.url}`);
  return party.finish(begun, await browser.submit(page, [['login', login]]));
}

function headerOf(jwt: string): { readonly alg: string } {
  return JSON.parse(Buffer.from(jwt.split('.')[0] ?? '', 'base64url').toString('utf8'));
}
