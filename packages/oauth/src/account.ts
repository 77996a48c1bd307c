import type { Hono } from 'hono';
import { beginAccountSignIn } from './account-sign-in.ts';
import type { ActivityPage } from './activity/activity-entry.ts';
import { personalTokenClient } from './client-id.ts';
import type { SignInEnv } from './config.ts';
import { disconnectApp, listConnections } from './connections.ts';
import { displayName } from './display-name.ts';
import { inTime } from './in-time.ts';
import { deleteLastUse, listLastUses } from './last-use.ts';
import { beginLink, finishLink, linkKey, unlink } from './link-routes.ts';
import { copyWithoutRecords, erasureWithoutRecords } from './own-rights.ts';
import { PageError, rateLimitAndBodyLimit, redirectToAccount } from './page-error.ts';
import { renderAccount, renderWelcome } from './pages/account.ts';
import { ACTIVITY_PATH, CALLS, renderActivity } from './pages/activity.ts';
import { languageOf } from './pages/language.ts';
import { type Html, pageHeaders } from './pages/layout.ts';
import { renderErasure } from './pages/own-data.ts';
import { renderIssuedToken } from './pages/personal-tokens.ts';
import type { LinkSection } from './pages/third-party-link.ts';
import { randomText } from './personal-token.ts';
import {
  issuePersonalToken,
  LIFETIMES_DAYS,
  listPersonalTokens,
  MAX_NAME_LENGTH,
  MAX_TOKENS,
  type PersonalTokenRequest,
  revokePersonalToken,
} from './personal-tokens.ts';
import { knownPerson } from './principal.ts';
import { revokeAccess } from './revocation.ts';
import { timingSafeEqual } from './secret.ts';
import { currentSession, endSession, type Session } from './session.ts';
import type { PageContext, SignInDeps } from './sign-in-deps.ts';
import type { ThirdPartyLink } from './third-party-link.ts';

const ID_LENGTH = 16;
/** Ids of grants and of personal tokens. */
const ID = new RegExp(`^[\\w-]{${ID_LENGTH}}$`);

/** Handles a form of the account page after the session and the CSRF token were checked. */
type Action = (c: PageContext, deps: SignInDeps, session: Session, form: FormData) => Promise<Response>;

const ACTIONS: { readonly [path: string]: Action } = {
  '/account/sign-out': signOut,
  '/account/disconnect': disconnect,
  '/account/disconnect-all': disconnectAll,
  '/account/tokens': createToken,
  '/account/tokens/revoke': revokeToken,
  '/account/copy': copyData,
  '/account/erase': eraseData,
  '/account/key': linkKey,
  '/account/key/remove': unlink,
  '/account/link': beginLink,
  '/account/link/remove': unlink,
};

/** Adds the account pages: connected apps, personal tokens, links, calls, own data, sign-in and sign-out. */
export function addAccountRoutes(app: Hono<{ Bindings: SignInEnv }>, deps: SignInDeps): void {
  const pages: { readonly [path: string]: (c: PageContext) => Promise<Response> } = {
    '/account': (c) => showAccount(c, deps),
    '/account/linked': (c) => finishLink(c, deps),
    [ACTIVITY_PATH]: (c) => showActivity(c, deps),
    '/account/sign-in': (c) => beginAccountSignIn(c, deps, c.req.query('as') === 'other'),
    ...Object.fromEntries((deps.server.personPages ?? []).map(({ path }) => [path, (c) => showPersonPage(c, deps)])),
  };
  // Only declared paths: the log line of a refused request contains its path, and an undeclared one may contain any text.
  for (const path of new Set([...Object.keys(pages), ...Object.keys(ACTIONS)])) {
    app.use(path, ...rateLimitAndBodyLimit(deps, 'SIGN_IN_LIMIT'));
  }
  for (const [path, page] of Object.entries(pages)) app.get(path, page);
  for (const [path, action] of Object.entries(ACTIONS)) app.post(path, (c) => runAction(c, deps, action));
}

