import { Learner } from '@aisystant/fleet';
import type { ServerName } from './bundle.ts';
import { expectedFailures } from './expected-failures.ts';
import { CALLBACK_PORT, originOf, PROXY_PORT, startServers } from './servers.ts';
import { runSignInScenarios } from './sign-in.ts';
import { requirementSet, runSuite } from './suite.ts';
import { startTokenProxy } from './token-proxy.ts';
import { judge, type Run, type Verdict } from './verdict.ts';

/** The revisions of the protocol whose requirements are run. */
const REVISIONS = ['2025-11-25', '2026-07-28'] as const;
const AUTHORIZATION = ['authorization-server-metadata-endpoint', 'authorization-code-grant'];

/** Everything that was run, and what it comes to. */
export interface Conformance extends Verdict {
  readonly runs: readonly Run[];
}

/** Runs the official suite: both requirement sets against both servers, and the sign-in of the one that has a door. */
export async function runConformance(): Promise<Conformance> {
  const stopServers = await startServers();
  try {
    const runs = [await runSignIn(), ...(await runOpen()), ...(await runBehindDoor())];
    return { runs, ...judge(runs, expectedFailures) };
  } finally {
    await stopServers();
  }
}

async function runSignIn(): Promise<Run> {
  const scenarios = await runSignInScenarios(originOf('complete'), CALLBACK_PORT);
  return { server: 'complete', set: 'authorization', required: AUTHORIZATION, scenarios };
}

function runOpen(): Promise<Run[]> {
  return runSets('declared', originOf('declared'));
}

/** A learner signs in, and the suite calls with their token. */
async function runBehindDoor(): Promise<Run[]> {
  const origin = originOf('complete');
  const token = await new Learner('anna').signIn(`${origin}/mcp`);
  const stopProxy = await startTokenProxy(PROXY_PORT, origin, token);
  try {
    return await runSets('complete', `http://localhost:${PROXY_PORT}`);
  } finally {
    await stopProxy();
  }
}

/** One set after the other: the suite listens for a second at a time, and a busy machine would miss what it waits for. */
async function runSets(server: ServerName, origin: string): Promise<Run[]> {
  const runs: Run[] = [];
  for (const set of REVISIONS) {
    const { required } = requirementSet(set);
    runs.push({
      server,
      set,
      required,
      scenarios: await runSuite(['server', '--url', `${origin}/mcp`, '--requirements', set]),
    });
  }
  return runs;
}
