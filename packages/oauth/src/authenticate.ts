import {
  type OAuthAuthorizationServer,
  OAuthError,
  type OAuthResourceContext,
  OAuthResourceServer,
  type OAuthResourceTokenValidation,
} from '@cloudflare/workers-oauth-provider';
import { corporateClient, personalTokenClient } from './client-id.ts';
import type { Config, SignInEnv } from './config.ts';
import { isRevoked } from './connections.ts';
import type { CorporateIdentity, CorporateVerifier } from './corporate/corporate-tokens.ts';
import { isTooLong } from './field-limits.ts';
import { createLastUseRecorder, type RecordLastUse, type Use } from './last-use.ts';
import { createSampledLog, type Log } from './log.ts';
import type { Localized } from './pages/language.ts';
import { isPersonalForm } from './personal-token.ts';
import { findPersonalToken, type StoredToken } from './personal-tokens.ts';
import { consentTime, knownPerson, type Principal, type TokenProps, userIdOf } from './principal.ts';
import { describedResource, resourceMetadataUrl } from './resource.ts';
import { err, ok, type Result } from './result.ts';

const CACHE_MS = 10_000;
const CACHE_MAX = 2_000;
/** A day longer than a grant's idle lifetime (`refreshTokenIdleTTL`). */
const GRANT_LAST_USE_SECONDS = 31 * 24 * 60 * 60;

type Validation = OAuthResourceTokenValidation<TokenProps> & { readonly expiresAt: number };

/** Validates a token for a resource; `null` when it is not valid there. */
type Validator = (resource: string, token: string, env: SignInEnv) => Promise<Validation | null>;

/** A validator that also tells which grant or personal token was used; of a corporate token there is none. */
type TokenLookup = (
  ...args: Parameters<Validator>
) => Promise<{ validation: Validation; use: Omit<Use, 'userId'> | null } | null>;

/** The caller of a request, or the response that refuses it. */
export type Authentication = Result<Principal, Response>;

/** The OAuth resource server: validates bearer tokens and serves the protected resource metadata. */
export interface Authenticator {
  /** The caller whose very `Authorization` header was accepted at this resource within the last seconds; else null. */
  recall(request: Request): Authentication | null;
  /** Refuses with 401 and a challenge (RFC 6750, section 3), or with 503 when storage is unavailable. */
  authenticate(request: Request, env: SignInEnv): Promise<Authentication>;
  /** Answers `/.well-known/oauth-protected-resource/mcp` (RFC 9728), with the resource as the request spells it. */
  metadata(request: Request, env: SignInEnv): Promise<Response>;
}

/** The part of a server's declaration shown in metadata and challenges. */
export interface ResourceDeclaration {
  readonly name: string;
  readonly title: Localized;
  /** See `TokenServer`. */
  readonly tokenPrefix?: string;
  /** Scopes named in the 401 challenge, which a client requests first. */
  readonly baselineScopes: readonly string[];
  readonly needsEmail: boolean;
}

/**
 * Creates the resource server that accepts personal tokens, access tokens of the given authorization server, and what the
 * corporate verifier accepts.
 */
export function createAuthenticator(
  config: Config,
  server: ResourceDeclaration,
  authorization: OAuthAuthorizationServer<SignInEnv>,
  log: Log,
  corporate: CorporateVerifier | null,
): Authenticator {
  const corporateLookup = corporate && lookupCorporate(corporate, config, server);
  const lookup = tokenLookup(authorization, server, corporateLookup);
  const resourceServer = createResourceServer(config, server, lookup, log);
  const accepted = createAcceptedCallers();
  return {
    recall: (request) => accepted.find(request.headers.get('authorization')),
    async authenticate(request, env) {
      const receivedMs = Date.now();
      // The library puts the verified token into the context it is given; without `auth` its response is a refusal.
      const context = {} as OAuthResourceContext<TokenProps>;
      const refusal = await resourceServer.fetch(request, env, context);
      if (!context.auth) return err(refusal.status === 401 ? explained(refusal, request.url, config) : refusal);
      const { scope, clientId, expiresAt } = context.auth;
      const caller = ok({ ...personOf(context.props), scopes: scope, clientId: clientId ?? 'unknown' });
      accepted.keep(request.headers.get('authorization'), caller, receivedMs, expiresAt);
      return caller;
    },
    metadata: (request, env) => metadataOf(resourceServer, request, env, config),
  };
}

