import { AsyncLocalStorage } from 'node:async_hooks';
import { type Authentication, createAuthenticator } from './authenticate.ts';
import { createAuthorizationServer } from './authorization-server.ts';
import { type Config, readConfig, type SignInEnv } from './config.ts';
import { createIdentity } from './identity.ts';
import type { Log } from './log.ts';
import { forgetPerson } from './revocation.ts';
import { createSignInRoutes } from './sign-in.ts';
import type { SignInServer } from './sign-in-deps.ts';

/** The one way into a server: who a request comes from, and the pages by which a person signs in. */
export interface Door {
  readonly config: Config;
  /** Gives the person behind a request's bearer token, or the response that refuses it. `trace` goes into every log line. */
  authenticate(request: Request, trace?: string): Promise<Authentication>;
  /** Serves the protected resource metadata (RFC 9728). */
  resourceMetadata(request: Request): Promise<Response>;
  /** Serves the sign-in pages and the authorization server's endpoints. `trace` goes into every log line. */
  pages(request: Request, context: ExecutionContext, trace?: string): Promise<Response>;
  /**
   * Ends all access of a person to this server and leaves nothing of them in its KV: grants, tokens, personal tokens, notes
   * of use, sessions. May be repeated, and should be after a minute or two: what another place has just written may come late
   * into the listing, and what a refresh there has just read may be written back. Throws when KV cannot be reached.
   */
  forget(userId: string): Promise<void>;
}

/** What a server tells the door about itself. */
export interface DoorServer extends SignInServer {
  /** The scopes a client asks for first; they stand in the 401 challenge. */
  readonly baselineScopes: readonly string[];
}

/**
 * Gives the door of a server. What does not depend on a request is made once for each environment, which is once for
 * each isolate. Throws `ConfigurationError` when a variable is missing or malformed.
 */
export function createDoors(server: DoorServer, log: Log): (env: SignInEnv) => Door {
  const doors = new WeakMap<SignInEnv, Door>();
  return (env) => {
    const known = doors.get(env);
    if (known) return known;
    const door = openDoor(server, env, log);
    doors.set(env, door);
    return door;
  };
}

/** The id of the request that is being answered: the library that writes some of the log lines does not hand it on. */
const traces = new AsyncLocalStorage<string | undefined>();

function openDoor(server: DoorServer, env: SignInEnv, writeLog: Log): Door {
  const log: Log = (line) => {
    const trace = traces.getStore();
    writeLog(trace === undefined ? line : { ...line, trace });
  };
  const config = readConfig(env);
  const authorization = createAuthorizationServer(config, server.name, Object.keys(server.scopes), log);
  const authenticator = createAuthenticator(config, server, authorization, log);
  const identity = createIdentity(config, server.needsEmail);
  const routes = createSignInRoutes({ server, config, authorization, identity, log });
  return {
    config,
    authenticate: (request, trace) => traces.run(trace, () => authenticator.authenticate(request, env)),
    resourceMetadata: (request) => authenticator.metadata(request, env),
    pages: (request, context, trace) => traces.run(trace, async () => routes.fetch(request, env, context)),
    forget: (userId) => forgetPerson(authorization.getOAuthApi(env), env.OAUTH_KV, userId),
  };
}
