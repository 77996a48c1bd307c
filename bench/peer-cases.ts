import path from 'node:path';
import { initialize, mcpRequest, once, type Speech, sendAll, toolCall } from './calls.ts';
import { type Child, startChild } from './child.ts';
import type { Load, Request } from './load.ts';
import type { Settings } from './part.ts';
import { type Case, OBJECTS_LEAVE_MS } from './rounds.ts';

/** What a first call is compared with. */
export const NEW_OBJECT = 'limit, a new object';

/** The sample of a peer that has as many requests as there are twins, after as many as a case of twins sends before it. */
export const asMany = (title: string) => `${title}, as many requests as twins`;

/** What everything is compared with. */
export interface Peers {
  readonly workers: Child;
  readonly node: Child;
}

/** Starts the peers, the Workers in one workerd and the one on Node. */
export async function startPeers(): Promise<Peers & { readonly [name: string]: Child }> {
  const script = (name: string) => path.join(import.meta.dirname, name);
  const [workers, node] = await Promise.all([startChild(script('peers.ts')), startChild(script('sdk-on-node.ts'))]);
  return { workers, node };
}

/** The peers' cases. Throws when one of them does not answer as it should. */
export async function peerCases({ workers, node }: Peers, settings: Settings): Promise<Case[]> {
  const { seconds, connections } = settings;
  const at = (name: string) => workers.endpoints[name] ?? '';
  const echo = (speech: Speech) => toolCall(at('echo'), 'echo', { text: 'x' }, { speech });
  const week = (url: string) => toolCall(url, 'week', { week: 'previous' }, { speech: '2025' });
  const agent = await sessions(at('mcp-agent'), connections);
  const cases: readonly (readonly [title: string, system: Child, requests: readonly Request[]])[] = [
    ['bare', workers, [toolCall(at('bare'), 'echo', { text: 'x' })]],
    ['echo', workers, [echo('2026')]],
    ['echo (2026, capabilities)', workers, [echo('2026, capabilities')]],
    ['echo (2025)', workers, [echo('2025')]],
    ['limit', workers, [mcpRequest(at('limit'), { method: 'tools/call', params: {} })]],
    ['McpAgent', workers, agent.map((session) => ({ ...week(at('mcp-agent')), headers: session }))],
    ['SDK v1 on Node', node, [week(node.endpoints['sdk'] ?? '')]],
  ];
  for (const [, , [first]] of cases) if (first) await once(first);
  const first = mcpRequest(at('new-object'), { method: 'tools/call', params: {} });
  const firstCalls = Array<Request>(settings.twins).fill(first);
  return [
    ...cases.flatMap(([title, system, requests]) => [
      peer(title, system, { requests, seconds, connections }),
      ...(COMPARED_WITH_TWINS.includes(title) ? [shortCase(title, system, requests, settings)] : []),
    ]),
    {
      ...peer(NEW_OBJECT, workers, { requests: firstCalls, seconds: null, connections }),
      worksOnMs: OBJECTS_LEAVE_MS,
    },
  ];
}

/** The peers that a case is compared with which reads or writes each twin once. */
const COMPARED_WITH_TWINS = ['echo', 'limit', 'McpAgent', 'SDK v1 on Node'];
/** How often a case of twins asks each before it is measured. */
const BEFORE = 3;

function shortCase(title: string, system: Child, requests: readonly Request[], { twins, connections }: Settings): Case {
  const some = Array.from({ length: twins }, (_, index) => requests[index % requests.length] as Request);
  return {
    ...peer(asMany(title), system, { requests: some, seconds: null, connections }),
    prepare: async () => {
      for (let times = 0; times < BEFORE; times += 1) await sendAll(some, connections);
    },
  };
}

const peer = (title: string, system: Child, load: Load): Case => ({ title, whose: 'peer', system, load: () => load });

/** The headers of so many sessions: each is an object of its own, as each chat has. */
async function sessions(url: string, count: number): Promise<readonly Request['headers'][]> {
  const opened = Array.from({ length: count }, async () => {
    const first = initialize(url);
    const session = (await once(first)).headers.get('mcp-session-id');
    if (session === null) throw new Error(`${url} opened no session`);
    return { ...first.headers, 'mcp-session-id': session };
  });
  return Promise.all(opened);
}