/** The library's resource server; its answer to an accepted token is empty. */
function createResourceServer(
  { resource, issuer }: Config,
  { name, title, baselineScopes }: ResourceDeclaration,
  lookup: Parameters<typeof withLastUse>[0],
  log: Log,
): OAuthResourceServer<SignInEnv, TokenProps> {
  const validate = withLastUse(lookup, createLastUseRecorder(name, log));
  // Lines about failed token checks, which come before any limit.
  const sampled = createSampledLog();
  return new OAuthResourceServer<SignInEnv, TokenProps>({
    resourceMetadata: {
      resource,
      authorization_servers: [issuer],
      bearer_methods_supported: ['header'],
      resource_name: title.en,
    },
    requiredScopes: [...baselineScopes],
    validateToken: (env) => (audience, token) =>
      validate(audience, token, env).catch((error: unknown) => {
        const detail = error instanceof Error ? error.name : typeof error;
        sampled(log, name, { event: 'unexpected', server: name, step: 'token check', code: 'UNAVAILABLE', detail });
        throw unavailable();
      }),
    handler: { fetch: () => new Response(null, { status: 204 }) },
  });
}

/** The metadata of the resource under the address that the request spells (RFC 9728); 404 for that of another one. */
async function metadataOf(
  resourceServer: OAuthResourceServer<SignInEnv, TokenProps>,
  request: Request,
  env: SignInEnv,
  config: Config,
): Promise<Response> {
  const resource = describedResource(request.url, config);
  if (resource === null) return new Response(null, { status: 404 });
  // The library knows the document only by the address that it derives from the resource.
  const derived = config.resource.replace(config.baseUrl, `${config.baseUrl}/.well-known/oauth-protected-resource`);
  const response = await resourceServer.fetch(new Request(derived, request), env, {} as ExecutionContext);
  if (request.method !== 'GET') return response;
  const document = (await response.json()) as object;
  return Response.json({ ...document, resource }, { headers: response.headers });
}

function personOf(props: TokenProps) {
  const { clientName, grantId } = props;
  const consentedAtMs = consentTime(props);
  return {
    ...knownPerson(props),
    ...(clientName !== undefined && { clientName }),
    ...(consentedAtMs !== undefined && { consentedAtMs }),
    ...(grantId !== undefined && { grantId }),
  };
}

/**
 * A 401 whose body says what to do, for people who look at it; clients read the challenge, which names the metadata of
 * the resource as the request spells it.
 */
function explained({ headers: before }: Response, url: string, config: Config): Response {
  const { baseUrl, resource } = config;
  const headers = new Headers(before);
  const challenge = before.get('www-authenticate') ?? '';
  headers.set(
    'www-authenticate',
    challenge.replace(/resource_metadata="[^"]*"/, () => `resource_metadata="${resourceMetadataUrl(url, config)}"`),
  );
  const invalid = challenge.includes('error="invalid_token"');
  const what = invalid ? 'The token is unknown, expired or revoked.' : 'This needs a sign-in.';
  const next = `Connect ${resource} in an MCP client, which signs you in, or make a personal token at ${baseUrl}/account and send it as "Authorization: Bearer …".`;
  headers.set('content-type', 'application/json');
  headers.delete('content-length');
  const body = { error: invalid ? 'invalid_token' : 'unauthorized', error_description: `${what} ${next}` };
  return new Response(JSON.stringify(body), { status: 401, headers });
}

/** A storage failure must not look like an invalid token, or the client would discard a valid one. */
function unavailable(): OAuthError {
  const description = 'Tokens cannot be checked at the moment; repeat the request.';
  const headers = { 'retry-after': '5' };
  return new OAuthError('temporarily_unavailable', { description, statusCode: 503, headers });
}

/**
 * Looks up a token by its form alone: a personal token by its prefix, an access token by its colons, a corporate one by having
 * neither. A token never reaches the check of another kind. An oversized one is never looked up.
 */
