import {
  AuthorizationError,
  authorizationErrorRedirect,
  type ConsentDescription,
  type OAuthHelpers,
} from '@cloudflare/workers-oauth-provider';
import { Hono } from 'hono/tiny';
import { addAccountRoutes } from './account.ts';
import { finishAccountSignIn, isAccountCallback } from './account-sign-in.ts';
import { REGISTRATION_PATH, TOKEN_PATH } from './authorization-server.ts';
import { isLoopback, type SignInEnv } from './config.ts';
import type { GrantMetadata } from './connections.ts';
import { showConsent, submitConsent } from './consent.ts';
import { displayName } from './display-name.ts';
import { tokenRequestLimitError } from './field-limits.ts';
import { grantNameOf, normalized, spentToken, tokenForm } from './grant/token-request.ts';
import { type ClientTransaction, providerError } from './identity.ts';
import { errorResponse, notFound, rateLimitAndBodyLimit } from './page-error.ts';
import { LOGO_PATH, logoResponse } from './pages/logo.ts';
import { STYLESHEET_PATH, stylesheetResponse } from './pages/stylesheet.ts';
import { identified, type TokenProps } from './principal.ts';
import { narrowRegistration } from './registration.ts';
import type { PageContext, SignInDeps } from './sign-in-deps.ts';
import { continuedConsent, silentErrorRedirect, withHandle } from './silent.ts';

/**
 * Creates the routes of sign-in: the consent page, the redirect to the identity provider and its callback, the account
 * page, and the authorization server's endpoints. The library stores the authorization request between the steps, so no
 * form field is trusted.
 */
export function createSignInRoutes(deps: SignInDeps): Hono<{ Bindings: SignInEnv }> {
  const { authorization } = deps;
  const app = new Hono<{ Bindings: SignInEnv }>();

  app.use('/authorize', ...rateLimitAndBodyLimit(deps, 'SIGN_IN_LIMIT'));
  app.use(REGISTRATION_PATH, ...rateLimitAndBodyLimit(deps, 'SIGN_IN_LIMIT'));
  app.use(TOKEN_PATH, ...rateLimitAndBodyLimit(deps, 'TOKEN_LIMIT'));

  app.get('/authorize', (c) => showConsent(c, deps));
  app.post('/authorize', (c) => submitConsent(c, deps));
  app.get('/callback', (c) => (isAccountCallback(c) ? finishAccountSignIn(c, deps) : finishSignIn(c, deps)));
  addAccountRoutes(app, deps);
  app.get(STYLESHEET_PATH, () => stylesheetResponse());
  app.get(LOGO_PATH, () => logoResponse());
  const serve = (c: PageContext) => authorization.fetch(c.req.raw, c.env, c.executionCtx as ExecutionContext);
  app.all(TOKEN_PATH, async (c) => {
    const error = await tokenRequestLimitError(c.req.raw);
    return error === null ? answerToken(c, deps) : invalidTokenRequest(deps, error);
  });
  app.all(REGISTRATION_PATH, (c) => register(c, deps));
  app.all('/.well-known/oauth-authorization-server/*', serve);

  app.notFound(notFound);
  app.onError((error, c) => {
    // Before consent the person has not chosen this client, and anyone can register an address: a redirect would
    // lend this origin to phishing (RFC 9700, section 4.11.2). A program on the person's own computer cannot phish.
    const { redirectTo } = error instanceof AuthorizationError ? error : {};
    if (redirectTo !== undefined && isLoopback(redirectTo)) return c.redirect(redirectTo, 302);
    return errorResponse(c, deps, error, redirectTo);
  });
  return app;
}

