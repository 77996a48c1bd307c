import { randomInt } from 'node:crypto';

const FULL_FACTOR = 10;

/**
 * How random tests run, from the environment: `FUZZ=full` (`npm run fuzz`) makes the fuzzers ten times as long, a number
 * that many times, and `FUZZ_SEED` repeats an earlier run. Without it the seed is a new one each time, and is printed.
 */
export function fuzzSettings(): { readonly fuzzSeed: number; readonly fuzzFactor: number } {
  const { env } = process;
  const factor = env['FUZZ'] === 'full' ? FULL_FACTOR : Number(env['FUZZ'] ?? 1);
  if (env['FUZZ_SEED'] === undefined) {
    // vitest loads its configuration several times in a run; the variable keeps the first seed.
    env['FUZZ_SEED'] = String(randomInt(2 ** 31));
    process.stdout.write(`fuzz: seed ${env['FUZZ_SEED']}, repeat it with FUZZ_SEED=${env['FUZZ_SEED']}\n`);
  }
  return { fuzzSeed: Number(env['FUZZ_SEED']), fuzzFactor: factor };
}
