import { Learner } from '@aisystant/fleet';
import type { ServerName } from './bundle.ts';
import { expectedFailures } from './expected-failures.ts';
import { CALLBACK_PORT, originOf, PROXY_PORT, startServers } from './servers.ts';
import { runSignInScenarios } from './sign-in.ts';
import { requirementSet, runSuite } from './suite.ts';
import { startTokenProxy } from './token-proxy.ts';
import { judge, type Run, type Scenario, type Verdict } from './verdict.ts';

/** The revisions of the protocol whose requirements are run. */
const REVISIONS = ['2025-11-25', '2026-07-28'] as const;
/** Of SEP-2640. Directories are optional, and our skills list all files. */
const SKILLS = ['sep-2640-skills-enumeration', 'sep-2640-skills-manifest'];
const AUTHORIZATION = ['authorization-server-metadata-endpoint', 'authorization-code-grant'];

/** All runs with their verdict. */
export interface Conformance extends Verdict {
  readonly runs: readonly Run[];
}

/** Runs the official suite: both requirement sets against both servers, and the sign-in of the one that needs a token. */
export async function runConformance(): Promise<Conformance> {
  const stopServers = await startServers();
  try {
    const origin = originOf('complete');
    const scenarios = await runSignInScenarios(origin, CALLBACK_PORT);
    const runs: Run[] = [{ server: 'complete', set: 'authorization', required: AUTHORIZATION, scenarios }];
    runs.push(...(await runSets('declared', originOf('declared'))), await runSkills(), ...(await runWithToken(origin)));
    return { runs, ...judge(runs, expectedFailures) };
  } finally {
    await stopServers();
  }
}

async function runSkills(): Promise<Run> {
  const scenarios: Scenario[] = [];
  for (const scenario of SKILLS) {
    scenarios.push(...(await runSuite(['server', '--url', `${originOf('declared')}/mcp`, '--scenario', scenario])));
  }
  return { server: 'declared', set: 'skills', required: SKILLS, scenarios };
}

/** A learner signs in, and the suite calls with their token. */
async function runWithToken(origin: string): Promise<Run[]> {
  const token = await new Learner('anna').signIn(`${origin}/mcp`);
  const stopProxy = await startTokenProxy(PROXY_PORT, origin, token);
  try {
    return await runSets('complete', `http://localhost:${PROXY_PORT}`);
  } finally {
    await stopProxy();
  }
}

/** Sequential: the suite waits one second for an event, which a busy machine would miss. */
async function runSets(server: ServerName, origin: string): Promise<Run[]> {
  const runs: Run[] = [];
  for (const set of REVISIONS) {
    const scenarios = await runSuite(['server', '--url', `${origin}/mcp`, '--requirements', set]);
    runs.push({ server, set, required: requirementSet(set).required, scenarios });
  }
  return runs;
}
