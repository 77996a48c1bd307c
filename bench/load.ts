import { Worker } from 'node:worker_threads';

/** A request to a server. */
export interface Request {
  readonly url: string;
  readonly headers: { readonly [name: string]: string };
  readonly body: string;
}

/** What is sent. */
export interface Load {
  readonly requests: readonly Request[];
  /** How long they are sent over and over; null sends each of them once. */
  readonly seconds: number | null;
  readonly connections: number;
}

/** What one run gave. */
export interface Sample {
  /** Requests a second. */
  readonly rate: number;
  /** Milliseconds. */
  readonly p50: number;
  readonly p99: number;
  /** Answers that were not 200 or were errors of a tool; a run with any of them measures nothing. */
  readonly failures: number;
}

/** Sends a load and gives what it measured. Throws when any answer failed. */
export async function measure(load: Load): Promise<Sample> {
  const sample = await new Promise<Sample>((resolve, reject) => {
    const thread = new Worker(new URL('./load-thread.ts', import.meta.url), { workerData: load });
    thread.once('message', resolve);
    thread.once('error', reject);
  });
  if (sample.failures > 0) throw new Error(`${sample.failures} answers of ${load.requests[0]?.url} failed`);
  return sample;
}

/** The middle one of several values. */
export function median(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN;
}

/** The least and the greatest of several values, with so many decimals: `210–229`. */
export function rangeOf(values: readonly number[], decimals = 0): string {
  return [Math.min(...values), Math.max(...values)].map((value) => value.toFixed(decimals)).join('–');
}
