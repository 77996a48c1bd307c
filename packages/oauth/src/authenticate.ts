import {
  type OAuthAuthorizationServer,
  OAuthError,
  type OAuthResourceContext,
  OAuthResourceServer,
  type OAuthResourceTokenValidation,
} from '@cloudflare/workers-oauth-provider';
import type { Config, SignInEnv } from './config.ts';
import { isTooLong } from './field-limits.ts';
import { createLastUse, type NoteUse, type Used } from './last-use.ts';
import type { Log } from './log.ts';
import type { Localized } from './pages/language.ts';
import { TOKEN_PREFIX } from './personal-token.ts';
import { findPersonalToken, type StoredToken } from './personal-tokens.ts';
import type { Principal, TokenProps } from './principal.ts';

const CACHE_MS = 10_000;
const CACHE_MAX = 2_000;
/** A grant nobody uses for thirty days ends; its last use is kept a little longer. */
const GRANT_MEMORY_SECONDS = 31 * 24 * 60 * 60;

type Validation = OAuthResourceTokenValidation<TokenProps> & { readonly expiresAt: number };

/** Gives what a token stands for, or `null` for one that is not valid at this resource. */
type Validator = (resource: string, token: string, env: SignInEnv) => Promise<Validation | null>;

/** A validator that also says which thing the person let in the token belongs to. */
type TokenLookup = (
  ...asked: Parameters<Validator>
) => Promise<{ validation: Validation; use: Omit<Used, 'userId'> } | null>;

/** The answer to "who is this?": a person, or the response that refuses the request. */
export type Authentication = { readonly principal: Principal } | { readonly refusal: Response };

/** Checks the bearer token of a request to `/mcp` or below, and serves the protected resource metadata. */
export interface Authenticator {
  /** 401 with the challenge for a missing or unknown token, 503 when the check itself is down. */
  authenticate(request: Request, env: SignInEnv): Promise<Authentication>;
  /** Answers `/.well-known/oauth-protected-resource/mcp` (RFC 9728). */
  metadata(request: Request, env: SignInEnv): Promise<Response>;
}

/** What of a server its resource half shows. */
export interface ResourceFacts {
  readonly name: string;
  readonly title: Localized;
  /** The scopes a client asks for first; they stand in the 401 challenge. */
  readonly baselineScopes: readonly string[];
}

/** Makes the resource half of a server over its authorization half. */
export function createAuthenticator(
  config: Config,
  { name, title, baselineScopes }: ResourceFacts,
  issuer: OAuthAuthorizationServer<SignInEnv>,
  log: Log,
): Authenticator {
  const validate = withCache(withLastUse(tokenLookup(issuer, name), createLastUse(name, log)));
  const resourceServer = new OAuthResourceServer<SignInEnv, TokenProps>({
    resourceMetadata: {
      resource: config.resource,
      authorization_servers: [config.baseUrl],
      bearer_methods_supported: ['header'],
      resource_name: title.en,
    },
    requiredScopes: [...baselineScopes],
    validateToken: (env) => (resource, token) =>
      validate(resource, token, env).catch((error: unknown) => {
        const detail = error instanceof Error ? error.name : typeof error;
        log({ event: 'unexpected', server: name, step: 'token check', code: 'UNAVAILABLE', detail });
        throw unavailable();
      }),
    handler: { fetch: () => new Response(null, { status: 204 }) },
  });
  return {
    async authenticate(request, env) {
      // The library writes what it verified into the context it is given, and answers by itself only to refuse.
      const context = {} as OAuthResourceContext<TokenProps>;
      const refusal = await resourceServer.fetch(request, env, context);
      if (!context.auth) return { refusal };
      const { scope, clientId } = context.auth;
      return { principal: { ...context.props, scopes: scope, clientId: clientId ?? 'unknown' } };
    },
    metadata: (request, env) => resourceServer.fetch(request, env, {} as ExecutionContext),
  };
}

/** Not a refusal: a client that took it for one would throw away a good token. */
function unavailable(): OAuthError {
  const description = 'Tokens cannot be checked at the moment; repeat the request.';
  const headers = { 'retry-after': '5' };
  return new OAuthError('temporarily_unavailable', { description, statusCode: 503, headers });
}

/**
 * Looks a token up. One that begins like a personal one is never shown to the authorization server, and one that is longer
 * than any that was given out is shown to nobody.
 */
function tokenLookup(issuer: OAuthAuthorizationServer<SignInEnv>, serverName: string): TokenLookup {
  return async (resource, token, env) => {
    if (isTooLong('token', token)) return null;
    if (token.startsWith(TOKEN_PREFIX)) {
      const found = await findPersonalToken(env.OAUTH_KV, serverName, token);
      return (
        found && { validation: validationOf(found), use: { id: found.id, until: found.expires, record: found.entry } }
      );
    }
    const validation = await issuer.validateToken<TokenProps>(resource, token, env);
    // Tokens of the authorization server read `user:grant:secret`.
    const [userId, id = ''] = token.split(':');
    const until = Math.floor(Date.now() / 1000) + GRANT_MEMORY_SECONDS;
    return validation && { validation, use: { id, until, record: `grant:${userId}:${id}` } };
  };
}

function validationOf({ id, userId, email, created, expires, scopes, resource }: StoredToken): Validation {
  return {
    props: { userId, consentedAt: created, ...(email !== undefined && { email }) },
    // The resource the token was made for, not the one that asks: the library compares the two.
    audience: resource,
    expiresAt: expires,
    scope: [...scopes],
    userId,
    clientId: `pat:${id}`,
  };
}

/** Notes when the grant or the personal token behind a valid token was last used. */
function withLastUse(lookUp: TokenLookup, note: NoteUse): Validator {
  return async (resource, token, env) => {
    const found = await lookUp(resource, token, env);
    if (!found) return null;
    note(env.OAUTH_KV, { userId: found.validation.props.userId, ...found.use });
    return found.validation;
  };
}

/** Remembers tokens found valid for ten seconds, never past their expiry; a refusal is never remembered. */
function withCache(validate: Validator): Validator {
  const cache = new Map<string, { validation: Validation; until: number }>();
  return async (resource, token, env) => {
    const now = Date.now();
    const hit = cache.get(token);
    if (hit && hit.until > now) return hit.validation;
    cache.delete(token);
    const validation = await validate(resource, token, env);
    if (!validation) return null;
    const oldest = cache.size >= CACHE_MAX ? cache.keys().next().value : undefined;
    if (oldest !== undefined) cache.delete(oldest);
    cache.set(token, { validation, until: Math.min(now + CACHE_MS, validation.expiresAt * 1000) });
    return validation;
  };
}