/** GET /callback: verifies the identity and redirects to the client with an authorization code. */
async function finishSignIn(
  c: PageContext,
  { authorization, identity, config, server, log }: SignInDeps,
): Promise<Response> {
  const oauth: OAuthHelpers = authorization.getOAuthApi(c.env);
  const { request, data, headers } = await oauth.finishUpstream<ClientTransaction>(withHandle(c.req.raw));
  const callback = new URL(c.req.url);
  const leadTo = (location: string) => {
    headers.set('location', location);
    return new Response(null, { status: 302, headers });
  };
  const { consentedAtMs: allowedAtMs } = data;
  const refused = providerError(callback);
  if (refused) {
    const { code, detail } = refused;
    if (code === 'access_denied' && allowedAtMs === null) return leadTo(silentErrorRedirect(request, 'login_required'));
    if (code !== 'access_denied') log({ event: 'sign_in', server: server.name, step: '/callback', code, detail });
    return leadTo(authorizationErrorRedirect(request, code));
  }
  const person = await identified(config, await identity.handleCallback(callback, data));
  const { userId } = person;
  const consent =
    allowedAtMs === null
      ? await continuedConsent(oauth, c.env, userId, request)
      : { scope: request.scope, consentedAtMs: allowedAtMs };
  if (consent === null) return leadTo(silentErrorRedirect(request, 'consent_required'));
  const { scope, consentedAtMs } = consent;
  const metadata = grantMetadata(await oauth.describeConsent(request));
  const props: TokenProps = { ...person, clientName: metadata.client, consentedAtMs };
  const { redirectTo } = await oauth.completeAuthorization({
    request,
    userId,
    metadata: { ...metadata, consentedAtMs },
    scope,
    props,
    // Two processes of one client share a client id, and a sign-in of one must not sign the other out.
    revokeExistingGrants: false,
  });
  log({ event: 'sign_in', server: server.name, step: 'done', who: userId, client: request.clientId, code: 'OK' });
  return leadTo(redirectTo);
}

/** Registers a client with the part of its metadata that this server supports. */
async function register(c: PageContext, { authorization, server, log }: SignInDeps): Promise<Response> {
  const serve = (request: Request) => authorization.fetch(request, c.env, c.executionCtx as ExecutionContext);
  const { raw } = c.req;
  const requested: unknown =
    raw.method === 'POST'
      ? await raw
          .clone()
          .json()
          .catch(() => null)
      : null;
  if (typeof requested !== 'object' || requested === null || Array.isArray(requested)) return serve(raw);
  const narrowed = narrowRegistration({ ...requested });
  if (!narrowed.ok) {
    const [code, status] = [narrowed.error.error, 400];
    log({ event: 'sign_in', server: server.name, step: 'oauth', code, status, reason: 'nothing usable' });
    return Response.json(narrowed.error, { status });
  }
  const headers = new Headers(raw.headers);
  headers.delete('content-length');
  return serve(new Request(raw.url, { method: 'POST', headers, body: JSON.stringify(narrowed.value) }));
}

/** Sends a request that spends or revokes a token to the object of its grant; the library answers any other, and refuses a malformed one. */
async function answerToken(
  c: PageContext,
  { authorization, config, server, requestId }: SignInDeps,
): Promise<Response> {
  const { raw } = c.req;
  const form = raw.method === 'POST' ? tokenForm(await raw.clone().text()) : null;
  const authorizationHeader = raw.headers.get('authorization');
  const name = form && grantNameOf(spentToken({ form, authorization: authorizationHeader }) ?? '');
  if (!form || !name) return authorization.fetch(raw, c.env, c.executionCtx as ExecutionContext);
  const headers = new Headers(raw.headers);
  headers.set('x-request-id', requestId() ?? '');
  headers.set('x-issuer', config.issuer);
  headers.delete('content-length');
  const body = normalized(form, Object.keys(server.scopes), config);
  const { GRANT } = c.env;
  const grant = GRANT.get(GRANT.idFromName(name));
  const response = await grant.fetch(new Request(raw.url, { method: 'POST', headers, body }));
  // The headers of a fetched response are immutable, and later steps add to them.
  return new Response(response.body, response);
}

/** Refuses a token request in the format of the library (RFC 6749, section 5.2). */
function invalidTokenRequest({ server, log }: SignInDeps, error_description: string): Response {
  const [code, status] = ['invalid_request', 400];
  const reason = { category: 'token-endpoint-request', reason: 'field_too_long' };
  log({ event: 'sign_in', server: server.name, step: 'oauth', code, status, ...reason });
  return Response.json({ error: code, error_description }, { status, headers: { 'cache-control': 'no-store' } });
}

function grantMetadata({ clientName, clientDomain }: ConsentDescription): GrantMetadata {
  return { client: displayName(clientName), ...(clientDomain !== undefined && { domain: clientDomain }) };
}
