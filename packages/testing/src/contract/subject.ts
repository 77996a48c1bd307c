import { createExecutionContext } from 'cloudflare:test';
import type { ServerDefinition } from '@aisystant/mcp';
import { plainHttp } from '@aisystant/mcp/plain-http';
import { serveRest } from '@aisystant/mcp/rest';
import { createMcpWorker, type McpEnv } from '@aisystant/mcp/worker';
import { createPeople, type EmailOf, type TestPeople } from './person.ts';
import { type Exchange, type Fetch, type Reply, send } from './rpc.ts';

/** Words of a person in what the tests send; no log line may repeat them. */
export const WORDS = 'слова человека';

const NOON_OF_THE_NEXT_DAY_MS = 36 * 60 * 60 * 1000;

/** When the examples of a server, or of one of its tools, are called. */
export function exampleTimeMs({ updated }: Pick<AnyServer, 'updated'>, tool?: AnyTool): number {
  return Date.parse(tool?.facts.updated ?? updated) + NOON_OF_THE_NEXT_DAY_MS;
}

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
  /** People who call directly do so at noon of the day after the contract was last changed: examples carry dates. */
  readonly people: TestPeople<unknown>;
  /** A bearer token of a new person, so that tests share neither data nor limits; by default with every scope. */
  signIn(scopes?: readonly string[]): Promise<string>;
  /** Every token given so far. */
  readonly issued: readonly string[];
  /** Sends one JSON-RPC message. */
  send(exchange: Exchange): Promise<Reply>;
  /** Calls a tool. */
  call(tool: AnyTool, input: object, rest?: Partial<Exchange>): Promise<Reply>;
  /** Calls a tool with the rate limits lifted: for many calls of one person. The limits have tests of their own. */
  callUnlimited(tool: AnyTool, input: object, rest?: Partial<Exchange>): Promise<Reply>;
  /** The same server when its services throw, as they do while a store is broken. */
  callBroken(tool: AnyTool, input: object, rest?: Partial<Exchange>): Promise<Reply>;
}

/** Derives the subject from the declaration and the Worker that hosts it. */
export function subjectOf(server: AnyServer, env: object, exports: object, email?: EmailOf): Subject {
  const bindings = env as McpEnv;
  const baseUrl = bindings.BASE_URL;
  const endpoint = `${baseUrl}/mcp`;
  const people = createPeople(server, env, exports, () => exampleTimeMs(server), email);
  const { fetch } = people;
  const scopes = Object.keys(server.scopes);
  const issued: string[] = [];
  const broken = () => {
    throw new Error(WORDS);
  };
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
    people,
    issued,
    async signIn(granted = scopes) {
      const { token } = await people.signIn(granted);
      issued.push(token);
      return token;
    },
    send: (exchange) => send(fetch, endpoint, exchange),
    call: callBy(fetch),
    callUnlimited: callBy(unlimitedFetch(server, bindings)),
    callBroken: callBy(unlimitedFetch({ ...server, services: broken, dataObject: broken }, bindings)),
  };
}

/** The same server in the same environment, but for its limits. */
function unlimitedFetch(server: AnyServer, bindings: McpEnv): Fetch {
  const worker = createMcpWorker(server, { rest: serveRest, plainHttp });
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
