import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { mcpRequest, sendAll, toolCall } from './calls.ts';
import { type Action, type Billed, billOf, limitsOf, monthOf, PLAN_USD, PRICES, priceOf } from './cost.ts';
import type { Counts } from './counts.ts';
import type { Request } from './load.ts';
import type { Part, Settings } from './part.ts';
import { HERE, type System, startSystem } from './system.ts';
import { markdownTable } from './table.ts';
import { fillTwins, loginsOf, reads, studyWeeks, writes } from './twins.ts';

const LEARNERS = 1_000_000;
const WEEKS = 10;
/** One request at a time: the time in an object must not be that of waiting for others. */
const ONE = 1;
/** Longer than a token is remembered and an unused object stays in memory: a person pauses longer between two calls. */
const PAUSE_MS = 11_000;
/** What a request left to do after its answer is done by then: calls wait for others for three seconds before they are written. */
const SETTLE_MS = 3_500;
/** Of each of the two servers a learner's calls are kept for so many days, then an alarm removes those of an hour. */
const DAYS_KEPT = 90;
const SERVERS = 2;
const HOURS_A_DAY = 2;

/** Something a learner does, how often in a day, and how so many learners do it once. */
interface Step {
  readonly title: string;
  readonly server: 'dt-mcp' | 'fsm-mcp';
  readonly timesADay: number;
  /** Whether it follows at once on what was done before. */
  readonly atOnce?: boolean;
  /** Done before, not counted. */
  prepare?(): Promise<unknown>;
  run(): Promise<unknown>;
}

/** What a million learners a day cost, from what one call of each kind uses, and what would break first. */
export async function measureCost(system: System, settings: Settings): Promise<Part> {
  const counted = await startSystem('counted', HERE, { wrapper: path.join(HERE, 'bench', 'workers', 'counters.ts') });
  try {
    const counts = await measureSteps(counted, settings, (server) => countsOf(counted, server));
    const cpu = await measureSteps(system, settings, async () => ({ cpuMs: system.usage().workerdMs }));
    const actions = counts.map(({ title, timesADay, used }, index): Action => {
      return { ...(used as unknown as Counts), title, timesADay, cpuMs: cpu[index]?.used['cpuMs'] ?? Number.NaN };
    });
    const login = loginsOf('day', 1)[0] ?? '';
    const bytesOfCalls = await system.sizeOfCalls(login, Math.round(callsADay(actions) * DAYS_KEPT));
    const bytes = (await system.sizeOfTwin(login)) + bytesOfCalls;
    const all = [...actions, expiryOf(callsADay(actions))];
    const text = [actionTable(all), billTable(all, bytes), limitTable(all)].join('\n\n');
    return { title: `${LEARNERS} learners a day`, text, data: { actions: all, bytesOfLearner: bytes, bytesOfCalls } };
  } finally {
    await counted.stop();
  }
}

/** How many calls of a day are kept: those of tools; lists are not. */
const callsADay = (actions: readonly Action[]) =>
  actions.reduce((sum, { title, timesADay }) => sum + (/^(sign-in|token|tools)/.test(title) ? 0 : timesADay), 0);

/**
 * The removal of calls after their time, computed from the code of `ActivityObject`, since a run does not last so long: an alarm for each
 * hour in which there were calls, and one for the end of the last; each starts the object, deletes the rows and sets the next alarm.
 */
function expiryOf(calls: number): Action {
  const timesADay = SERVERS * (HOURS_A_DAY + 1);
  const rows = calls / timesADay;
  const kv = { kvReads: 0, kvWrites: 0, kvDeletes: 0, kvLists: 0 };
  const object = { objectCalls: 1, objectMs: 10, rowsRead: 8 + rows, rowsWritten: 1 + rows };
  return { title: 'calls end (computed)', timesADay, requests: 0, logLines: 0, cpuMs: 1, ...kv, ...object };
}

interface Measured {
  readonly title: string;
  readonly timesADay: number;
  /** Of one learner. */
  readonly used: Numbers;
}

type Numbers = { readonly [name: string]: number };

/** Does every step by all learners; a meter gives running totals. */
async function measureSteps(
  system: System,
  settings: Settings,
  meter: (server: Step['server']) => Promise<Numbers>,
): Promise<readonly Measured[]> {
  const logins = loginsOf('day', settings.twins);
  const results: Measured[] = [];
  for (const { title, server, timesADay, atOnce, prepare, run } of stepsOf(system, logins)) {
    console.error(`${system.name}: ${title}`);
    await prepare?.();
    await sleep(atOnce ? SETTLE_MS : PAUSE_MS);
    const before = await meter(server);
    await run();
    await sleep(SETTLE_MS);
    const after = await meter(server);
    const used = Object.entries(after).map(([name, total]) => [name, (total - (before[name] ?? 0)) / logins.length]);
    results.push({ title, timesADay, used: Object.fromEntries(used) });
  }
  return results;
}