async function showAccount(c: PageContext, deps: SignInDeps): Promise<Response> {
  const { server, config, authorization, activity, thirdPartyLink } = deps;
  const session = await currentSession(c, server.name);
  const language = languageOf(c.req.header('accept-language'));
  const { title: serverTitle, scopes } = server;
  const page = { language, serverTitle, portalUrl: config.portalUrl, done: c.req.query('done') };
  if (!session) return htmlResponse(c, renderWelcome(page));
  const { userId, csrf } = session;
  const link = thirdPartyLink();
  // A person must be able to end an access whatever else is broken.
  const [connections, tokens, lastUses, calls, linkCard] = await Promise.all([
    listConnections(authorization.getOAuthApi(c.env), userId),
    listPersonalTokens(c.env.OAUTH_KV, userId),
    listLastUses(c.env.OAUTH_KV, userId),
    activity.page(session, null),
    linkSection(link, session, deps),
  ]);
  const newToken = {
    id: randomText(ID_LENGTH),
    maxNameLength: MAX_NAME_LENGTH,
    lifetimesDays: LIFETIMES_DAYS,
    limitReached: tokens.length >= MAX_TOKENS,
  };
  const now = Math.floor(Date.now() / 1000);
  const data = {
    link: linkCard,
    person: session,
    csrf,
    scopes,
    connections,
    tokens: tokens.map((token) => ({ ...token, madeBy: token.connection?.client ?? null })),
    lastUses,
    newToken,
    now,
    ...shownCalls(server, calls),
  };
  return htmlResponse(c, renderAccount({ ...page, ...data }));
}

/** What is only shown beside the rest of a page; null where it fails or takes too long, which the log says. */
async function orNothing<T>(asked: Promise<T>, step: string, { server, log }: SignInDeps): Promise<T | null> {
  const outcome = await inTime(asked);
  if ('answer' in outcome) return outcome.answer;
  log({ event: 'unexpected', server: server.name, step, code: 'UNAVAILABLE', detail: outcome.failed });
  return null;
}

async function linkSection(
  link: ThirdPartyLink | undefined,
  session: Session,
  deps: SignInDeps,
): Promise<LinkSection | undefined> {
  if (!link) return undefined;
  const linkedAt = link.linkedAt(session).then((ms) => ({ seconds: secondsOf(ms) }));
  const answer = await orNothing(linkedAt, 'link', deps);
  return { ...link, linkedAt: answer ? answer.seconds : 'unknown' };
}

/** A page of the person's calls; `before` that is no position gives the first page. */
async function showActivity(c: PageContext, deps: SignInDeps): Promise<Response> {
  const { server, activity } = deps;
  const session = await currentSession(c, server.name);
  if (!session) return beginAccountSignIn(c, deps, false, ACTIVITY_PATH);
  const [before = null] = /^\d{1,15}\.\d{1,9}(?:_\d{1,15}\.\d{1,9}){0,9}$/.exec(c.req.query('before') ?? '') ?? [];
  const page = {
    language: languageOf(c.req.header('accept-language')),
    serverTitle: server.title,
    ...shownCalls(server, await activity.page(session, before)),
  };
  return htmlResponse(c, renderActivity(page, before === null));
}

/** Calls as the pages show them. */
function shownCalls({ title, callTitles, mountedTitles = {} }: SignInDeps['server'], calls: ActivityPage | null) {
  const missing = calls?.missing.map((server) => mountedTitles[server] ?? title) ?? [];
  return { calls, missing, titles: callTitles ?? new Map<string, string>() };
}

/** A page of the person who is signed in; else the sign-in, which comes back to it as it was asked for. */
async function showPersonPage(c: PageContext, deps: SignInDeps): Promise<Response> {
  const session = await currentSession(c, deps.server.name);
  const page = deps.personPage();
  const { pathname, search } = new URL(c.req.url);
  return session && page ? page(session) : beginAccountSignIn(c, deps, false, pathname + search);
}

/** CSRF protection: the Origin must be this server, and the form must carry the token of the session. */
async function runAction(c: PageContext, deps: SignInDeps, action: Action): Promise<Response> {
  if (c.req.header('origin') !== deps.config.baseUrl) throw new PageError('foreignForm');
  const session = await currentSession(c, deps.server.name);
  if (!session) return redirectToAccount(c, 'session_ended');
  const form = await c.req.formData().catch(() => new FormData());
  if (!timingSafeEqual(String(form.get('csrf')), session.csrf)) throw new PageError('foreignForm');
  return action(c, deps, session, form);
}

async function signOut(c: PageContext, { server, log }: SignInDeps, { userId }: Session): Promise<Response> {
  await endSession(c, server.name);
  log({ event: 'account', server: server.name, step: 'signed out', who: userId });
  return redirectToAccount(c, 'signed_out');
}

async function disconnect(c: PageContext, deps: SignInDeps, { userId }: Session, form: FormData): Promise<Response> {
  const { authorization, server, config, log } = deps;
  await disconnectApp(authorization.getOAuthApi(c.env), c.env, userId, readId(form), config.portalUrl);
  log({ event: 'account', server: server.name, step: 'app disconnected', who: userId });
  return redirectToAccount(c, 'ended');
}

