import {
  type Auth,
  consoleLog,
  type EndedCall,
  type Log,
  type Principal,
  resourceMetadataUrl,
  type SignInEnv,
} from '@aisystant/oauth';
import type { DataObject } from '../define/data-object.ts';
import type { Operation } from '../define/operation.ts';
import type { ServerDefinition, ServiceContext } from '../define/server.ts';

/** A call that takes longer is answered as unavailable. */
const DEADLINE_MS = 20_000;

/** Rate limits of a server, Workers rate-limit bindings. */
export interface Limits {
  /** 600 reads a minute, keyed by the user; for open tools by address and the chat's pseudonym of the person. */
  readonly READ_LIMIT: RateLimit;
  /** 120 writes a minute, keyed by the user. */
  readonly WRITE_LIMIT: RateLimit;
  /** A high ceiling for all anonymous calls of one address. */
  readonly ADDRESS_LIMIT: RateLimit;
}

/** The bindings and variables every server has; a server's own `Env` extends it. */
export interface McpEnv extends SignInEnv, Limits {
  /** Token by which the directory of ChatGPT sees who holds the domain; not secret. Default: none, and its address is not found. */
  readonly OPENAI_APPS_CHALLENGE?: string;
}

/** One HTTP request on its way through a server. Never shared: reusing one would answer one person with another's data. */
export interface RequestContext<Env, Services>
  extends Omit<ServiceContext<Env & McpEnv>, 'operation' | 'revokeAllAccess'> {
  readonly server: ServerDefinition<Env, Services>;
  readonly auth: Auth;
  readonly request: Request;
  /** Address of the request, `/mcp/` read as `/mcp`. */
  readonly url: URL;
  /** Correlation id, in the log and in the response header. */
  readonly requestId: string;
  /** Rate-limit key of the caller's address, of its /64 for IPv6; never logged. */
  readonly address: string;
  readonly deadlineMs: number;
  readonly log: Log;
  /** What the handler of an operation works with. */
  services(operation: Operation): Services;
  /** The object that runs an operation; null for one that runs here. */
  dataObject(operation: Operation): DataObject | null;
  /** Keeps a call for the account page of its caller; that of a caller without a token is not kept. */
  recordCall(operation: Operation, call: EndedCall): void;
  /** Called for each call of a handler, whatever its outcome. */
  readonly onCall?: () => void;
  /** See {@link ServiceContext}; the operation is the one that erased the records of the caller. */
  revokeAllAccess(operation: Operation): Promise<void>;
}

/** What a request brings before its caller is known. */
type Arrival<Env, Services> = Pick<
  RequestContext<Env, Services>,
  'server' | 'auth' | 'env' | 'request' | 'url' | 'requestId' | 'address'
>;

/** Makes the context of a request; `user` is null until the request is authenticated. */
export function requestContext<Env, Services>(
  arrival: Arrival<Env, Services>,
  user: Principal | null = null,
): RequestContext<Env, Services> {
  const { server, auth, env } = arrival;
  const homeOf = (operation: Operation) => server.homeOf?.(operation);
  const revokeAllAccess = async (operation: Operation) => {
    if (user) await auth.revokeAllAccess(user, homeOf(operation));
  };
  return {
    ...arrival,
    user,
    deadlineMs: DEADLINE_MS,
    log: consoleLog,
    revokeAllAccess,
    services: (operation) =>
      server.services?.({ env, user, operation, revokeAllAccess: () => revokeAllAccess(operation) }) as Services,
    recordCall: (operation, call) => user && auth.activity.record(user, call, homeOf(operation)),
    dataObject: (operation) => (user && server.dataObject?.(operation, user, env)) ?? null,
  };
}

/** Address of the protected resource metadata, which starts a sign-in (RFC 9728). */
export function metadataUrlOf({ auth, request }: { readonly auth: Auth; readonly request: Request }): string {
  return resourceMetadataUrl(request.url, auth.config);
}
