import { deleteCookie, getCookie, setCookie } from 'hono/cookie';
import { IdentityError, type IdentityTransaction, newTransaction, providerError } from './identity.ts';
import { PageError } from './page-error.ts';
import { userIdOf } from './principal.ts';
import { randomSecret, sha256Base64Url, timingSafeEqual } from './secret.ts';
import { startSession } from './session.ts';
import type { PageContext, SignInDeps } from './sign-in-deps.ts';

const LIFETIME_SECONDS = 10 * 60;

/** Marks the `state` of an account sign-in. Both sign-ins share one callback, and a client's upstream state has no dot. */
const STATE_PREFIX = 'account.';

/** Whether a callback completes a sign-in to the account page rather than an authorization request of a client. */
export function isAccountCallback(c: PageContext): boolean {
  return c.req.query('state')?.startsWith(STATE_PREFIX) ?? false;
}

/** Redirects to the identity provider. A cookie binds the state to the browser for ten minutes. */
export async function beginAccountSignIn(
  c: PageContext,
  { identity, server }: SignInDeps,
  reauthenticate: boolean,
): Promise<Response> {
  const state = STATE_PREFIX + randomSecret();
  const transaction = newTransaction();
  // Discovery may fail, so it comes before anything is stored.
  const target = await identity.authorizationUrl(state, transaction, reauthenticate);
  await c.env.OAUTH_KV.put(await transactionKey(state), JSON.stringify(transaction), {
    expirationTtl: LIFETIME_SECONDS,
  });
  const attributes = { prefix: 'host', httpOnly: true, sameSite: 'Lax', maxAge: LIFETIME_SECONDS } as const;
  setCookie(c, cookieName(server.name), state, attributes);
  c.header('cache-control', 'no-store');
  return c.redirect(target.href, 302);
}

/** Handles the identity provider's callback and opens the account page. A state is valid once. */
export async function finishAccountSignIn(c: PageContext, deps: SignInDeps): Promise<Response> {
  const { identity, config, server, log } = deps;
  const transaction = await redeemState(c, server.name);
  c.header('cache-control', 'no-store');
  const callback = new URL(c.req.url);
  const refused = providerError(callback);
  // The person cancelled at the provider; the account page offers to sign in again.
  if (refused?.code === 'access_denied') return c.redirect('/account', 303);
  if (refused) throw new IdentityError(refused.detail);
  const { issuer, sub, ...named } = await identity.handleCallback(callback, transaction);
  const userId = await userIdOf(config.subjectKey, issuer, sub);
  await startSession(c, server.name, { userId, ...named });
  log({ event: 'account', server: server.name, step: 'signed in', who: userId });
  return c.redirect('/account', 303);
}

async function redeemState(c: PageContext, serverName: string): Promise<IdentityTransaction> {
  const state = c.req.query('state') ?? '';
  if (!timingSafeEqual(getCookie(c, cookieName(serverName), 'host') ?? '', state)) throw new PageError('signInExpired');
  deleteCookie(c, cookieName(serverName), { prefix: 'host' });
  const key = await transactionKey(state);
  const transaction = await c.env.OAUTH_KV.get<IdentityTransaction>(key, 'json');
  if (!transaction) throw new PageError('signInExpired');
  await c.env.OAUTH_KV.delete(key);
  return transaction;
}

const cookieName = (serverName: string) => `${serverName}-sign-in`;
const transactionKey = async (state: string) => `login:${await sha256Base64Url(state)}`;
