import { address } from './address.ts';
import { authorizationServer } from './authorization-server.ts';
import { browsers } from './browsers.ts';
import { challenge } from './challenge.ts';
import type { CheckGroup } from './check.ts';
import { dependencies } from './dependencies.ts';
import { discovery } from './discovery.ts';
import { protocol } from './protocol.ts';
import { tools } from './tools.ts';

export { type Check, type CheckGroup, type Verdict, verdictOf } from './check.ts';
export { fetchDependencyStates } from './dependencies.ts';
export { canListTools } from './exchange.ts';
export { modelTokens, tokensOf } from './model-cost.ts';
export { type Answer, createProbe, type Probe, type ProbeRequest, type Send } from './probe.ts';
export { refusedKeywords } from './schema-keywords.ts';

/** What every MCP server must satisfy, in this order: the doctor checks it over HTTP, the server contract in the Worker. */
export const GROUPS: readonly CheckGroup[] = [
  address,
  challenge,
  discovery,
  authorizationServer,
  browsers,
  protocol,
  tools,
  dependencies,
];
