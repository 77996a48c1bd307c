import type { AuthRequest, OAuthHelpers } from '@cloudflare/workers-oauth-provider';
import { fieldLimitError } from './field-limits.ts';
import { type ClientTransaction, newTransaction } from './identity.ts';
import { PageError } from './page-error.ts';
import { renderConsent } from './pages/consent.ts';
import { continueAt } from './pages/continue.ts';
import { errorPage } from './pages/error.ts';
import { languageOf } from './pages/language.ts';
import { pageHeaders } from './pages/layout.ts';
import { redirectUriError } from './redirect-uri.ts';
import { canonicalizeResources } from './resource.ts';
import type { PageContext, SignInDeps } from './sign-in-deps.ts';
import { isSilent, silentState } from './silent.ts';

/** GET /authorize: validates the client's request and shows the consent page. */
export async function showConsent(c: PageContext, deps: SignInDeps): Promise<Response> {
  const { server, authorization, identity, config } = deps;
  const oauth = authorization.getOAuthApi(c.env);
  const url = new URL(c.req.url);
  if (fieldLimitError(url.searchParams) !== null) throw new PageError('refusedRequest');
  canonicalizeResources(url.searchParams, config);
  const parsed = await oauth.parseAuthRequest(new Request(url, c.req.raw));
  // Registration checks this too, but not the redirect URIs of a metadata document or of clients registered earlier.
  if (redirectUriError(parsed.redirectUri) !== null) throw new PageError('refusedRequest');
  const request = { ...parsed, scope: grantableScopes(parsed.scope, Object.keys(server.scopes)) };
  if (isSilent(url.searchParams, request.redirectUri, config)) return signInSilently(oauth, request, deps);
  const client = await oauth.describeConsent(request);
  // First: without the identity provider the sign-in cannot go on, so there is nothing to ask or to store.
  await identity.discover();
  const consent = await oauth.beginConsent(request);
  const page = renderConsent({
    language: languageOf(c.req.header('accept-language')),
    client,
    serverTitle: server.title,
    scopes: Object.entries(server.scopes)
      .filter(([id]) => request.scope.includes(id))
      .map(([id, text]) => ({ id, text })),
    groups: server.scopeGroups,
    handle: consent.handle,
    portalUrl: config.portalUrl,
  });
  const headers = new Headers(consent.headers);
  for (const [name, value] of pageHeaders()) headers.set(name, value);
  return new Response(await page, { headers });
}

/**
 * POST /authorize: leads on to the identity provider, or back to the client. A form pressed twice is sent twice and the
 * browser shows the second answer, so the stored request may be used again for its ten minutes in this browser.
 */
export async function submitConsent(
  c: PageContext,
  { authorization, identity, server }: SignInDeps,
): Promise<Response> {
  const oauth = authorization.getOAuthApi({ ...c.env, OAUTH_KV: withoutDelete(c.env.OAUTH_KV) });
  const form = await c.req.formData().catch(() => new FormData());
  const handle = String(form.get('handle') ?? '');
  const decision = form.get('decision');
  const language = languageOf(c.req.header('accept-language'));
  if (decision !== 'approve' && decision !== 'approve_as_other') {
    const { redirectTo } = await oauth.denyConsent(c.req.raw, handle);
    return continueAt(redirectTo, language);
  }
  const ticked = form
    .getAll('scope')
    .map(String)
    .filter((scope) => Object.hasOwn(server.scopes, scope));
  if (ticked.length === 0) return errorPage('nothingTicked', language);
  const { request: stored } = await oauth.approveConsent(c.req.raw, handle);
  // A forged form may name scopes that its page did not offer: grant only those of the stored request.
  const request = { ...stored, scope: [...stored.scope.filter((scope) => ticked.includes(scope)), 'offline_access'] };
  const transaction = newTransaction();
  // The consent is given now, not when the sign-in at the provider ends: a deletion in between comes after it.
  const data: ClientTransaction = { ...transaction, consentedAtMs: Date.now() };
  const upstream = await oauth.beginUpstream(request, { data });
  const prompt = decision === 'approve_as_other' ? 'login' : undefined;
  const target = await identity.authorizationUrl(upstream.state, transaction, prompt);
  return continueAt(target.href, language, upstream.headers);
}

/** Leads to the identity provider without a page: what the person allowed is known when they have been identified. */
async function signInSilently(oauth: OAuthHelpers, request: AuthRequest, { identity }: SignInDeps): Promise<Response> {
  const transaction = newTransaction();
  const data: ClientTransaction = { ...transaction, consentedAtMs: null };
  // First: a request whose provider is unavailable is not stored.
  await identity.discover();
  const { state, headers } = await oauth.beginUpstream(request, { data });
  const target = await identity.authorizationUrl(silentState(state, request), transaction, 'none');
  headers.set('location', target.href);
  return new Response(null, { status: 302, headers });
}

/** Ignores unknown scopes (RFC 6749, section 3.3). A client that requests no known scope is offered all of them. */
function grantableScopes(requested: readonly string[], known: readonly string[]): string[] {
  const scopes = requested.filter((scope) => known.includes(scope));
  return scopes.length > 0 ? scopes : [...known];
}

/** The namespace for a helper of the library that would delete the stored request; its entries expire by themselves. */
function withoutDelete(kv: KVNamespace): KVNamespace {
  return { get: kv.get.bind(kv), put: kv.put.bind(kv), delete: async () => {} } as unknown as KVNamespace;
}