function tokenLookup(
  authorization: OAuthAuthorizationServer<SignInEnv>,
  server: ResourceDeclaration,
  corporate: ((token: string) => Promise<Validation | null>) | null,
): TokenLookup {
  return async (resource, token, env) => {
    if (corporate && !isPersonalForm(server, token) && !token.includes(':')) {
      const validation = await corporate(token);
      return validation && { validation, use: null };
    }
    if (isTooLong('token', token)) return null;
    if (isPersonalForm(server, token)) {
      const found = await findPersonalToken(env.OAUTH_KV, server, token);
      if (!found || (await hasEnded(found, env))) return null;
      return {
        validation: personalTokenValidation(found),
        use: { id: found.id, expires: found.expires, parentKey: found.indexKey },
      };
    }
    const validation = await authorization.validateToken<TokenProps>(resource, token, env);
    // The library's access tokens are `userId:grantId:secret`.
    const [userId, id = ''] = token.split(':');
    if (!validation) return null;
    const expires = Math.floor(Date.now() / 1000) + GRANT_LAST_USE_SECONDS;
    const knownAt = (consentTime(validation.props) ?? 0) / 1000;
    const props = { ...validation.props, grantId: id };
    return { validation: { ...validation, props }, use: { id, expires, parentKey: `grant:${userId}:${id}`, knownAt } };
  };
}

/**
 * Whether the connection that made a token was ended. KV is eventually consistent: a token may not have been listed yet when the
 * tokens of its connection were deleted, and a deleted one may be read for a minute longer.
 */
async function hasEnded({ userId, connection }: StoredToken, env: SignInEnv): Promise<boolean> {
  return connection !== undefined && isRevoked(env, userId, connection.id);
}

/** A corporate token as a validated one of this server: its person under the server's own user id. */
function lookupCorporate(verifier: CorporateVerifier, config: Config, server: ResourceDeclaration) {
  return async (token: string): Promise<Validation | null> => {
    const identity = verifier.accepts(token) ? await verifier.verify(token) : null;
    if (!identity) return null;
    const { issuer, sub, clientId, email, expiresAt } = identity;
    const userId = await userIdOf(config.subjectKey, issuer, sub);
    return {
      props: { userId, ...(server.needsEmail && email !== undefined && { email }) },
      // The verifier has compared the audience: the company's issuer may know this server by another name.
      audience: config.resource,
      expiresAt,
      scope: scopesOf(identity, server),
      userId,
      clientId: corporateClient(clientId),
    };
  };
}

/** The scopes of this server that the token names; where the issuer knows none of them, those that only read. */
function scopesOf({ scopes }: CorporateIdentity, { baselineScopes }: ResourceDeclaration): string[] {
  const own = baselineScopes.filter((scope) => scopes.includes(scope));
  return own.length > 0 ? own : baselineScopes.filter((scope) => scope.endsWith(':read'));
}

function personalTokenValidation(token: StoredToken): Validation {
  const { id, name, userId, created, consentedAtMs = created * 1000, expires, scopes, resource } = token;
  return {
    props: { ...knownPerson(token), clientName: name, consentedAtMs },
    // The resource the token was issued for: the library compares it with the requested one.
    audience: resource,
    expiresAt: expires,
    scope: [...scopes],
    userId,
    clientId: personalTokenClient(id),
  };
}

/** Records when the grant or personal token behind a valid token was last used. */
function withLastUse(lookup: TokenLookup, record: RecordLastUse): Validator {
  return async (resource, token, env) => {
    const found = await lookup(resource, token, env);
    if (!found) return null;
    if (found.use) record(env.OAUTH_KV, { userId: found.validation.props.userId, ...found.use });
    return found.validation;
  };
}

/**
 * Keeps accepted callers by their whole `Authorization` header for {@link CACHE_MS}, never past the expiry of the token. Refused
 * ones are not kept.
 */
function createAcceptedCallers() {
  const callers = new Map<string, { readonly caller: Authentication; readonly untilMs: number }>();
  return {
    find(authorization: string | null): Authentication | null {
      const kept = callers.get(authorization ?? '');
      if (kept && kept.untilMs > Date.now()) return kept.caller;
      callers.delete(authorization ?? '');
      return null;
    },
    keep(authorization: string | null, caller: Authentication, nowMs: number, expiresAt = 0): void {
      const oldest = callers.size >= CACHE_MAX ? callers.keys().next().value : undefined;
      if (oldest !== undefined) callers.delete(oldest);
      callers.set(authorization ?? '', { caller, untilMs: Math.min(nowMs + CACHE_MS, expiresAt * 1000) });
    },
  };
}
