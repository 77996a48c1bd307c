import { deleteCookie, getCookie, setCookie } from 'hono/cookie';
import { IdentityError, type IdentityTransaction, newTransaction, providerError } from './identity.ts';
import { PageError } from './page-error.ts';
import { identified } from './principal.ts';
import { randomSecret, sha256Base64Url, timingSafeEqual } from './secret.ts';
import { startSession } from './session.ts';
import type { PageContext, SignInDeps } from './sign-in-deps.ts';

const LIFETIME_SECONDS = 10 * 60;

/** Marks the `state` of an account sign-in. Both sign-ins share one callback; the state of a client's begins with a handle of 43 characters. */
const STATE_PREFIX = 'account.';

/** Whether a callback completes a sign-in to the account page rather than an authorization request of a client. */
export function isAccountCallback(c: PageContext): boolean {
  return c.req.query('state')?.startsWith(STATE_PREFIX) ?? false;
}

const ACCOUNT = '/account';

/** A sign-in of a browser, and the page of this server that it leads to. */
interface AccountTransaction extends IdentityTransaction {
  readonly returnTo: string;
}

/**
 * Redirects to the identity provider. A cookie binds the state to the browser for ten minutes, one for each sign-in: several tabs may
 * ask at once. `returnTo` begins with a path that this server has, and is never an address that a caller gave.
 */
export async function beginAccountSignIn(
  c: PageContext,
  { identity, server }: SignInDeps,
  reauthenticate: boolean,
  returnTo = ACCOUNT,
): Promise<Response> {
  const state = STATE_PREFIX + randomSecret();
  const transaction = newTransaction();
  // Discovery may fail, so it comes before anything is stored.
  const target = await identity.authorizationUrl(state, transaction, reauthenticate ? 'login' : undefined);
  await c.env.OAUTH_KV.put(await transactionKey(state), JSON.stringify({ ...transaction, returnTo }), {
    expirationTtl: LIFETIME_SECONDS,
  });
  const attributes = { prefix: 'host', httpOnly: true, sameSite: 'Lax', maxAge: LIFETIME_SECONDS } as const;
  setCookie(c, await cookieName(server.name, state), state, attributes);
  c.header('cache-control', 'no-store');
  return c.redirect(target.href, 302);
}

/** Handles the identity provider's callback and opens the page that the sign-in began at. A state is valid once. */
export async function finishAccountSignIn(c: PageContext, deps: SignInDeps): Promise<Response> {
  const { identity, config, server, log } = deps;
  const { returnTo, ...transaction } = await redeemState(c, server.name);
  c.header('cache-control', 'no-store');
  const callback = new URL(c.req.url);
  const refused = providerError(callback);
  // The person cancelled at the provider; the account page offers to sign in again.
  if (refused?.code === 'access_denied') return c.redirect(ACCOUNT, 303);
  if (refused) throw new IdentityError(refused.detail);
  const claims = await identity.handleCallback(callback, transaction);
  const person = await identified(config, claims);
  const { userId } = person;
  await startSession(c, server.name, { ...person, ...(claims.login !== undefined && { login: claims.login }) });
  log({ event: 'account', server: server.name, step: 'signed in', who: userId });
  return c.redirect(returnTo, 303);
}

async function redeemState(c: PageContext, serverName: string): Promise<AccountTransaction> {
  const state = c.req.query('state') ?? '';
  const cookie = await cookieName(serverName, state);
  if (!timingSafeEqual(getCookie(c, cookie, 'host') ?? '', state)) throw new PageError('signInExpired');
  deleteCookie(c, cookie, { prefix: 'host' });
  const key = await transactionKey(state);
  const transaction = await c.env.OAUTH_KV.get<AccountTransaction>(key, 'json');
  if (!transaction) throw new PageError('signInExpired');
  await c.env.OAUTH_KV.delete(key);
  return transaction;
}

const cookieName = async (serverName: string, state: string) =>
  `${serverName}-sign-in-${(await sha256Base64Url(state)).slice(0, 16)}`;
const transactionKey = async (state: string) => `login:${await sha256Base64Url(state)}`;
