import {
  AuthorizationError,
  authorizationErrorRedirect,
  type ConsentDescription,
  type OAuthHelpers,
} from '@cloudflare/workers-oauth-provider';
import { Hono } from 'hono';
import { addAccountRoutes } from './account.ts';
import { finishAccountSignIn, isAccountCallback } from './account-sign-in.ts';
import { REGISTRATION_PATH, TOKEN_PATH } from './authorization-server.ts';
import type { SignInEnv } from './config.ts';
import type { GrantNotes } from './connections.ts';
import { tooLongIn, tooLongInTokenRequest } from './field-limits.ts';
import { type IdentityTransaction, newTransaction } from './identity.ts';
import { notFound, PageError, rateLimitAndBodyLimit, stop } from './page-error.ts';
import { displayName, renderConsent } from './pages/consent.ts';
import { errorPage } from './pages/error.ts';
import { languageOf } from './pages/language.ts';
import { pageHeaders } from './pages/layout.ts';
import { LOGO_PATH, logoResponse } from './pages/logo.ts';
import { STYLESHEET_PATH, stylesheetResponse } from './pages/stylesheet.ts';
import { type TokenProps, userIdOf } from './principal.ts';
import { policySource, redirectFault } from './redirect-uri.ts';
import { createRefreshAnswers } from './refresh-answers.ts';
import type { PageContext, SignInDeps } from './sign-in-deps.ts';

/**
 * The routes of a server's sign-in: the consent page, the way to the identity provider and back, and the authorization
 * server's own endpoints. Nothing trusted comes from a form: the request is kept by the library between the steps.
 */
export function createSignInRoutes(deps: SignInDeps): Hono<{ Bindings: SignInEnv }> {
  const { authorization } = deps;
  const app = new Hono<{ Bindings: SignInEnv }>();

  app.use('/authorize', ...rateLimitAndBodyLimit(deps, 'SIGN_IN_LIMIT'));
  app.use(REGISTRATION_PATH, ...rateLimitAndBodyLimit(deps, 'SIGN_IN_LIMIT'));
  app.use(TOKEN_PATH, ...rateLimitAndBodyLimit(deps, 'TOKEN_LIMIT'));

  app.get('/authorize', (c) => showConsent(c, deps));
  app.post('/authorize', (c) => decide(c, deps));
  app.get('/callback', (c) => (isAccountCallback(c) ? finishAccountSignIn(c, deps) : finish(c, deps)));
  addAccountRoutes(app, deps);
  app.get(STYLESHEET_PATH, () => stylesheetResponse());
  app.get(LOGO_PATH, () => logoResponse());
  const serve = (c: PageContext) => authorization.fetch(c.req.raw, c.env, c.executionCtx as ExecutionContext);
  const answerRefresh = createRefreshAnswers();
  app.all(TOKEN_PATH, async (c) => {
    const fault = await tooLongInTokenRequest(c.req.raw);
    return fault === null ? answerRefresh(c.req.raw, () => serve(c)) : refuseToken(deps, fault);
  });
  app.all(REGISTRATION_PATH, serve);
  app.all('/.well-known/oauth-authorization-server', serve);

  app.notFound(notFound);
  app.onError((error, c) => {
    if (error instanceof AuthorizationError && error.redirectTo) return c.redirect(error.redirectTo, 302);
    return stop(c, deps, error);
  });
  return app;
}

