import {
  AuthorizationError,
  authorizationErrorRedirect,
  CimdFetchError,
  type OAuthAuthorizationServer,
  type OAuthHelpers,
} from '@cloudflare/workers-oauth-provider';
import { type Context, Hono } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import { REGISTRATION_PATH, TOKEN_PATH } from './authorization-server.ts';
import type { Config, SignInEnv } from './config.ts';
import { type Identity, IdentityError, type IdentityTransaction, newTransaction } from './identity.ts';
import type { Log } from './log.ts';
import { renderConsent } from './pages/consent.ts';
import { type FaultName, faultResponse } from './pages/fault.ts';
import { type Localized, languageOf } from './pages/language.ts';
import { contentSecurityPolicy, pageHeaders } from './pages/layout.ts';
import { LOGO_PATH, logoResponse } from './pages/logo.ts';
import { STYLESHEET_PATH, stylesheetResponse } from './pages/stylesheet.ts';
import { type TokenProps, userIdOf } from './principal.ts';
import { createRefreshAnswers } from './refresh-answers.ts';

const PAGE_BODY_LIMIT = 16 * 1024;

/** What a server tells about itself to the person who signs in. */
export interface SignInServer {
  /** Name of the server: `dt-mcp`. */
  readonly name: string;
  /** Title in plain words, shown on the consent page. */
  readonly title: Localized;
  /** Every scope of the server with its meaning in plain words, in the order shown. */
  readonly scopes: { readonly [scope: string]: Localized };
  /** Whether the server needs a verified e-mail; only then is it asked for and kept. */
  readonly needsEmail: boolean;
}

/** What the sign-in routes work with. */
export interface SignInParts {
  readonly server: SignInServer;
  readonly config: Config;
  readonly authorization: OAuthAuthorizationServer<SignInEnv>;
  readonly identity: Identity;
  readonly log: Log;
}

type PageContext = Context<{ Bindings: SignInEnv }>;

/**
 * The routes of a server's sign-in: the consent page, the way to the identity provider and back, and the authorization
 * server's own endpoints. Nothing trusted comes from a form: the request is kept by the library between the steps.
 */
export function createSignInRoutes(parts: SignInParts): Hono<{ Bindings: SignInEnv }> {
  const { authorization, server, log } = parts;
  const app = new Hono<{ Bindings: SignInEnv }>();

  for (const path of ['/authorize', TOKEN_PATH, REGISTRATION_PATH]) {
    app.use(path, async (c, next) => {
      const address = c.req.header('cf-connecting-ip') ?? 'unknown';
      const { success } = await c.env.SIGN_IN_LIMIT.limit({ key: `${path} ${address}` });
      return success ? next() : fault(c, 'tooMany');
    });
    app.use(path, bodyLimit({ maxSize: PAGE_BODY_LIMIT, onError: (c) => fault(c, 'tooLarge') }));
  }

  app.get('/authorize', (c) => showConsent(c, parts));
  app.post('/authorize', (c) => decide(c, parts));
  app.get('/callback', (c) => finish(c, parts));
  app.get(STYLESHEET_PATH, () => stylesheetResponse());
  app.get(LOGO_PATH, () => logoResponse());
  const serve = (c: PageContext) => authorization.fetch(c.req.raw, c.env, c.executionCtx as ExecutionContext);
  const answerRefresh = createRefreshAnswers();
  app.all(TOKEN_PATH, (c) => answerRefresh(c.req.raw, () => serve(c)));
  app.all(REGISTRATION_PATH, serve);
  app.all('/.well-known/oauth-authorization-server', serve);

  app.notFound((c) => fault(c, 'notFound'));
  app.onError((error, c) => {
    if (error instanceof AuthorizationError && error.redirectTo) return c.redirect(error.redirectTo, 302);
    const name = faultOf(error, c.req);
    const detail = error instanceof IdentityError ? error.message : error.name;
    log({ event: 'sign_in', server: server.name, step: c.req.path, code: name, detail });
    return fault(c, name);
  });
  return app;
}

/** GET /authorize: checks the client's request and asks the person. */
async function showConsent(c: PageContext, { server, authorization, identity }: SignInParts): Promise<Response> {
  const oauth = authorization.getOAuthApi(c.env);
  const asked = await oauth.parseAuthRequest(c.req.raw);
  const request = { ...asked, scope: narrowed(asked.scope, Object.keys(server.scopes)) };
  const client = await oauth.describeConsent(request);
  // Both are looked up before the request is stored, so that a failure leaves nothing behind.
  const leadsTo = [await identity.origin(), new URL(request.redirectUri).origin];
  const consent = await oauth.beginConsent(request);
  const page = renderConsent({
    language: languageOf(c.req.header('accept-language')),
    client,
    serverTitle: server.title,
    scopes: Object.entries(server.scopes)
      .filter(([id]) => request.scope.includes(id))
      .map(([id, text]) => ({ id, text })),
    handle: consent.handle,
  });
  const headers = pageHeaders(leadsTo);
  for (const [name, value] of consent.headers) headers.append(name, value);
  headers.set('content-security-policy', contentSecurityPolicy(leadsTo));
  headers.set('x-frame-options', 'DENY');
  headers.set('cache-control', 'no-store');
  return new Response(await page, { headers });
}

