import { type Auth, addressKey, consoleLog, type Principal, type SignInEnv } from '@aisystant/oauth';
import type { ServerDefinition } from '../define/server.ts';
import { type CallScope, DEADLINE_MS, type Limits } from './call.ts';

/** The bindings and variables every server has; a server's own `Env` extends it. */
export interface McpEnv extends SignInEnv, Limits {}

/** One request on its way: what the server is, through which door it came, and where to log. */
export interface Visit<Env, Services> {
  readonly server: ServerDefinition<Env, Services>;
  readonly door: Auth;
  readonly env: Env & McpEnv;
  /** Address of the request, `/mcp/` read as `/mcp`. */
  readonly url: URL;
  /** Correlation id, in the log and in the response header. */
  readonly trace: string;
}

/** Address of the metadata that starts a sign-in (RFC 9728). */
export function metadataUrlOf({ door }: { readonly door: Auth }): string {
  return `${door.config.baseUrl}/.well-known/oauth-protected-resource/mcp`;
}

/** Makes what the calls inside one request share, with the server's services for the caller. */
export function scopeOf<Env, S>(request: Request, visit: Visit<Env, S>, user: Principal | null): CallScope<S> {
  const { server, env, door } = visit;
  const forget = async () => {
    if (user) await door.revokeAllAccess(user.userId);
  };
  return callScope(request, visit, user, server.services({ env, user, forget }));
}

/** The same with services of another kind. */
export function callScope<Env, S, Services>(
  request: Request,
  { server, env, trace }: Visit<Env, S>,
  user: Principal | null,
  services: Services,
): CallScope<Services> {
  return {
    server: server.name,
    user,
    services,
    limits: env,
    address: addressKey(request.headers.get('cf-connecting-ip') ?? 'unknown'),
    trace,
    deadlineMs: DEADLINE_MS,
    log: consoleLog,
  };
}