async function disconnectAll(c: PageContext, deps: SignInDeps, { userId, id }: Session): Promise<Response> {
  const { authorization, server, log } = deps;
  await revokeAccess(authorization.getOAuthApi(c.env), c.env, userId, id);
  log({ event: 'account', server: server.name, step: 'all disconnected', who: userId });
  return redirectToAccount(c, 'all_ended');
}

async function createToken(c: PageContext, deps: SignInDeps, session: Session, form: FormData): Promise<Response> {
  const { server, config, log } = deps;
  const { userId } = session;
  const owner = { ...knownPerson(session), resource: config.resource };
  const issued = await issuePersonalToken(c.env.OAUTH_KV, server, readTokenRequest(form, server.scopes), owner);
  if (!issued.ok) throw new PageError(issued.error === 'full' ? 'tooManyTokens' : 'tokenRepeated');
  const { token, facts } = issued.value;
  log({
    event: 'account',
    server: server.name,
    step: 'token made',
    who: userId,
    client: personalTokenClient(facts.id),
  });
  const language = languageOf(c.req.header('accept-language'));
  return htmlResponse(c, renderIssuedToken({ language, token, facts, server: server.name, resource: config.resource }));
}

async function revokeToken(c: PageContext, deps: SignInDeps, { userId }: Session, form: FormData): Promise<Response> {
  const { server, log } = deps;
  const id = readId(form);
  if (await revokePersonalToken(c.env.OAUTH_KV, userId, id)) {
    await deleteLastUse(c.env.OAUTH_KV, userId, id);
    log({ event: 'account', server: server.name, step: 'token revoked', who: userId, client: personalTokenClient(id) });
  }
  return redirectToAccount(c, 'ended');
}

/** Redirects to the page that gives the copy once; where there are no records the copy is short, and is the answer. */
async function copyData(
  c: PageContext,
  { dataRights, thirdPartyLink, server, activity }: SignInDeps,
  session: Session,
): Promise<Response> {
  const rights = dataRights();
  if (!rights) return copyWithoutRecords(server.name, thirdPartyLink(), activity, session);
  const made = await rights.copy(session);
  if (!made.ok) throw new PageError(made.error);
  c.header('cache-control', 'no-store');
  return c.redirect(made.value, 303);
}

/** Shows what would be erased; with the confirmation from that page erases it. */
async function eraseData(c: PageContext, deps: SignInDeps, session: Session, form: FormData): Promise<Response> {
  const rights =
    deps.dataRights() ??
    erasureWithoutRecords(deps.thirdPartyLink(), deps.revokeAllAccess, deps.server.recordsElsewhere);
  const confirm = form.get('confirm');
  // Only shown, so a failure must not prevent the erasure.
  const calls = await orNothing(deps.activity.all(session), 'calls', deps);
  const outcome = await rights.erase(session, confirm === null ? undefined : String(confirm));
  if (!outcome.ok) throw new PageError(outcome.error);
  if (outcome.value.confirmation === null) await endSession(c, deps.server.name);
  const language = languageOf(c.req.header('accept-language'));
  const counts = [...outcome.value.counts, ...(calls ? [{ what: CALLS, count: calls.length }] : [])];
  return htmlResponse(c, renderErasure({ language, csrf: session.csrf, erasure: { ...outcome.value, counts } }));
}

const secondsOf = (ms: number | null): number | null => (ms === null ? null : Math.floor(ms / 1000));

function readId(form: FormData): string {
  const id = String(form.get('id'));
  if (!ID.test(id)) throw new PageError('foreignForm');
  return id;
}

function readTokenRequest(form: FormData, knownScopes: SignInDeps['server']['scopes']): PersonalTokenRequest {
  const id = readId(form);
  const name = String(form.get('name') ?? '').trim();
  const days = LIFETIMES_DAYS.find((lifetime) => String(lifetime) === form.get('days'));
  const scopes = Object.keys(knownScopes).filter((scope) => form.getAll('scope').includes(scope));
  const tooLong = [...name].length > MAX_NAME_LENGTH;
  if (name === '' || tooLong || days === undefined || scopes.length === 0) throw new PageError('tokenIncomplete');
  return { id, name: displayName(name), scopes, days };
}

async function htmlResponse(c: PageContext, html: Html): Promise<Response> {
  for (const [name, value] of pageHeaders()) c.header(name, value);
  return c.body(String(await html));
}
