import { notFound, PageError, redirectToAccount } from './page-error.ts';
import type { Done } from './pages/account.ts';
import { continueAt } from './pages/continue.ts';
import { languageOf } from './pages/language.ts';
import { randomSecret, sha256Base64Url } from './secret.ts';
import { currentSession, type Session } from './session.ts';
import type { PageContext, SignInDeps } from './sign-in-deps.ts';
import type { ThirdPartyLink } from './third-party-link.ts';

const MAX_KEY_LENGTH = 500;
const STATE_SECONDS = 10 * 60;

/** POST /account/key: keeps a key of a third party for the person. */
export async function linkKey(c: PageContext, deps: SignInDeps, session: Session, form: FormData): Promise<Response> {
  const link = deps.thirdPartyLink();
  if (link?.kind !== 'key') return notFound(c);
  const key = String(form.get('key') ?? '').trim();
  const error = key === '' || key.length > MAX_KEY_LENGTH ? 'keyRefused' : await link.link(session, key);
  if (error !== null) throw new PageError(error);
  return linked(c, deps, { session, link, what: 'key_linked' });
}

/** POST /account/link: leads on to the third party, which asks the person. */
export async function beginLink(c: PageContext, deps: SignInDeps, session: Session): Promise<Response> {
  const link = deps.thirdPartyLink();
  if (link?.kind !== 'account') return notFound(c);
  const state = randomSecret();
  await c.env.OAUTH_KV.put(await stateKey(state), session.id, { expirationTtl: STATE_SECONDS });
  return continueAt(link.consentUrl(state), languageOf(c.req.header('accept-language')));
}

/**
 * GET /account/linked: the answer of the third party. Only the session that began a link ends it, and once: in another one
 * the account of somebody else would be linked to this person.
 */
export async function finishLink(c: PageContext, deps: SignInDeps): Promise<Response> {
  const link = deps.thirdPartyLink();
  if (link?.kind !== 'account') return notFound(c);
  const { searchParams: answer } = new URL(c.req.url);
  const session = await currentSession(c, deps.server.name);
  const key = await stateKey(answer.get('state') ?? '');
  if (!session || (await c.env.OAUTH_KV.get(key)) !== session.id) throw new PageError('linkExpired');
  await c.env.OAUTH_KV.delete(key);
  const error = answer.has('code') ? await link.link(session, answer) : 'accountRefused';
  if (error !== null) throw new PageError(error);
  return linked(c, deps, { session, link, what: 'account_linked' });
}

/** An erasure or a sign-out that came while the third party was waited for must not leave a link behind. */
async function linked(
  c: PageContext,
  deps: SignInDeps,
  { session, link, what }: { readonly session: Session; readonly link: ThirdPartyLink; readonly what: Done },
): Promise<Response> {
  if (await currentSession(c, deps.server.name)) return done(c, deps, session, what);
  await link.unlink(session);
  throw new PageError('linkExpired');
}

/** POST /account/key/remove and /account/link/remove. */
export async function unlink(c: PageContext, deps: SignInDeps, session: Session): Promise<Response> {
  const link = deps.thirdPartyLink();
  if (!link) return notFound(c);
  await link.unlink(session);
  return done(c, deps, session, link.kind === 'key' ? 'key_removed' : 'account_unlinked');
}

const stateKey = async (state: string) => `link:${await sha256Base64Url(state)}`;

function done(c: PageContext, { server, log }: SignInDeps, { userId }: Session, what: Done): Response {
  log({ event: 'account', server: server.name, step: what.replace('_', ' '), who: userId });
  return redirectToAccount(c, what);
}
