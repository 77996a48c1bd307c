import type { Hono } from 'hono';
import { beginAccountSignIn } from './account-sign-in.ts';
import type { SignInEnv } from './config.ts';
import { connectionsOf, endConnection } from './connections.ts';
import { deleteLastUse, lastUsesOf } from './last-use.ts';
import { PageError, rateLimitAndBodyLimit } from './page-error.ts';
import { type Done, renderAccount, renderWelcome } from './pages/account.ts';
import { displayName } from './pages/consent.ts';
import { languageOf } from './pages/language.ts';
import { type Html, pageHeaders } from './pages/layout.ts';
import { renderMadeToken } from './pages/personal-tokens.ts';
import { randomText } from './personal-token.ts';
import {
  MAX_TOKENS,
  makePersonalToken,
  personalTokensOf,
  revokePersonalToken,
  TERMS,
  type TokenDraft,
} from './personal-tokens.ts';
import { endAccess } from './revocation.ts';
import { timingSafeEqual } from './secret.ts';
import { currentSession, endSession, type Session } from './session.ts';
import type { PageContext, SignInDeps } from './sign-in-deps.ts';

const ID_LENGTH = 16;
/** Ids of grants and of personal tokens alike. */
const ID = new RegExp(`^[\\w-]{${ID_LENGTH}}$`);
const MAX_NAME = 60;

/** What a person does on the page, once it is certain who they are and that the form is ours. */
type Action = (c: PageContext, deps: SignInDeps, session: Session, form: FormData) => Promise<Response>;

const ACTIONS: { readonly [path: string]: Action } = {
  '/account/sign-out': signOut,
  '/account/disconnect': disconnect,
  '/account/disconnect-all': disconnectAll,
  '/account/tokens': makeToken,
  '/account/tokens/revoke': revokeToken,
};

/** Adds the pages on which a person sees and ends what they let in, and makes personal tokens. */
export function addAccountRoutes(app: Hono<{ Bindings: SignInEnv }>, deps: SignInDeps): void {
  app.use('/account/*', ...rateLimitAndBodyLimit(deps, 'SIGN_IN_LIMIT'));
  app.get('/account', (c) => showAccount(c, deps));
  app.get('/account/sign-in', (c) => beginAccountSignIn(c, deps, c.req.query('as') === 'other'));
  for (const [path, action] of Object.entries(ACTIONS)) app.post(path, (c) => act(c, deps, action));
}

async function showAccount(c: PageContext, { server, authorization }: SignInDeps): Promise<Response> {
  const session = await currentSession(c, server.name);
  const language = languageOf(c.req.header('accept-language'));
  const done = c.req.query('done');
  if (!session) return page(c, renderWelcome({ language, serverTitle: server.title, done }));
  const { userId } = session;
  const [connections, tokens, lastUses] = await Promise.all([
    connectionsOf(authorization.getOAuthApi(c.env), userId),
    personalTokensOf(c.env.OAUTH_KV, userId),
    lastUsesOf(c.env.OAUTH_KV, userId),
  ]);
  const account = { person: session, csrf: session.csrf, connections, tokens, lastUses };
  const limits = { maxName: MAX_NAME, terms: TERMS, full: tokens.length >= MAX_TOKENS };
  const { title: serverTitle, scopes } = server;
  const now = Math.floor(Date.now() / 1000);
  return page(
    c,
    renderAccount({
      language,
      serverTitle,
      scopes,
      done,
      now,
      ...account,
      newToken: { id: randomText(ID_LENGTH), ...limits },
    }),
  );
}

/** Does what a form of ours asks. A form of another site has neither our origin nor the session's own token. */
async function act(c: PageContext, deps: SignInDeps, action: Action): Promise<Response> {
  if (c.req.header('origin') !== deps.config.baseUrl) throw new PageError('foreignForm');
  const session = await currentSession(c, deps.server.name);
  if (!session) return c.redirect('/account', 303);
  const form = await c.req.formData().catch(() => new FormData());
  if (!timingSafeEqual(String(form.get('csrf')), session.csrf)) throw new PageError('foreignForm');
  return action(c, deps, session, form);
}

async function signOut(c: PageContext, { server, log }: SignInDeps, { userId }: Session): Promise<Response> {
  await endSession(c, server.name);
  log({ event: 'account', server: server.name, step: 'signed out', who: userId });
  return back(c, 'signed_out');
}

async function disconnect(c: PageContext, deps: SignInDeps, { userId }: Session, form: FormData): Promise<Response> {
  const { authorization, server, log } = deps;
  await endConnection(authorization.getOAuthApi(c.env), c.env.OAUTH_KV, userId, idIn(form));
  log({ event: 'account', server: server.name, step: 'app disconnected', who: userId });
  return back(c, 'ended');
}

async function disconnectAll(c: PageContext, deps: SignInDeps, { userId, id }: Session): Promise<Response> {
  const { authorization, server, log } = deps;
  await endAccess(authorization.getOAuthApi(c.env), c.env.OAUTH_KV, userId, id);
  log({ event: 'account', server: server.name, step: 'all disconnected', who: userId });
  return back(c, 'all_ended');
}

async function makeToken(c: PageContext, deps: SignInDeps, session: Session, form: FormData): Promise<Response> {
  const { server, config, log } = deps;
  const { userId, email } = session;
  const owner = { userId, resource: config.resource, ...(email !== undefined && { email }) };
  const made = await makePersonalToken(c.env.OAUTH_KV, server.name, draftIn(form, server.scopes), owner);
  if ('refused' in made) throw new PageError(made.refused === 'full' ? 'tooManyTokens' : 'tokenRepeated');
  const { token, facts } = made;
  log({ event: 'account', server: server.name, step: 'token made', who: userId, client: `pat:${facts.id}` });
  const language = languageOf(c.req.header('accept-language'));
  return page(c, renderMadeToken({ language, token, facts, server: server.name, resource: config.resource }));
}

async function revokeToken(c: PageContext, deps: SignInDeps, { userId }: Session, form: FormData): Promise<Response> {
  const { server, log } = deps;
  const id = idIn(form);
  if (await revokePersonalToken(c.env.OAUTH_KV, userId, id)) {
    await deleteLastUse(c.env.OAUTH_KV, userId, id);
    log({ event: 'account', server: server.name, step: 'token revoked', who: userId, client: `pat:${id}` });
  }
  return back(c, 'ended');
}

/** An id as this server makes them; a form with another one did not come from our page. */
function idIn(form: FormData): string {
  const id = String(form.get('id'));
  if (!ID.test(id)) throw new PageError('foreignForm');
  return id;
}

function draftIn(form: FormData, known: SignInDeps['server']['scopes']): TokenDraft {
  const id = idIn(form);
  const typed = String(form.get('name') ?? '').trim();
  const days = TERMS.find((term) => String(term) === form.get('days'));
  const scopes = Object.keys(known).filter((scope) => form.getAll('scope').includes(scope));
  const tooLong = [...typed].length > MAX_NAME;
  if (typed === '' || tooLong || days === undefined || scopes.length === 0) throw new PageError('tokenIncomplete');
  return { id, name: displayName(typed), scopes, days };
}

function back(c: PageContext, done: Done): Response {
  c.header('cache-control', 'no-store');
  return c.redirect(`/account?done=${done}`, 303);
}

async function page(c: PageContext, html: Html): Promise<Response> {
  for (const [name, value] of pageHeaders()) c.header(name, value);
  return c.body(String(await html));
}
