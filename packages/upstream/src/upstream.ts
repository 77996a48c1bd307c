import type { Log } from '@aisystant/oauth';
import type { Pace } from './pace/pace-rules.ts';
import type { UpstreamPolicy, UpstreamTarget } from './policy.ts';

/** The world outside, as far as a call needs it. */
export interface UpstreamIo {
  readonly fetch: (request: Request) => Promise<Response>;
  readonly now: () => number;
  /** 0 to below 1. */
  readonly random: () => number;
  /** Resolves after a time in ms. */
  readonly sleep: (ms: number) => Promise<void>;
}

/** A third party that can be called. */
export interface Upstream<Name extends string = string> {
  readonly policy: UpstreamPolicy<Name>;
  readonly target: UpstreamTarget;
  readonly pace: Pace;
  readonly io: UpstreamIo;
  readonly log: Log;
  /** Name of the server that calls, for log lines. */
  readonly server: string;
}

/** The clock, randomness and network of a Worker or of Node. */
export const systemIo: UpstreamIo = {
  // `fetch` of a Worker refuses to be called as a method of another object.
  fetch: (request) => fetch(request),
  now: () => Date.now(),
  random: () => Math.random(),
  sleep: (ms) => new Promise((resolve) => setTimeout(resolve, ms)),
};
