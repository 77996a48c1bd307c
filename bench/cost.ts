import type { Counts } from './counts.ts';

/** What Cloudflare bills. */
export type Billed =
  | 'requests'
  | 'cpuMs'
  | 'objectCalls'
  | 'objectGbSeconds'
  | 'rowsRead'
  | 'rowsWritten'
  | 'storedGb'
  | 'kvReads'
  | 'kvWrites'
  | 'kvDeletes'
  | 'kvLists'
  | 'logEvents';

interface Price {
  readonly what: string;
  /** US dollars for a million; for `storedGb`, for one. */
  readonly usd: number;
  /** How many of them that is. */
  readonly per: number;
  /** What a month of the plan includes. */
  readonly included: number;
}

const MILLION = 1e6;

/**
 * Prices of the plan Workers Paid, USD. Those of requests, CPU, object calls, duration and logs were read on 2026-11-28 at
 * developers.cloudflare.com (the pricing pages of Workers and Durable Objects); those of KV, rows and storage are from copies
 * of these pages and not checked there.
 */
export const PRICES: { readonly [unit in Billed]: Price } = {
  requests: { what: 'requests', usd: 0.3, per: MILLION, included: 10e6 },
  cpuMs: { what: 'CPU, ms', usd: 0.02, per: MILLION, included: 30e6 },
  objectCalls: { what: 'calls of Durable Objects', usd: 0.15, per: MILLION, included: 1e6 },
  objectGbSeconds: { what: 'duration of Durable Objects, GB-s', usd: 12.5, per: MILLION, included: 400_000 },
  rowsRead: { what: 'rows read', usd: 0.001, per: MILLION, included: 25e9 },
  rowsWritten: { what: 'rows written', usd: 1, per: MILLION, included: 50e6 },
  storedGb: { what: 'storage of Durable Objects, GB', usd: 0.2, per: 1, included: 5 },
  kvReads: { what: 'KV reads', usd: 0.5, per: MILLION, included: 10e6 },
  kvWrites: { what: 'KV writes', usd: 5, per: MILLION, included: 1e6 },
  kvDeletes: { what: 'KV deletions', usd: 5, per: MILLION, included: 1e6 },
  kvLists: { what: 'KV lists', usd: 5, per: MILLION, included: 1e6 },
  logEvents: { what: 'log events', usd: 0.6, per: MILLION, included: 20e6 },
};
/** The month's price of the plan itself. */
export const PLAN_USD = 5;
/** Memory that an object is billed for, whatever it uses. */
const OBJECT_GB = 0.128;
const DAYS_A_MONTH = 30;

/** What one action of a learner uses, and how often it happens. */
export interface Action extends Counts {
  readonly title: string;
  /** How often a learner does it in a day; less than 1 for what is rarer. */
  readonly timesADay: number;
  /** CPU of the Worker and its objects, ms. */
  readonly cpuMs: number;
}

/** Amounts of a month. */
export type Usage = { readonly [unit in Billed]: number };

/** What so many learners use in a month, when each acts like this every day and has so many bytes stored. */
export function monthOf(actions: readonly Action[], learners: number, bytesOfLearner: number): Usage {
  const total = (amount: (action: Action) => number) =>
    actions.reduce((sum, action) => sum + action.timesADay * amount(action), 0) * learners * DAYS_A_MONTH;
  return {
    requests: total(({ requests }) => requests),
    cpuMs: total(({ cpuMs }) => cpuMs),
    objectCalls: total(({ objectCalls }) => objectCalls),
    objectGbSeconds: total(({ objectMs }) => (objectMs / 1000) * OBJECT_GB),
    rowsRead: total(({ rowsRead }) => rowsRead),
    rowsWritten: total(({ rowsWritten }) => rowsWritten),
    storedGb: (learners * bytesOfLearner) / 1e9,
    kvReads: total(({ kvReads }) => kvReads),
    kvWrites: total(({ kvWrites }) => kvWrites),
    kvDeletes: total(({ kvDeletes }) => kvDeletes),
    kvLists: total(({ kvLists }) => kvLists),
    // Each invocation of a Worker or an object is an event, and each line that it writes is another.
    logEvents: total(({ logLines, requests, objectCalls }) => logLines + requests + objectCalls),
  };
}

/** US dollars of a month for one kind of usage: what the plan includes is free. */
export function priceOf(unit: Billed, amount: number): number {
  const { usd, per, included } = PRICES[unit];
  return (Math.max(0, amount - included) / per) * usd;
}

/** US dollars of a month, with the plan. */
export function billOf(usage: Usage): number {
  return Object.entries(usage).reduce((sum, [unit, amount]) => sum + priceOf(unit as Billed, amount), PLAN_USD);
}

/** A limit, and how much of it is used at the busiest time. */
export interface Limit {
  readonly what: string;
  readonly used: number;
  readonly limit: number;
}

/** The busiest minute has so many times the calls of an average one. */
const PEAK = 5;
const MINUTES_A_DAY = 24 * 60;

/** How near the known limits so many learners come, the nearest first: what would break first. */
export function limitsOf(actions: readonly Action[], learners: number): readonly Limit[] {
  const aDay = (chosen: readonly Action[], amount: (action: Action) => number) =>
    chosen.reduce((sum, action) => sum + action.timesADay * amount(action), 0) * learners;
  const aMinute = (chosen: readonly Action[]) => (aDay(chosen, () => 1) / MINUTES_A_DAY) * PEAK;
  const titled = (text: string, server: string) =>
    actions.filter(({ title }) => title.startsWith(text) && title.includes(server));
  const busiest = (text: string) => Math.max(...['dt-mcp', 'fsm-mcp'].map((server) => aMinute(titled(text, server))));
  const limits = [
    {
      what: 'token requests to a server in a minute from one address (`TOKEN_LIMIT`), were all learners in one hosted chat',
      used: busiest('token refresh') + busiest('sign-in'),
      limit: 3_000,
    },
    {
      what: 'registrations at a server in a minute from one address (`SIGN_IN_LIMIT`), if that chat registers for every learner',
      used: busiest('sign-in'),
      limit: 300,
    },
    {
      what: 'log events of an account in a day: Cloudflare keeps one in a hundred of those above',
      used: aDay(actions, ({ logLines, requests, objectCalls }) => logLines + requests + objectCalls),
      limit: 5e9,
    },
    {
      what: 'calls of one object in a second, by a learner at their own limits of 600 reads and 120 writes a minute',
      used: (600 + 120) / 60,
      limit: 1_000,
    },
  ];
  return limits.toSorted((a, b) => b.used / b.limit - a.used / a.limit);
}
