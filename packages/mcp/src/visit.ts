import { consoleLog, type Door, type Principal, type SignInEnv } from '@aisystant/oauth';
import { type CallScope, DEADLINE_MS, type Limits } from './call.ts';
import type { ServerDefinition } from './server.ts';

/** The bindings and variables every server has; a server's own `Env` extends it. */
export interface McpEnv extends SignInEnv, Limits {}

/** One request on its way: what the server is, through which door it came, and where to log. */
export interface Visit<Env, Services> {
  readonly server: ServerDefinition<Env, Services>;
  readonly door: Door;
  readonly env: Env & McpEnv;
  /** Correlation id, in the log and in the response header. */
  readonly trace: string;
}

/** Who makes a request, with the token they showed. */
export interface Caller {
  readonly principal: Principal;
  readonly token: string;
}

/** Address of the metadata that starts a sign-in (RFC 9728). */
export function metadataUrlOf({ door }: { readonly door: Door }): string {
  return `${door.config.baseUrl}/.well-known/oauth-protected-resource/mcp`;
}

/** Makes what the calls inside one request share. */
export function scopeOf<Env, S>(request: Request, visit: Visit<Env, S>, user: Principal | null): CallScope<S> {
  return {
    server: visit.server.name,
    user,
    services: visit.server.services({ env: visit.env, user }),
    limits: visit.env,
    address: request.headers.get('cf-connecting-ip') ?? 'unknown',
    trace: visit.trace,
    deadlineMs: DEADLINE_MS,
    log: consoleLog,
  };
}
