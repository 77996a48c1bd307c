declare module 'vitest' {
  interface ProvidedContext {
    /** Seed of every random test of this run. */
    readonly fuzzSeed: number;
    /** How many times longer than usual the fuzzers run. */
    readonly fuzzFactor: number;
    /** Port of the SurrealDB of this run, and what its key is made from. */
    readonly twinsPort: number;
    readonly twinsSubjectKey: string;
    /** Address through which tests start and kill a SurrealDB of their own. */
    readonly troubledTwins: string;
  }
}

export {};
