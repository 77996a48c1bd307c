import { type Authentication, createAuthenticator } from './authenticate.ts';
import { createAuthorizationServer } from './authorization-server.ts';
import { type Config, readConfig, type SignInEnv } from './config.ts';
import { createIdentity } from './identity.ts';
import type { Log } from './log.ts';
import type { SignInServer } from './parts.ts';
import { createSignInRoutes } from './sign-in.ts';

/** The one way into a server: who a request comes from, and the pages by which a person signs in. */
export interface Door {
  readonly config: Config;
  /** Gives the person behind a request's bearer token, or the response that refuses it. */
  authenticate(request: Request): Promise<Authentication>;
  /** Serves the protected resource metadata (RFC 9728). */
  resourceMetadata(request: Request): Promise<Response>;
  /** Serves the sign-in pages and the authorization server's endpoints. */
  pages(request: Request, context: ExecutionContext): Promise<Response>;
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

function openDoor(server: DoorServer, env: SignInEnv, log: Log): Door {
  const config = readConfig(env);
  const authorization = createAuthorizationServer(config, server.name, Object.keys(server.scopes), log);
  const authenticator = createAuthenticator(config, server, authorization, log);
  const identity = createIdentity(config, server.needsEmail);
  const routes = createSignInRoutes({ server, config, authorization, identity, log });
  return {
    config,
    authenticate: (request) => authenticator.authenticate(request, env),
    resourceMetadata: (request) => authenticator.metadata(request, env),
    pages: async (request, context) => routes.fetch(request, env, context),
  };
}
