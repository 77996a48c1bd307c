import type { Principal } from '../index.ts';
import {
  CLIENT_REDIRECT,
  CLIENT_VERIFIER,
  type ConsentPage,
  type createTestAuth,
  openConsent,
  postToken,
  requestWithToken,
} from './auth.ts';
import { targetOf } from './browser.ts';
import type { Account, identityProvider } from './identity-provider.ts';

/** Sign-ins through the pages, with this identity provider. */
export function createSignIns(provider: ReturnType<typeof identityProvider>) {
  /** Approves the consent and returns the callback URL of the identity provider. */
  async function callbackOf({ decide }: ConsentPage, account: Account, ticked?: readonly string[]): Promise<string> {
    const sent = await decide('approve', ticked);
    return provider.signIn(targetOf(sent), account);
  }

  /** Runs a complete sign-in: consent, identity provider, authorization code, token exchange. */
  async function connect(
    fetch: (request: Request) => Promise<Response>,
    account: Account,
    ticked?: readonly string[],
    asked: { readonly [parameter: string]: string } = {},
    beforeCallback = async () => {},
  ) {
    const page = await openConsent(fetch, asked);
    const callback = await callbackOf(page, account, ticked);
    await beforeCallback();
    const back = await page.browser.get(callback);
    const location = new URL(back.headers.get('location') ?? '');
    const clientId = new URL(page.url).searchParams.get('client_id') ?? '';
    const code = location.searchParams.get('code') ?? '';
    const exchange = {
      grant_type: 'authorization_code',
      client_id: clientId,
      redirect_uri: CLIENT_REDIRECT,
      code,
      code_verifier: CLIENT_VERIFIER,
      ...(asked['resource'] !== undefined && { resource: asked['resource'] }),
    };
    const answer = await postToken(fetch, exchange);
    const tokens = await answer.json<{ access_token: string; refresh_token: string; scope: string }>();
    return { page, back, location, clientId, code, exchange, answer, tokens };
  }

  /** The same, and an authenticated request. */
  async function signIn(
    server: ReturnType<typeof createTestAuth>,
    ...rest: Parameters<typeof connect> extends [unknown, ...infer Rest] ? Rest : never
  ) {
    const connected = await connect(server.fetch, ...rest);
    const result = await server.auth.authenticate(requestWithToken(connected.tokens.access_token));
    const principal: Principal | undefined = result.ok ? result.value : undefined;
    return { ...connected, principal };
  }

  return { callbackOf, connect, signIn };
}
