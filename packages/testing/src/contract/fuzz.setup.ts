import fc from 'fast-check';
import { inject } from 'vitest';

declare module 'vitest' {
  interface ProvidedContext {
    /** Seed of every random test of this run. */
    readonly fuzzSeed: number;
    /** How many times longer than usual the fuzzers run. */
    readonly fuzzFactor: number;
  }
}

fc.configureGlobal({ ...fc.readConfigureGlobal(), seed: inject('fuzzSeed') });
