import { fileURLToPath } from 'node:url';
import { cloudflareTest } from '@cloudflare/vitest-plugin';
import type { ProvidedContext } from 'vitest';
import { defineProject, type UserWorkspaceConfig } from 'vitest/config';
import { fuzzSettings } from './fuzz.ts';
import type {} from './provided.ts';

/** One seed for all random tests of a run, so that it can be repeated as a whole. */
const fuzz = fuzzSettings();
/** On a busy machine of two cores a correct test may take several times as long as alone. */
const TEST_TIMEOUT_MS = 60_000;
const HOOK_TIMEOUT_MS = 60_000;
/** And what it polls for may come as late. The default of vitest is a second, which a busy machine takes for one request. */
const POLLING = { poll: { timeout: 15_000 } } as const;
/** Tests of a fleet wait for browsers, command lines and other programs: several times in a test, each for a minute at most. */
const FLEET_TIMEOUT_MS = 240_000;
const FLEET_POLLING = { poll: { timeout: 60_000 } } as const;
const setupFile = (path: string) => fileURLToPath(new URL(path, import.meta.url));

/**
 * A vitest project whose tests run in Node: pure domain code, build scripts, simulators, the command line. Files share one
 * module graph in each process: to load the modules again took most of a file's time.
 */
export function nodeProject(name: string, include: string[]): UserWorkspaceConfig {
  return defineProject({
    test: {
      name,
      include,
      setupFiles: [setupFile('./random-seed.setup.ts')],
      provide: fuzz,
      environment: 'node',
      isolate: false,
      testTimeout: TEST_TIMEOUT_MS,
      hookTimeout: HOOK_TIMEOUT_MS,
      expect: POLLING,
    },
  });
}

/**
 * The vitest project that runs against the whole fleet; `globalSetup` starts it, `setupFiles` run before each test file.
 * The files share the fleet, a module graph and a browser, so they run one after the other.
 */
export function fleetProject(
  name: string,
  include: string[],
  { globalSetup, setupFiles }: { readonly globalSetup: string; readonly setupFiles: string[] },
): UserWorkspaceConfig {
  return defineProject({
    test: {
      name,
      include,
      globalSetup,
      setupFiles,
      isolate: false,
      environment: 'node',
      testTimeout: FLEET_TIMEOUT_MS,
      hookTimeout: FLEET_TIMEOUT_MS,
      expect: FLEET_POLLING,
      fileParallelism: false,
      sequence: { groupOrder: 2 },
    },
  });
}

/** A Worker whose tests run in workerd, over its own `wrangler.toml`. */
export interface WorkerProject {
  readonly name: string;
  /** Path of the Worker's `wrangler.toml`. */
  readonly config: string;
  readonly include: string[];
  readonly exclude?: string[];
  /** Variables in the place of the deployed ones. */
  readonly variables: { readonly [variable: string]: string };
  /** Module that the Worker begins with. Default: the one in its `wrangler.toml`. */
  readonly main?: string;
  /** Starts what the Worker needs outside. */
  readonly globalSetup?: string;
  /** What it and the tests are told. */
  readonly provide?: Partial<ProvidedContext>;
  /** Longest time of one test, ms. Default: that of all. */
  readonly testTimeout?: number;
}

/** A vitest project whose tests run inside the Worker: real KV, real Durable Objects, no network but its own. */
export function workerProject({
  name,
  config,
  include,
  exclude = [],
  variables,
  main,
  globalSetup,
  provide = {},
  testTimeout = TEST_TIMEOUT_MS,
}: WorkerProject): UserWorkspaceConfig {
  return defineProject({
    plugins: [
      cloudflareTest({
        ...(main !== undefined && { main }),
        wrangler: { configPath: config },
        miniflare: { bindings: { ...variables } },
      }),
    ],
    // One module graph and one workerd for all files: most of a file's time would go into starting its own. Storage is
    // shared, so every test makes people of its own. After the Node tests: vitest refuses a group in which projects
    // differ in their workers.
    test: {
      name,
      include,
      exclude,
      setupFiles: [setupFile('./contract/worker.setup.ts')],
      ...(globalSetup !== undefined && { globalSetup }),
      provide: { ...fuzz, ...provide },
      testTimeout,
      hookTimeout: HOOK_TIMEOUT_MS,
      expect: POLLING,
      isolate: false,
      maxWorkers: 1,
      sequence: { groupOrder: 1 },
    },
  });
}
