import { deleteCookie, getCookie, setCookie } from 'hono/cookie';
import { type IdentityTransaction, newTransaction } from './identity.ts';
import { PageError } from './page-error.ts';
import { userIdOf } from './principal.ts';
import { randomSecret, sha256Base64Url, timingSafeEqual } from './secret.ts';
import { startSession } from './session.ts';
import type { PageContext, SignInDeps } from './sign-in-deps.ts';

const LIFETIME_SECONDS = 10 * 60;

/** How the state of a person's own sign-in begins. The identity provider knows one callback, and clients' states hold no dot. */
const STATE_PREFIX = 'account.';

/** Whether a callback belongs to a person who signs in to the account page, and not to a client. */
export function isAccountCallback(c: PageContext): boolean {
  return c.req.query('state')?.startsWith(STATE_PREFIX) ?? false;
}

/** Sends the browser to the identity provider. The state is bound to the browser by a cookie, for ten minutes. */
export async function beginAccountSignIn(
  c: PageContext,
  { identity, server }: SignInDeps,
  fresh: boolean,
): Promise<Response> {
  const state = STATE_PREFIX + randomSecret();
  const transaction = newTransaction();
  // Looked up before anything is stored, so that a failure leaves nothing behind.
  const target = await identity.begin(state, transaction, fresh);
  await c.env.OAUTH_KV.put(await keyOf(state), JSON.stringify(transaction), { expirationTtl: LIFETIME_SECONDS });
  const attributes = { prefix: 'host', httpOnly: true, sameSite: 'Lax', maxAge: LIFETIME_SECONDS } as const;
  setCookie(c, cookieOf(server.name), state, attributes);
  c.header('cache-control', 'no-store');
  return c.redirect(target.href, 302);
}

/** The identity provider sent the browser back: checks who it is and opens the account page. The state works once. */
export async function finishAccountSignIn(c: PageContext, deps: SignInDeps): Promise<Response> {
  const { identity, config, server, log } = deps;
  const transaction = await takeTransaction(c, server.name);
  c.header('cache-control', 'no-store');
  const callback = new URL(c.req.url);
  // They declined there; the page offers to try again.
  if (callback.searchParams.has('error')) return c.redirect('/account', 303);
  const { issuer, sub, email } = await identity.finish(callback, transaction);
  const userId = await userIdOf(config.subjectKey, issuer, sub);
  await startSession(c, server.name, { userId, ...(email !== undefined && { email }) });
  log({ event: 'account', server: server.name, step: 'signed in', who: userId });
  return c.redirect('/account', 303);
}

async function takeTransaction(c: PageContext, serverName: string): Promise<IdentityTransaction> {
  const state = c.req.query('state') ?? '';
  if (!timingSafeEqual(getCookie(c, cookieOf(serverName), 'host') ?? '', state)) throw new PageError('signInExpired');
  deleteCookie(c, cookieOf(serverName), { prefix: 'host' });
  const key = await keyOf(state);
  const transaction = await c.env.OAUTH_KV.get<IdentityTransaction>(key, 'json');
  if (!transaction) throw new PageError('signInExpired');
  await c.env.OAUTH_KV.delete(key);
  return transaction;
}

const cookieOf = (serverName: string) => `${serverName}-sign-in`;
const keyOf = async (state: string) => `login:${await sha256Base64Url(state)}`;
