import { AsyncLocalStorage } from 'node:async_hooks';
import { type Authentication, createAuthenticator } from './authenticate.ts';
import { createAuthorizationServer } from './authorization-server.ts';
import { type Config, readConfig, type SignInEnv } from './config.ts';
import type { CorporateVerifier } from './corporate/corporate-tokens.ts';
import type { DataRights } from './data-rights.ts';
import { createIdentityClient } from './identity.ts';
import type { LinkedKey } from './linked-key.ts';
import type { Log } from './log.ts';
import { deleteUserData } from './revocation.ts';
import { createSignInRoutes } from './sign-in.ts';
import type { SignInServer } from './sign-in-deps.ts';

/** Authentication of one server: bearer tokens of requests, and the pages where a person signs in. */
export interface Auth {
  readonly config: Config;
  /** Returns the caller behind the bearer token, or the response that refuses the request. */
  authenticate(request: Request, requestId?: string): Promise<Authentication>;
  /** Serves the protected resource metadata (RFC 9728). */
  resourceMetadata(request: Request): Promise<Response>;
  /** Serves the sign-in pages, the account page and the authorization server's endpoints. */
  pages(request: Request, context: ExecutionContext, details?: RequestDetails): Promise<Response>;
  /**
   * Revokes all access of a user to this server and deletes everything stored about them in its KV. Idempotent. KV is
   * eventually consistent, so call it again after two minutes: a concurrent write elsewhere may be missing from the list,
   * and a concurrent refresh may write its grant back. Throws when KV is unavailable.
   */
  revokeAllAccess(userId: string): Promise<void>;
}

/** What only the current request has. */
export interface RequestDetails {
  /** For its log lines: callbacks of workers-oauth-provider do not receive the request. */
  readonly requestId?: string | undefined;
  /** See {@link DataRights}; only at a server that keeps records about people. */
  readonly dataRights?: DataRights | undefined;
  /** See {@link LinkedKey}; only at a server that takes one. */
  readonly linkedKey?: LinkedKey | undefined;
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
  const config = readConfig(env, server.signInOptional);
  const authorization = createAuthorizationServer(config, server.name, Object.keys(server.scopes), log);
  const authenticator = createAuthenticator(
    config,
    server,
    authorization,
    log,
    server.corporateTokens?.(env, config) ?? null,
  );
  const identity = createIdentityClient(config, server.needsEmail);
  const routes = createSignInRoutes({
    server,
    config,
    authorization,
    identity,
    log,
    requestId: () => requests.getStore()?.requestId,
    dataRights: () => requests.getStore()?.dataRights,
    linkedKey: () => requests.getStore()?.linkedKey,
  });
  return {
    config,
    authenticate: async (request, requestId) =>
      authenticator.recall(request) ?? requests.run({ requestId }, () => authenticator.authenticate(request, env)),
    resourceMetadata: (request) => authenticator.metadata(request, env),
    pages: (request, context, details = {}) => requests.run(details, async () => routes.fetch(request, env, context)),
    revokeAllAccess: (userId) => deleteUserData(authorization.getOAuthApi(env), env, userId),
  };
}