/** GET /authorize: checks the client's request and asks the person. */
async function showConsent(c: PageContext, { server, authorization, identity }: SignInDeps): Promise<Response> {
  const oauth = authorization.getOAuthApi(c.env);
  if (tooLongIn(new URL(c.req.url).searchParams) !== null) throw new PageError('refusedRequest');
  const asked = await oauth.parseAuthRequest(c.req.raw);
  // A document of metadata is not looked at when a client registers; nor was who registered before there was this check.
  if (redirectFault(asked.redirectUri) !== null) throw new PageError('refusedRequest');
  const request = { ...asked, scope: narrowed(asked.scope, Object.keys(server.scopes)) };
  const client = await oauth.describeConsent(request);
  // Both are looked up before the request is stored, so that a failure leaves nothing behind.
  const [provider, back] = [await identity.origin(), policySource(request.redirectUri)];
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
  const headers = new Headers(consent.headers);
  for (const [name, value] of pageHeaders(back === null ? null : [provider, back])) headers.set(name, value);
  return new Response(await page, { headers });
}

/** POST /authorize: the person decided. Only now does the browser go to the identity provider. */
async function decide(c: PageContext, { authorization, identity, server }: SignInDeps): Promise<Response> {
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
  if (ticked.length === 0) return errorPage('nothingTicked', languageOf(c.req.header('accept-language')));
  const { request: asked, headers } = await oauth.approveConsent(c.req.raw, handle);
  // A form may name more than its page offered; nothing is allowed that was not asked about.
  const request = { ...asked, scope: [...asked.scope.filter((scope) => ticked.includes(scope)), 'offline_access'] };
  const transaction = newTransaction();
  const upstream = await oauth.beginUpstream(request, { data: transaction, headers });
  const target = await identity.begin(upstream.state, transaction, decision === 'approve_as_other');
  upstream.headers.set('location', target.href);
  return new Response(null, { status: 302, headers: upstream.headers });
}

/** GET /callback: the identity provider sent the browser back. Checks who it is and gives the client its code. */
async function finish(c: PageContext, { authorization, identity, config, server, log }: SignInDeps): Promise<Response> {
  const oauth: OAuthHelpers = authorization.getOAuthApi(c.env);
  const { request, data, headers } = await oauth.finishUpstream<IdentityTransaction>(c.req.raw);
  const callback = new URL(c.req.url);
  if (callback.searchParams.has('error')) {
    headers.set('location', authorizationErrorRedirect(request, 'access_denied'));
    return new Response(null, { status: 302, headers });
  }
  const person = await identity.finish(callback, data);
  const userId = await userIdOf(config.subjectKey, person.issuer, person.sub);
  const consentedAt = Math.floor(Date.now() / 1000);
  const props: TokenProps = { userId, consentedAt, ...(person.email !== undefined && { email: person.email }) };
  const metadata = notesOf(await oauth.describeConsent(request));
  const { redirectTo } = await oauth.completeAuthorization({
    request,
    userId,
    metadata,
    scope: request.scope,
    props,
    // Two processes of one client share a client id; a new sign-in must not end the other's.
    revokeExistingGrants: false,
  });
  log({ event: 'sign_in', server: server.name, step: 'done', who: userId, client: request.clientId, code: 'OK' });
  headers.set('location', redirectTo);
  return new Response(null, { status: 302, headers });
}

/** Refuses a request to the token endpoint as the library refuses one (RFC 6749, 5.2). */
function refuseToken({ server, log }: SignInDeps, error_description: string): Response {
  const [code, status] = ['invalid_request', 400];
  const found = { category: 'token-endpoint-request', reason: 'field_too_long' };
  log({ event: 'sign_in', server: server.name, step: 'oauth', code, status, ...found });
  return Response.json({ error: code, error_description }, { status, headers: { 'cache-control': 'no-store' } });
}

/** Scopes beyond the server's own are dropped, not refused; a client that names none of ours is offered all. */
function narrowed(asked: readonly string[], known: readonly string[]): string[] {
  const ours = asked.filter((scope) => known.includes(scope));
  return ours.length > 0 ? ours : [...known];
}

/** What the person sees of this client on the account page, later, when the client may be gone. */
function notesOf({ clientName, clientDomain }: ConsentDescription): GrantNotes {
  return { client: displayName(clientName), ...(clientDomain !== undefined && { domain: clientDomain }) };
}
