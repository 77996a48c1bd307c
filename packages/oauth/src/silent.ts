import { type AuthRequest, authorizationErrorRedirect, type OAuthHelpers } from '@cloudflare/workers-oauth-provider';
import type { Config } from './config.ts';
import { connectionsAt, type GrantEnv, isRevoked, revokeConnections } from './connections.ts';

/** Why a silent sign-in needs a page after all (OpenID Connect Core, section 3.1.2.6). */
export type InteractionRequired = 'login_required' | 'consent_required';

/** What the page is told when the server or something that it depends on fails (RFC 6749, section 4.1.2.1). */
export type ServerFailure = 'server_error' | 'temporarily_unavailable';

/** What a person allowed before, and when, epoch ms. */
interface Consent {
  readonly scope: string[];
  readonly consentedAtMs: number;
}

/**
 * Whether a sign-in must show no page (`prompt=none`, OpenID Connect Core, section 3.1.2.1). Only the page of the portal may
 * ask for that: its origin is in the configuration, so whatever client asks, the code reaches that page alone. A client on the
 * person's computer must not (RFC 8252, section 8.6), and every other client gets the consent page as before.
 */
export function isSilent(query: URLSearchParams, redirectUri: string, { portalUrl }: Config): boolean {
  return query.get('prompt') === 'none' && new URL(redirectUri).origin === portalUrl;
}

/**
 * The consent that a silent sign-in continues: the newest one at the same redirect URI, also where a later connection continued an
 * earlier consent, with the requested scopes it has; null without one, or if it has none of them. Ends the older connections there,
 * or every reload would add a line to the account page; the newest stays, since another tab may use it.
 */
export async function continuedConsent(
  oauth: OAuthHelpers,
  env: GrantEnv,
  userId: string,
  { redirectUri, scope }: AuthRequest,
): Promise<Consent | null> {
  const connections = await connectionsAt(oauth, userId, redirectUri);
  const [newest, ...older] = connections.sort(
    (a, b) => (b.consentedAtMs ?? 0) - (a.consentedAtMs ?? 0) || b.createdAt - a.createdAt,
  );
  await revokeConnections(oauth, env, userId, older);
  if (newest?.consentedAtMs === undefined || (await isRevoked(env, userId, newest.id))) return null;
  const allowed = newest.scopes.filter((each) => scope.includes(each));
  return allowed.length === 0 ? null : { scope: [...allowed, 'offline_access'], consentedAtMs: newest.consentedAtMs };
}

/**
 * The state of a silent sign-in at the identity provider: the handle of the stored request, and what leads back to the page when
 * that request cannot be read. It proves nothing: see {@link silentReturn}.
 */
export function silentState(handle: string, { redirectUri, state }: AuthRequest): string {
  return `${handle}.${new URLSearchParams({ prompt: 'none', redirect_uri: redirectUri, state })}`;
}

/** A callback as the library knows it, with the handle alone as its state. */
export function withHandle(callback: Request): Request {
  const url = new URL(callback.url);
  const [handle, way] = stateParts(url);
  if (way === '') return callback;
  url.searchParams.set('state', handle);
  return new Request(url, callback);
}

/** The handle in the state of a callback, and the rest of it. */
function stateParts({ searchParams }: URL): readonly [handle: string, way: string] {
  const state = searchParams.get('state') ?? '';
  const dot = state.indexOf('.');
  return dot === -1 ? [state, ''] : [state.slice(0, dot), state.slice(dot + 1)];
}

/**
 * Where a request of a silent sign-in goes back to when the server fails, which has no person who could leave an error page; null for
 * any other request. Nothing that is stored is needed, since the storage may be what failed: the address is taken from the request, and
 * is one of the portal or none.
 */
export function silentReturn({ url, method }: Request, config: Config, error: ServerFailure): string | null {
  const address = new URL(url);
  const { pathname, searchParams } = address;
  if (method !== 'GET' || (pathname !== '/authorize' && pathname !== '/callback')) return null;
  const query = pathname === '/callback' ? new URLSearchParams(stateParts(address)[1]) : searchParams;
  const redirectUri = query.get('redirect_uri') ?? '';
  if (!URL.canParse(redirectUri) || !isSilent(query, redirectUri, config)) return null;
  return authorizationErrorRedirect({ redirectUri, state: query.get('state') ?? '', issuer: config.issuer }, error);
}

/** The client's address with the error; the library's own function knows the codes of OAuth only. */
export function silentErrorRedirect(request: AuthRequest, error: InteractionRequired): string {
  const url = new URL(authorizationErrorRedirect(request, 'access_denied'));
  url.searchParams.set('error', error);
  return url.href;
}