/** POST /authorize: the person decided. Only now does the browser go to the identity provider. */
async function decide(c: PageContext, { authorization, identity, server }: SignInParts): Promise<Response> {
  const oauth = authorization.getOAuthApi(c.env);
  const form = await c.req.formData().catch(() => new FormData());
  const handle = String(form.get('handle') ?? '');
  const decision = form.get('decision');
  if (decision !== 'approve' && decision !== 'approve_as_other') {
    const denied = await oauth.denyConsent(c.req.raw, handle);
    return new Response(null, { status: 302, headers: denied.headers });
  }
  const ticked = form
    .getAll('scope')
    .map(String)
    .filter((scope) => Object.hasOwn(server.scopes, scope));
  if (ticked.length === 0) return faultResponse('nothingTicked', languageOf(c.req.header('accept-language')));
  const approved = await oauth.approveConsent(c.req.raw, handle, { scope: [...ticked, 'offline_access'] });
  const transaction = newTransaction();
  const upstream = await oauth.beginUpstream(approved.request, { data: transaction, headers: approved.headers });
  const target = await identity.begin(upstream.state, transaction, decision === 'approve_as_other');
  upstream.headers.set('location', target.href);
  return new Response(null, { status: 302, headers: upstream.headers });
}

/** GET /callback: the identity provider sent the browser back. Checks who it is and gives the client its code. */
async function finish(
  c: PageContext,
  { authorization, identity, config, server, log }: SignInParts,
): Promise<Response> {
  const oauth: OAuthHelpers = authorization.getOAuthApi(c.env);
  const { request, data, headers } = await oauth.finishUpstream<IdentityTransaction>(c.req.raw);
  const callback = new URL(c.req.url);
  if (callback.searchParams.has('error')) {
    headers.set('location', authorizationErrorRedirect(request, 'access_denied'));
    return new Response(null, { status: 302, headers });
  }
  const person = await identity.finish(callback, data);
  const userId = await userIdOf(config.subjectKey, person.issuer, person.sub);
  const props: TokenProps = { userId, ...(person.email !== undefined && { email: person.email }) };
  const { redirectTo } = await oauth.completeAuthorization({
    request,
    userId,
    metadata: {},
    scope: request.scope,
    props,
    // Two processes of one client share a client id; a new sign-in must not end the other's.
    revokeExistingGrants: false,
  });
  log({ event: 'sign_in', server: server.name, step: 'done', who: userId, client: request.clientId, code: 'OK' });
  headers.set('location', redirectTo);
  return new Response(null, { status: 302, headers });
}

/** Scopes beyond the server's own are dropped, not refused; a client that names none of ours is offered all. */
function narrowed(asked: readonly string[], known: readonly string[]): string[] {
  const ours = asked.filter((scope) => known.includes(scope));
  return ours.length > 0 ? ours : [...known];
}

function faultOf(error: Error, { method, path }: PageContext['req']): FaultName {
  if (error instanceof CimdFetchError) return 'unknownApp';
  if (error instanceof IdentityError) return 'identityDown';
  if (!(error instanceof AuthorizationError)) return 'unexpected';
  // After the consent page was shown, only the page itself can be at fault: too old, used, or of another browser.
  return path === '/callback' || method === 'POST' ? 'expired' : 'refusedRequest';
}

/** A page for a person, JSON (RFC 6749) for a program at the token and registration endpoints. */
async function fault(c: PageContext, name: FaultName): Promise<Response> {
  if (c.req.path === TOKEN_PATH || c.req.path === REGISTRATION_PATH) return programFault(name);
  return faultResponse(name, languageOf(c.req.header('accept-language')));
}

function programFault(name: FaultName): Response {
  if (name === 'tooLarge') return Response.json({ error: 'invalid_request' }, { status: 413 });
  const headers = { 'retry-after': name === 'tooMany' ? '60' : '5', 'cache-control': 'no-store' };
  return Response.json({ error: 'temporarily_unavailable' }, { status: name === 'tooMany' ? 429 : 503, headers });
}
