import {
  type DataObject,
  type ObjectCall,
  readToolResult,
  type ServerDefinition,
  type Tool,
  ToolError,
  type ToolResultJson,
} from '@aisystant/mcp';
import { callDirectly } from '@aisystant/mcp/testing';
import type { McpEnv } from '@aisystant/mcp/worker';
import { issueToken } from '@aisystant/oauth/testing';
import { callTool, type Exchange, type Fetch, type Reply, workerFetch } from './rpc.ts';

/** The answer of a tool that was called directly. */
export interface ToolAnswer {
  readonly data: Record<string, unknown>;
  readonly summary: string;
}

/** Calls a tool without HTTP, at a time in epoch ms. Throws `ToolError`. */
export type Ask<Services> = (tool: Tool<Services>, input: unknown, nowMs?: number) => Promise<ToolAnswer>;

/** The client of a token; by default with every scope. */
export interface TestClient {
  readonly clientId?: string;
  readonly scopes?: readonly string[];
  /** Verified e-mail, at a server that needs one. */
  readonly email?: string;
  /** When the person consented, epoch ms. */
  readonly consentedAtMs?: number;
  revokeAllAccess?(): Promise<void>;
}

/** A person who signed in at the Worker under test. */
export interface SignedInPerson {
  readonly userId: string;
  readonly token: string;
  /** Calls a tool over HTTP. */
  call(name: string, args: object, rest?: Partial<Exchange>): Promise<Reply>;
  /** Posts JSON, or text as it is, to a path below the origin. */
  postTo(path: string, body: unknown): Promise<Response>;
}

/** Makes people of one server. */
export interface TestPeople<Services> {
  readonly endpoint: string;
  readonly fetch: Fetch;
  /** The tools as one client of a person calls them. */
  clientOf(userId: string, client?: TestClient): Ask<Services>;
  /** The open tools as a caller without a token calls them. */
  readonly anonymous: Ask<Services>;
  /** Signs a person in; by default a new one, who allows everything. */
  signIn(scopes?: readonly string[], userId?: string, email?: string): Promise<SignedInPerson>;
}

/** The verified e-mail of everyone, or of each person by their user id. */
export type EmailOf = string | ((userId: string) => string);

/**
 * The people of a server's tests: `env` and `exports` are those of `cloudflare:workers`. `now` is when they call directly;
 * `email` is theirs unless they have one of their own.
 */
export function createPeople<Env, Services>(
  server: ServerDefinition<Env, Services>,
  env: object,
  exports: object,
  now = () => Date.now(),
  email?: EmailOf,
): TestPeople<Services> {
  const bindings = env as Env & McpEnv;
  const endpoint = `${bindings.BASE_URL}/mcp`;
  const fetch = workerFetch(exports);
  const everyScope = Object.keys(server.scopes);
  const emailOf = (userId: string) => (typeof email === 'function' ? email(userId) : email);
  return {
    endpoint,
    fetch,
    clientOf(userId, client = {}) {
      const { clientId = 'test', scopes = everyScope, consentedAtMs = 0, revokeAllAccess = async () => {} } = client;
      const known = client.email ?? emailOf(userId);
      const user = { userId, scopes, clientId, consentedAtMs, ...(known !== undefined && { email: known }) };
      return (tool, input, nowMs = now()) => {
        const { operation } = tool;
        const object = server.dataObject?.(operation, user, bindings);
        if (object)
          return runByObject(object, { ...operation, input, user, now: nowMs, requestId: 'test' }, revokeAllAccess);
        const services = server.services?.({ env: bindings, user, operation, revokeAllAccess }) as Services;
        return callDirectly(server, tool, input, { user, services, now: nowMs }).then(answerOf);
      };
    },
    anonymous: async (tool, input, nowMs = now()) => {
      const context = { env: bindings, user: null, operation: tool.operation, revokeAllAccess: async () => {} };
      const services = server.services?.(context) as Services;
      return answerOf(await callDirectly(server, tool, input, { user: null, services, now: nowMs }));
    },
    async signIn(scopes = everyScope, userId = `person-${crypto.randomUUID()}`, own = emailOf(userId)) {
      const known = own === undefined ? {} : { email: own };
      const token = await issueToken(fetch, bindings, { userId, scopes, ...known });
      return signedInPerson(fetch, bindings.BASE_URL, { userId, token });
    },
  };
}

function signedInPerson(
  fetch: Fetch,
  origin: string,
  { userId, token }: Pick<SignedInPerson, 'userId' | 'token'>,
): SignedInPerson {
  const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/json' };
  return {
    userId,
    token,
    call: (name, args, rest) => callTool(fetch, `${origin}/mcp`, name, args, { token, ...rest }),
    postTo: (path, body) => {
      const text = typeof body === 'string' ? body : JSON.stringify(body);
      return fetch(new Request(`${origin}${path}`, { method: 'POST', headers, body: text }));
    },
  };
}

function answerOf(result: ToolResultJson): ToolAnswer {
  const { content, structuredContent } = readToolResult(result);
  return { data: structuredContent, summary: content[0].text };
}

async function runByObject(
  object: DataObject,
  call: ObjectCall,
  revokeAllAccess: () => Promise<void>,
): Promise<ToolAnswer> {
  const { result, revokesAccess } = await object.run(call);
  if (revokesAccess) await revokeAllAccess();
  if (result.ok) return answerOf(result.value as ToolResultJson);
  const { code, message, ...details } = result.error;
  throw new ToolError(code, message, details);
}

/** The error facts of a refused call; fails the test when the call succeeds. */
export async function refusalOf(call: Promise<unknown>): Promise<ToolError['facts']> {
  const error = await call.then(
    () => null,
    (reason: unknown) => reason,
  );
  if (error instanceof ToolError) return error.facts;
  throw error ?? new Error('the call was answered');
}
