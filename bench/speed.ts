import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { Learner, localUrl, mcpServers, startLocalFleet } from '@aisystant/fleet';
import { IDENTITY_PORT } from '@aisystant/fleet/manifest';
import { startBaselines } from './baseline-workers.ts';
import { mcpRequest, toolCall } from './calls.ts';
import { type Load, measure, median, type Sample } from './load.ts';
import { fillTwin } from './twins.ts';

const OFFSET = 7000;
const ROUNDS = 5;
const RUN = { seconds: 2, connections: 16 } as const;
const WARM_UP = { seconds: 1, connections: 16 } as const;
const EVENTS = 10_000;

type Case = readonly [title: string, request: Pick<Load, 'url' | 'headers' | 'body'>];

/** Measures the servers against the baselines, all in one run, round by round, so that every ratio has the same noise. */
export async function measureSpeed(): Promise<string> {
  const stateDir = await mkdtemp(path.join(tmpdir(), 'bench-'));
  const fleet = await startLocalFleet({ stateDir, portOffset: OFFSET, unlimited: true });
  const baselines = await startBaselines();
  try {
    const learner = new Learner('bench');
    const tokens = { fsm: await learner.signIn(urlOf('fsm-mcp')), dt: await learner.signIn(urlOf('dt-mcp')) };
    const issuer = localUrl(IDENTITY_PORT, OFFSET);
    await fillTwin(fleet, { stateDir, issuer }, 'bench', { events: EVENTS, days: 350, untilMs: Date.now() });
    return table(await rounds(casesOf(baselines, tokens)));
  } finally {
    await Promise.all([fleet.stop(), baselines.stop()]);
    await rm(stateDir, { recursive: true, force: true });
  }
}

function casesOf(baselines: { bare: string; echo: string }, tokens: { fsm: string; dt: string }): readonly Case[] {
  const [fsm, dt] = [urlOf('fsm-mcp'), urlOf('dt-mcp')];
  const step = { state: 'weekly_reflection' };
  return [
    ['bare Worker answering JSON', toolCall(baselines.bare, 'echo', { text: 'x' })],
    ['stock handler, echo tool, no sign-in', toolCall(baselines.echo, 'echo', { text: 'x' })],
    ['get_instruction without a token', toolCall(fsm, 'get_instruction', step)],
    ['get_instruction with a token', toolCall(fsm, 'get_instruction', step, tokens.fsm)],
    [
      `dt_get_week_summary, twin of ${EVENTS} events`,
      toolCall(dt, 'dt_get_week_summary', { week: 'previous' }, tokens.dt),
    ],
    ['tools/list of fsm-mcp', mcpRequest(fsm, 'tools/list', {})],
    ['tools/list of dt-mcp', mcpRequest(dt, 'tools/list', {}, tokens.dt)],
  ];
}

function urlOf(name: string): string {
  return `${localUrl(mcpServers.find((server) => server.name === name)?.port ?? 0, OFFSET)}/mcp`;
}

async function rounds(cases: readonly Case[]): Promise<readonly (readonly [string, readonly Sample[]])[]> {
  const samples = new Map<string, Sample[]>(cases.map(([title]) => [title, []]));
  for (const [, request] of cases) await measure({ ...request, ...WARM_UP });
  for (let round = 1; round <= ROUNDS; round += 1) {
    console.error(`round ${round} of ${ROUNDS}`);
    for (const [title, request] of cases) samples.get(title)?.push(await measure({ ...request, ...RUN }));
  }
  return [...samples];
}

/** One row a case: the median rate and times, and the ratio to each baseline of the same run. */
function table(results: readonly (readonly [string, readonly Sample[]])[]): string {
  const rates = results.map(([, samples]) => median(samples.map(({ rate }) => rate)));
  const [bare = 1, echo = 1] = rates;
  const rows = results.map(([title, samples], index) => {
    const rate = rates[index] ?? 0;
    const spread = samples.map((sample) => Math.round(sample.rate));
    return [
      title,
      String(Math.round(rate)),
      `${Math.min(...spread)}–${Math.max(...spread)}`,
      median(samples.map(({ p50 }) => p50)).toFixed(1),
      median(samples.map(({ p99 }) => p99)).toFixed(1),
      (rate / bare).toFixed(2),
      (rate / echo).toFixed(2),
    ];
  });
  const head = ['Case', 'requests/s', 'range', 'p50, ms', 'p99, ms', '÷ bare', '÷ echo'];
  const lines = [head, head.map((_, index) => (index === 0 ? '---' : '---:')), ...rows];
  return lines.map((row) => `| ${row.join(' | ')} |`).join('\n');
}
