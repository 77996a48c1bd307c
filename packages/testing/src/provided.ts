declare module 'vitest' {
  interface ProvidedContext {
    /** Seed of every random test of this run. */
    readonly fuzzSeed: number;
    /** How many times longer than usual the fuzzers run. */
    readonly fuzzFactor: number;
  }
}

export {};
