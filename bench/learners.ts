import { setTimeout as sleep } from 'node:timers/promises';
import { heapOf } from './heap.ts';
import { measure, median, type Request, rangeOf } from './load.ts';
import type { Part, Settings } from './part.ts';
import { ratioOf } from './ratios.ts';
import { type Case, measureRounds, type Row } from './rounds.ts';
import type { System } from './system.ts';
import { markdownTable } from './table.ts';
import { fillTwins, loginsOf, reads, studyWeeks, writes } from './twins.ts';

/** Requests of one sample; the many learners send one each, the next thousand of them in every round. */
const CALLS = 1_000;
const WEEKS = 10;
/** A Durable Object that was not called for ten seconds is evicted. */
const IDLE_MS = 20_000;
const MIB = 2 ** 20;

/** Memory after so many calls, MiB. */
interface Memory {
  readonly when: string;
  /** Of workerd: isolates of all Workers, and what SQLite keeps of each object's file. */
  readonly mib: number;
  /** Live objects in the isolate of dt-mcp, after a collection. */
  readonly heapMib: number;
}

/** Rates of one learner and of many, and the memory of an isolate that serves the many. */
export async function measureLearners(system: System, settings: Settings): Promise<Part> {
  const { learners, calls, connections } = settings;
  const { memory, watch } = memoryOf(system);
  const logins = loginsOf('many', learners);
  const many = await giveTokens(system, logins);
  const [one = ''] = await system.signIn('dt-mcp', ['bench_one']);
  await fillTwins(system, ['bench_one'], studyWeeks(WEEKS, Date.now()));
  const url = system.endpointOf('dt-mcp');
  await watch(`${learners} learners have got a token`);
  console.error('the first call of each');
  const all = (requests: readonly Request[]) => measure({ requests, seconds: null, connections }, system);
  const first: Row = {
    title: `write, ${learners} learners, the first call of each`,
    whose: 'this',
    isOnce: true,
    samples: [await all(writes(url, many))],
  };
  await watch('each made a first call, a write');
  const inRounds = Math.min(learners, CALLS * (settings.rounds + 1));
  console.error(`filling the twins of ${inRounds} learners`);
  await fillTwins(system, logins.slice(0, inRounds), studyWeeks(WEEKS, Date.now()));
  const rows = await measureRounds(
    'learners',
    settings.rounds,
    casesOf(system, one, many.slice(0, inRounds), connections),
  );
  await watch('the rounds of the table');
  for (let sent = 0; sent < calls; sent += many.length) {
    console.error(`watching memory, ${sent} of ${calls} calls`);
    await all(reads(url, many));
    await watch(`${sent + many.length} reads more, of all learners in turn`);
  }
  await sleep(IDLE_MS);
  await watch(`${IDLE_MS / 1000} seconds without a call`);
  return {
    title: 'Many learners',
    text: `${table([first, ...rows])}\n\n${memoryTable(memory)}`,
    data: { rows: [first, ...rows], memory },
  };
}

/** `watch` adds the memory of the moment to `memory`. */
function memoryOf(system: System) {
  const memory: Memory[] = [];
  const watch = async (when: string) => {
    const heapMib = (await heapOf(system, 'dt-mcp')) / MIB;
    memory.push({ when, mib: system.usage().workerdBytes / MIB, heapMib });
  };
  return { memory, watch };
}

/** In thousands, to show how far it is. */
async function giveTokens(system: System, logins: readonly string[]): Promise<readonly string[]> {
  const tokens: string[] = [];
  while (tokens.length < logins.length) {
    console.error(`tokens for ${logins.length} learners, ${tokens.length} given`);
    tokens.push(...(await system.giveTokens('dt-mcp', logins.slice(tokens.length, tokens.length + CALLS))));
  }
  return tokens;
}

function casesOf(system: System, one: string, many: readonly string[], connections: number): readonly Case[] {
  const url = system.endpointOf('dt-mcp');
  const alone = Array<string>(Math.min(CALLS, many.length)).fill(one);
  const [writers, readers] = [inTurn(many), inTurn(many)];
  const requestsOf: readonly (readonly [string, () => readonly Request[]])[] = [
    ['write, one learner', () => writes(url, alone)],
    [`write, ${many.length} learners`, () => writes(url, writers())],
    ['read, one learner', () => reads(url, alone)],
    [`read, ${many.length} learners`, () => reads(url, readers())],
  ];
  return requestsOf.map(([title, requests]) => ({
    title,
    whose: 'this',
    system,
    load: () => ({ requests: requests(), seconds: null, connections }),
  }));
}

/** Gives a thousand of them at each call, and begins again after the last. */
function inTurn(all: readonly string[]): () => readonly string[] {
  let from = 0;
  return () => {
    const some = all.slice(from, from + CALLS);
    from = from + CALLS < all.length ? from + CALLS : 0;
    return some;
  };
}

function table(rows: readonly Row[]): string {
  const cells = rows.map(({ title, samples }) => {
    const alone = rows.find((row) => row.title === `${title.split(',')[0]}, one learner`);
    const compared = alone && alone.title !== title && alone.samples.length === samples.length;
    const ratio = compared && ratioOf({ title, by: 'one learner', metric: 'cpuMs' }, samples, alone.samples);
    return [
      title,
      median(samples.map(({ rate }) => rate)).toFixed(0),
      rangeOf(samples.map(({ rate }) => rate)),
      median(samples.map(({ p50 }) => p50)).toFixed(1),
      median(samples.map(({ p99 }) => p99)).toFixed(1),
      median(samples.map(({ cpuMs }) => cpuMs)).toFixed(2),
      ratio ? ratio.value.toFixed(2) : '',
    ];
  });
  return markdownTable(['Case', 'calls/s', 'range', 'p50, ms', 'p99, ms', 'CPU, ms', 'CPU ÷ one learner'], cells);
}

function memoryTable(memory: readonly Memory[]): string {
  const cells = memory.map(({ when, mib, heapMib }) => [when, heapMib.toFixed(1), mib.toFixed(0)]);
  return markdownTable(['After', 'live objects of the isolate, MiB', 'resident memory of workerd, MiB'], cells);
}
