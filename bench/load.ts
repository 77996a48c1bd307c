import { Worker } from 'node:worker_threads';
import type { Child } from './child.ts';

/** A request to a server. */
export interface Request {
  readonly url: string;
  readonly headers: { readonly [name: string]: string };
  readonly body: string;
}

/** What is sent. */
export interface Load {
  /** All to one server. */
  readonly requests: readonly Request[];
  /** How long they are sent over and over; null sends each of them once. */
  readonly seconds: number | null;
  readonly connections: number;
}

/** What the thread that sends a load counts. */
export interface Sent {
  /** Requests answered. */
  readonly count: number;
  readonly seconds: number;
  /** Milliseconds. */
  readonly p50: number;
  readonly p99: number;
  /** Answers that were not 200, had no result or were errors of a tool; a run with any of them measures nothing. */
  readonly failures: number;
}

/** What one run gave. */
export interface Sample {
  /** Requests answered. */
  readonly count: number;
  /** Requests a second. */
  readonly rate: number;
  /** Milliseconds. */
  readonly p50: number;
  readonly p99: number;
  /** CPU of the system's processes for one request, user and system time, ms. */
  readonly cpuMs: number;
}

/** Sends a load to a system and gives what it measured. Throws when any answer failed. */
export async function measure(load: Load, system: Pick<Child, 'usage'>): Promise<Sample> {
  const before = system.usage().cpuMs;
  const { count, seconds, p50, p99, failures } = await send(load);
  if (failures > 0) throw new Error(`${failures} answers of ${load.requests[0]?.url} failed`);
  return { count, rate: count / seconds, p50, p99, cpuMs: (system.usage().cpuMs - before) / count };
}

function send(load: Load): Promise<Sent> {
  return new Promise((resolve, reject) => {
    const thread = new Worker(new URL('./load-thread.ts', import.meta.url), { workerData: load });
    thread.once('message', resolve);
    thread.once('error', reject);
  });
}

/** The middle one of several values; the mean of the two in the middle of an even number. */
export function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  const [low = Number.NaN, high = Number.NaN] = [(sorted.length - 1) / 2, sorted.length / 2].map(
    (at) => sorted[Math.floor(at)],
  );
  return (low + high) / 2;
}

/** The least and the greatest of several values, with so many decimals: `210–229`. */
export function rangeOf(values: readonly number[], decimals = 0): string {
  return [Math.min(...values), Math.max(...values)].map((value) => value.toFixed(decimals)).join('–');
}
