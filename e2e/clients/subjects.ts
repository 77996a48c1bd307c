import { readFileSync } from 'node:fs';
import { mcpServers } from '@aisystant/fleet';
import { mcpUrl, PORT_OFFSET } from '../fleet.ts';

/** A server of the fleet as a client meets it, with what its committed contract says a client may do there. */
export interface Subject {
  readonly name: string;
  readonly url: string;
  readonly origin: string;
  readonly scopes: readonly string[];
  /** Whether anything may be called without a token. */
  readonly open: boolean;
  /** Whether nothing needs a token. Then only a challenge says where to sign in. */
  readonly signInOptional: boolean;
  /** Where its sign-in is found. */
  readonly issuer: string;
  readonly resourceMetadata: string;
  readonly serverMetadata: string;
  /** Whether its address takes `?tools=`. */
  readonly toolsets: boolean;
  /** Every valid call that reads: the examples of all tools that do. */
  readonly reads: readonly Call[];
  /** One of them, of a tool that is listed to a client that asks for no other set. */
  readonly call: Call;
}

/** A call of a tool. */
export interface Call {
  readonly name: string;
  readonly arguments: { readonly [field: string]: unknown };
}

interface Contract {
  readonly tools: readonly {
    readonly id: string;
    readonly name: string;
    readonly scope: string | null;
    readonly effect: string;
    readonly examples: readonly { readonly input: { readonly [field: string]: unknown } }[];
  }[];
  /** Ids of the tools that are listed; all when absent. The first set is the one a client gets that asks for none. */
  readonly toolsets?: { readonly [name: string]: readonly string[] };
  readonly resources: readonly { readonly scope: string | null }[];
  readonly routes: readonly { readonly scope: string | null }[];
}

function signInOf(origin: string, signInOptional: boolean) {
  const place = signInOptional ? '/sign-in' : '';
  return {
    signInOptional,
    issuer: `${origin}${place}`,
    resourceMetadata: `${origin}/.well-known/oauth-protected-resource${place || '/mcp'}`,
    serverMetadata: `${origin}/.well-known/oauth-authorization-server${place}`,
  };
}

/** Login of the person who uses the clients: one whom the simulated third parties know too. */
export const LOGIN = 'demo_long';

/** Every server of the fleet under test. */
export const subjects = subjectsAt(PORT_OFFSET);

/** Every server of the manifest, in the fleet whose ports lie beside those of `npm start` by an offset. */
export function subjectsAt(portOffset: number): readonly Subject[] {
  return mcpServers.map((server) => subjectOf(server, portOffset));
}

function subjectOf({ name, scopes }: (typeof mcpServers)[number], portOffset: number): Subject {
  const url = mcpUrl(name, portOffset);
  const file = new URL(`../../docs/contracts/${name}.json`, import.meta.url);
  const { tools, resources, routes, toolsets }: Contract = JSON.parse(readFileSync(file, 'utf8'));
  const { origin } = new URL(url);
  const [listed] = Object.values(toolsets ?? {});
  const readers = tools.filter(({ effect }) => effect === 'read');
  const callsOf = (tool: Contract['tools'][number]): Call[] =>
    tool.examples.map(({ input }) => ({ name: tool.name, arguments: input }));
  const [call] = readers.filter(({ id }) => listed?.includes(id) ?? true).flatMap(callsOf);
  if (!call) throw new Error(`${name} lists no tool that reads`);
  return {
    name,
    url,
    origin,
    scopes,
    toolsets: toolsets !== undefined,
    open: [...tools, ...resources].some(({ scope }) => scope === null),
    ...signInOf(origin, ![...tools, ...resources, ...routes].some(({ scope }) => scope !== null)),
    reads: readers.flatMap(callsOf),
    call,
  };
}