/** A day: two hours at the chat, in which a week is looked at, things are written down, and the Guide is asked. */
function stepsOf(system: System, logins: readonly string[]): readonly Step[] {
  const [dt, fsm] = [system.endpointOf('dt-mcp'), system.endpointOf('fsm-mcp')];
  const tokens = new Map<string, readonly string[]>();
  const tokensOf = (server: Step['server']) => tokens.get(server) ?? [];
  const send = (requests: readonly Request[]) => sendAll(requests, ONE);
  const signIn = (server: Step['server']) => async () => tokens.set(server, await system.signIn(server, logins, ONE));
  const list = (server: Step['server']) => () => {
    const call = { method: 'tools/list', params: {}, speech: '2026, capabilities' } as const;
    return send(tokensOf(server).map((token) => mcpRequest(system.endpointOf(server), { ...call, token })));
  };
  const instruct = () => {
    const step = { state: 'weekly_reflection' };
    return send(tokensOf('fsm-mcp').map((token) => toolCall(fsm, 'get_instruction', step, { token })));
  };
  const write = () => send(writes(dt, tokensOf('dt-mcp')));
  const read = () => send(reads(dt, tokensOf('dt-mcp')));
  const fill = () => fillTwins(system, logins, studyWeeks(WEEKS, Date.now()));
  const [onDt, onFsm] = [{ server: 'dt-mcp' }, { server: 'fsm-mcp' }] as const;
  return [
    // A grant ends after thirty days without use; a chat that is used keeps it longer.
    { title: 'sign-in to dt-mcp', ...onDt, timesADay: 1 / 30, run: signIn('dt-mcp') },
    { title: 'sign-in to fsm-mcp', ...onFsm, timesADay: 1 / 30, run: signIn('fsm-mcp') },
    // A token lives for an hour.
    { title: 'token refresh of dt-mcp', ...onDt, timesADay: 2, run: signIn('dt-mcp') },
    { title: 'token refresh of fsm-mcp', ...onFsm, timesADay: 2, run: signIn('fsm-mcp') },
    { title: 'tools/list of dt-mcp', ...onDt, timesADay: 2, run: list('dt-mcp') },
    { title: 'tools/list of fsm-mcp', ...onFsm, timesADay: 2, run: list('fsm-mcp') },
    // The first call of a learner makes the tables of their list of calls.
    { title: 'get_instruction', ...onFsm, timesADay: 3, prepare: instruct, run: instruct },
    { title: 'first write', ...onDt, timesADay: 1 / 365, run: write },
    { title: 'write', ...onDt, timesADay: 4, prepare: fill, run: write },
    { title: 'week summary, first read', ...onDt, timesADay: 2, run: read },
    { title: 'week summary, again', ...onDt, timesADay: 1, atOnce: true, prepare: read, run: read },
  ];
}

async function countsOf(counted: System, server: Step['server']): Promise<Numbers> {
  const response = await fetch(new URL('/bench/counts', counted.endpointOf(server)));
  return (await response.json()) as Numbers;
}

function actionTable(actions: readonly Action[]): string {
  const figures = (action: Action) => [
    action.timesADay,
    action.requests,
    action.objectCalls,
    action.objectMs,
    action.rowsRead,
    action.rowsWritten,
    action.kvReads,
    action.kvWrites + action.kvDeletes + action.kvLists,
    action.logLines,
    action.cpuMs,
  ];
  const rows = actions.map((action) => [action.title, ...figures(action).map((figure) => String(rounded(figure)))]);
  const used = ['requests', 'object calls', 'ms in objects', 'rows read', 'rows written', 'KV reads', 'other KV'];
  return markdownTable(['Action of one learner', 'times a day', ...used, 'log lines', 'CPU, ms'], rows);
}

function billTable(actions: readonly Action[], bytesOfLearner: number): string {
  const month = monthOf(actions, LEARNERS, bytesOfLearner);
  const rows = Object.entries(month).map(([unit, amount]) => {
    const { what } = PRICES[unit as Billed];
    const shown = unit === 'storedGb' ? amount.toFixed(0) : `${(amount / 1e6).toFixed(0)} million`;
    return [what, shown, priceOf(unit as Billed, amount).toFixed(0)];
  });
  const total = billOf(month);
  rows.push(['the plan', '', PLAN_USD.toFixed(0)], ['all', '', total.toFixed(0)]);
  const each = `That is ${(total / LEARNERS).toFixed(4)} dollars a learner and month.`;
  return `${markdownTable(['A month', 'amount', 'US dollars'], rows)}\n\n${each}`;
}

function limitTable(actions: readonly Action[]): string {
  const rows = limitsOf(actions, LEARNERS).map(({ what, used, limit }) => [
    what,
    String(rounded(used)),
    String(limit),
    (used / limit).toFixed(3),
  ]);
  return `What would break first:\n\n${markdownTable(['Limit', 'used at the busiest', 'limit', 'share'], rows)}`;
}

/** To three digits, or to the whole above. */
const rounded = (figure: number) => (figure >= 100 ? Math.round(figure) : Number(figure.toPrecision(3)));
