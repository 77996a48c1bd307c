import { AsyncLocalStorage } from 'node:async_hooks';
import { type Activity, createActivity } from './activity/activity.ts';
import { type Authentication, createAuthenticator } from './authenticate.ts';
import { createAuthorizationServer } from './authorization-server.ts';
import { type Config, readConfig, type SignInEnv } from './config.ts';
import type { CorporateVerifier } from './corporate/corporate-tokens.ts';
import type { DataRights, RenderPersonPage } from './data-rights.ts';
import { createIdentityClient } from './identity.ts';
import type { Log } from './log.ts';
import type { KnownPerson } from './principal.ts';
import { deleteUserData } from './revocation.ts';
import { createSignInRoutes } from './sign-in.ts';
import type { SignInServer } from './sign-in-deps.ts';
import type { ThirdPartyLink } from './third-party-link.ts';
import { type PersonalTokens, personalTokensOf } from './token-holder.ts';

/** Authentication of one server: bearer tokens of requests, and the pages where a person signs in. */
export interface Auth {
  readonly config: Config;
  /** Returns the caller behind the bearer token, or the response that refuses the request. */
  authenticate(request: Request, requestId?: string): Promise<Authentication>;
  /** Serves the protected resource metadata (RFC 9728). */
  resourceMetadata(request: Request): Promise<Response>;
  /** Serves the sign-in pages, the account page and the authorization server's endpoints. */
  pages(request: Request, context: ExecutionContext, details?: RequestDetails): Promise<Response>;
  /** See {@link Activity}. */
  readonly activity: Activity;
  /** See {@link PersonalTokens}. */
  readonly personalTokens: PersonalTokens;
  /**
   * Revokes all access of a person to this server and deletes their calls and everything stored about them in its KV. Idempotent. KV is
   * eventually consistent, so call it again after two minutes: a concurrent write elsewhere may be missing from the list,
   * and a concurrent refresh may write its grant back. Throws when KV is unavailable. `home` is the mounted server that erased the
   * person's records: then its calls go, whichever way they came, and those of the others stay with their records.
   */
  revokeAllAccess(person: KnownPerson, home?: string): Promise<void>;
}

/** What only the current request has. */
export interface RequestDetails {
  /** For its log lines: callbacks of workers-oauth-provider do not receive the request. */
  readonly requestId?: string | undefined;
  /** See {@link DataRights}; only at a server that keeps records about people. */
  readonly dataRights?: DataRights | undefined;
  /** See {@link RenderPersonPage}; only at the path of such a page. */
  readonly personPage?: RenderPersonPage | undefined;
  /** See {@link ThirdPartyLink}; only at a server that reads a third party with the rights of people. */
  readonly thirdPartyLink?: ThirdPartyLink | undefined;
}

/** The part of a server's declaration that authentication needs. */
export interface AuthServer extends SignInServer {
  /** Scopes named in the 401 challenge, which a client requests first. */
  readonly baselineScopes: readonly string[];
  /**
   * Whether nothing needs a sign-in. Then only a challenge names the metadata: some clients sign a person in wherever they
   * find metadata, even if every tool is open. Default: false.
   */
  readonly signInOptional?: boolean;
  /** The variables with the subject keys of the servers that this one mounts, by the names of those. Default: it mounts none. */
  readonly mountedKeys?: { readonly [server: string]: string };
  /** The bindings with the calls of people at these servers, by their names. Default: it mounts none. */
  readonly mountedCalls?: { readonly [server: string]: string };
  /** Verifies tokens of a company's own identity service, where the variables choose a way; see `@aisystant/oauth/corporate`. */
  corporateTokens?(env: object, config: Config): CorporateVerifier | null;
}

/**
 * Creates the authentication of a server. Everything that does not depend on a request is created once per environment,
 * that is once per isolate. Throws `ConfigurationError` when a variable is missing or malformed.
 */
export function createAuth(server: AuthServer, log: Log): (env: SignInEnv) => Auth {
  const cache = new WeakMap<SignInEnv, Auth>();
  return (env) => {
    const auth = cache.get(env) ?? createForEnv(server, env, log);
    cache.set(env, auth);
    return auth;
  };
}

const requests = new AsyncLocalStorage<RequestDetails>();

function createForEnv(server: AuthServer, env: SignInEnv, writeLog: Log): Auth {
  const log: Log = (line) => {
    const requestId = requests.getStore()?.requestId;
    writeLog(requestId === undefined ? line : { ...line, requestId });
  };
  const config = readConfig(env, server);
  const authorization = createAuthorizationServer(config, server.name, Object.keys(server.scopes), log);
  const authenticator = createAuthenticator(
    config,
    server,
    authorization,
    log,
    server.corporateTokens?.(env, config) ?? null,
  );
  const activity = createActivity(env.ACTIVITY, config.mountedCalls, server.name, log);
  const revokeAllAccess = async (person: KnownPerson, home?: string) => {
    await deleteUserData(authorization.getOAuthApi(env), env, person.userId);
    await activity.erase(person, home);
  };
  const identity = createIdentityClient(config, server.needsEmail);
  const routes = createSignInRoutes({
    server,
    config,
    authorization,
    identity,
    activity,
    revokeAllAccess,
    log,
    requestId: () => requests.getStore()?.requestId,
    dataRights: () => requests.getStore()?.dataRights,
    personPage: () => requests.getStore()?.personPage,
    thirdPartyLink: () => requests.getStore()?.thirdPartyLink,
  });
  return {
    config,
    authenticate: async (request, requestId) =>
      authenticator.recall(request) ?? requests.run({ requestId }, () => authenticator.authenticate(request, env)),
    resourceMetadata: (request) => authenticator.metadata(request, env),
    pages: (request, context, details = {}) => requests.run(details, async () => routes.fetch(request, env, context)),
    activity,
    personalTokens: personalTokensOf(env, server, config, log),
    revokeAllAccess,
  };
}
