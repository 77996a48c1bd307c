import { Learner } from '@aisystant/fleet';
import { startBaselines } from './baseline-workers.ts';
import { mcpRequest, toolCall } from './calls.ts';
import { endpointOf, withFleet } from './fleet.ts';
import { measure, median, type Request, rangeOf, type Sample } from './load.ts';
import { markdownTable } from './table.ts';
import { evenly, fillTwin } from './twins.ts';

const ROUNDS = 5;
const RUN = { seconds: 2, connections: 16 } as const;
const WARM_UP = { seconds: 1, connections: 16 } as const;
const EVENTS = 10_000;

type Case = readonly [title: string, request: Request];

/** Measures the servers against the baselines, all in one run, round by round, so that every ratio has the same noise. */
export async function measureSpeed(): Promise<string> {
  return withFleet(async (bench) => {
    const baselines = await startBaselines();
    try {
      const learner = new Learner('bench');
      const tokens = {
        fsm: await learner.signIn(endpointOf('fsm-mcp')),
        dt: await learner.signIn(endpointOf('dt-mcp')),
      };
      await fillTwin(bench, 'bench', evenly(EVENTS, 350, Date.now()));
      return table(await rounds(casesOf(baselines, tokens)));
    } finally {
      await baselines.stop();
    }
  });
}

function casesOf(baselines: { bare: string; echo: string }, tokens: { fsm: string; dt: string }): readonly Case[] {
  const [fsm, dt] = [endpointOf('fsm-mcp'), endpointOf('dt-mcp')];
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

async function rounds(cases: readonly Case[]): Promise<readonly (readonly [string, readonly Sample[]])[]> {
  const samples = new Map<string, Sample[]>(cases.map(([title]) => [title, []]));
  for (const [, request] of cases) await measure({ requests: [request], ...WARM_UP });
  for (let round = 1; round <= ROUNDS; round += 1) {
    console.error(`round ${round} of ${ROUNDS}`);
    for (const [title, request] of cases) samples.get(title)?.push(await measure({ requests: [request], ...RUN }));
  }
  return [...samples];
}

/** One row a case: the median rate and times, and the ratio to each baseline of the same run. */
function table(results: readonly (readonly [string, readonly Sample[]])[]): string {
  const rates = results.map(([, samples]) => median(samples.map(({ rate }) => rate)));
  const [bare = 1, echo = 1] = rates;
  const rows = results.map(([title, samples], index) => {
    const rate = rates[index] ?? 0;
    return [
      title,
      rate.toFixed(0),
      rangeOf(samples.map((sample) => sample.rate)),
      median(samples.map(({ p50 }) => p50)).toFixed(1),
      median(samples.map(({ p99 }) => p99)).toFixed(1),
      (rate / bare).toFixed(2),
      (rate / echo).toFixed(2),
    ];
  });
  return markdownTable(['Case', 'requests/s', 'range', 'p50, ms', 'p99, ms', '÷ bare', '÷ echo'], rows);
}
