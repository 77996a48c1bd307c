import { createExecutionContext } from 'cloudflare:test';
import type { ServerDefinition } from '@aisystant/mcp';
import { createMcpWorker, type McpEnv } from '@aisystant/mcp/worker';
import { issueToken } from '@aisystant/oauth/testing';
import { type Exchange, type Fetch, type Reply, send, workerFetch } from './rpc.ts';

/** Any server: the contract reads its declaration and never its services. */
export type AnyServer = ServerDefinition<unknown, unknown>;

/** A tool of any server. */
export type AnyTool = AnyServer['tools'][number];

/** A server under test, and what the contract needs to speak to it. */
export interface Subject {
  readonly server: AnyServer;
  readonly baseUrl: string;
  readonly endpoint: string;
  readonly fetch: Fetch;
  /** Every scope the server declares. */
  readonly scopes: readonly string[];
  /** A bearer token of somebody new, so that tests share neither data nor limits. Without arguments, of one who allowed everything. */
  signIn(scopes?: readonly string[]): Promise<string>;
  /** Every token given so far. */
  readonly issued: readonly string[];
  /** Sends one JSON-RPC message. */
  send(exchange: Exchange): Promise<Reply>;
  /** Calls a tool. */
  call(tool: AnyTool, input: object, rest?: Partial<Exchange>): Promise<Reply>;
  /** Calls a tool with the rate limits lifted: for many calls of one person. The limits have tests of their own. */
  callUnlimited(tool: AnyTool, input: object, rest?: Partial<Exchange>): Promise<Reply>;
}

/** Derives the subject from the declaration and the Worker that hosts it. */
export function subjectOf(server: AnyServer, env: object, exports: object): Subject {
  const bindings = env as McpEnv;
  const baseUrl = bindings.BASE_URL;
  const endpoint = `${baseUrl}/mcp`;
  const fetch = workerFetch(exports);
  const scopes = Object.keys(server.scopes);
  const issued: string[] = [];
  const unlimited = unlimitedFetch(server, bindings);
  const callBy =
    (reach: Fetch): Subject['call'] =>
    (tool, input, rest) =>
      send(reach, endpoint, { method: 'tools/call', params: { name: tool.name, arguments: input }, ...rest });
  return {
    server,
    baseUrl,
    endpoint,
    fetch,
    scopes,
    issued,
    async signIn(granted = scopes) {
      const token = await issueToken(fetch, bindings, { userId: `contract-${crypto.randomUUID()}`, scopes: granted });
      issued.push(token);
      return token;
    },
    send: (exchange) => send(fetch, endpoint, exchange),
    call: callBy(fetch),
    callUnlimited: callBy(unlimited),
  };
}

/** The same server in the same environment, but for its limits. */
function unlimitedFetch(server: AnyServer, bindings: McpEnv): Fetch {
  const worker = createMcpWorker(server);
  const limit = { limit: async () => ({ success: true }) };
  const env = { ...bindings, READ_LIMIT: limit, WRITE_LIMIT: limit, ADDRESS_LIMIT: limit };
  return (request) => worker.fetch(request, env, createExecutionContext());
}

/** The tools that `tools/list` shows to a client that asks for no set. */
export function shownOf({ tools, toolsets }: AnyServer): readonly AnyTool[] {
  const [core] = Object.values(toolsets ?? {});
  return core ? tools.filter(({ facts }) => core.includes(facts.id)) : tools;
}

/** A valid input of a tool: that of its first example. */
export function validInput(tool: AnyTool): { readonly [field: string]: unknown } {
  return tool.facts.examples[0].input;
}
