import { Learner } from '@aisystant/fleet';
import { toolCall } from './calls.ts';
import { type BenchFleet, endpointOf } from './fleet.ts';
import { measure, median, type Request, rangeOf, type Sample } from './load.ts';
import { markdownTable } from './table.ts';
import { DAY_MS, fillTwin, HOUR_MS, studyWeeks } from './twins.ts';

/** Calls of a round: all by one learner, or one by each of as many. A learner may write 5,000 times a day. */
const CALLS = 1_000;
const ROUNDS = 3;
const CONNECTIONS = 16;
/** What every twin is filled with. */
const WEEKS = 10;
/** Between two events that are written: no day becomes a crowd. */
const STEP_MS = 8 * HOUR_MS;

/** The requests of one round; the events it writes lie before `untilMs`. */
type Case = readonly [title: string, requests: (untilMs: number) => readonly Request[]];

/** Rates of writing and reading, by one learner and by a thousand, each with a token and a twin of their own. */
export async function measureRates(bench: BenchFleet): Promise<string> {
  const logins = Array.from({ length: CALLS }, (_, index) => `bench_${index}`);
  console.error(`signing in ${CALLS} learners`);
  const many = await eachOf(logins, signIn);
  const one = Array<string>(CALLS).fill(await signIn('bench_one'));
  const now = Date.now();
  const first = await send(writes(many, now));
  console.error(`filling ${CALLS} twins`);
  const starts = studyWeeks(WEEKS, now);
  await eachOf([...logins, 'bench_one'], (login) => fillTwin(bench, login, starts));
  const cases: readonly Case[] = [
    ['write, one learner', (untilMs) => writes(one, untilMs)],
    [`write, ${CALLS} learners`, (untilMs) => writes(many, untilMs)],
    ['read, one learner', () => reads(one)],
    [`read, ${CALLS} learners`, () => reads(many)],
  ];
  const results = await rounds(cases, now - WEEKS * 7 * DAY_MS);
  return table([[`write, ${CALLS} learners, the first call of each`, [first]], ...results]);
}

async function signIn(login: string): Promise<string> {
  return new Learner(login).signIn(endpointOf('dt-mcp'));
}

/** Does something for each learner, a few at a time. */
async function eachOf<T>(logins: readonly string[], work: (login: string) => Promise<T>): Promise<T[]> {
  const done: T[] = [];
  for (let from = 0; from < logins.length; from += 8) {
    done.push(...(await Promise.all(logins.slice(from, from + 8).map(work))));
  }
  return done;
}

async function rounds(cases: readonly Case[], beforeMs: number): Promise<readonly (readonly [string, Sample[]])[]> {
  const results = cases.map(([title]): [string, Sample[]] => [title, []]);
  for (let round = 0; round < ROUNDS; round += 1) {
    console.error(`rates, round ${round + 1} of ${ROUNDS}`);
    for (const [index, [, requests]] of cases.entries()) {
      results[index]?.[1].push(await send(requests(beforeMs - round * CALLS * STEP_MS)));
    }
  }
  return results;
}

const send = (requests: readonly Request[]) => measure({ requests, seconds: null, connections: CONNECTIONS });

/** An event by each token, each at a time of its own: none is another's repetition. */
function writes(tokens: readonly string[], untilMs: number): readonly Request[] {
  return tokens.map((token, index) => {
    const occurred_at = new Date(untilMs - (index + 1) * STEP_MS).toISOString();
    const event = { activity_type: 'practice', occurred_at, duration_minutes: 25, title: 'Упражнение' };
    return toolCall(endpointOf('dt-mcp'), 'dt_save_activity_event', event, token);
  });
}

function reads(tokens: readonly string[]): readonly Request[] {
  return tokens.map((token) => toolCall(endpointOf('dt-mcp'), 'dt_get_week_summary', { week: 'previous' }, token));
}

function table(results: readonly (readonly [string, readonly Sample[]])[]): string {
  const rows = results.map(([title, samples]) => [
    title,
    median(samples.map(({ rate }) => rate)).toFixed(0),
    rangeOf(samples.map(({ rate }) => rate)),
    median(samples.map(({ p50 }) => p50)).toFixed(1),
    median(samples.map(({ p99 }) => p99)).toFixed(1),
  ]);
  return markdownTable(['Case', 'calls/s', 'range', 'p50, ms', 'p99, ms'], rows);
}
