import { unstable_readConfig } from 'wrangler';
import type { Miniflare } from './miniflare.ts';
import { configPath } from './paths.ts';

/** Time between two runs of a cron on this machine; where they are deployed, its own expression says. */
const BETWEEN_RUNS_MS = 60_000;

/** Runs the crons of Workers, which Miniflare does not: at once, and again a minute after each run has ended. */
export function startCrons(workerd: Miniflare, names: readonly string[]): { stop(): void } {
  let stopped = false;
  const timers = new Set<NodeJS.Timeout>();
  const run = async (name: string, cron: string) => {
    await runOnce(workerd, name, cron);
    if (stopped) return;
    const timer = setTimeout(() => {
      timers.delete(timer);
      void run(name, cron);
    }, BETWEEN_RUNS_MS);
    timers.add(timer);
  };
  for (const name of names) for (const cron of cronsOf(name)) void run(name, cron);
  return {
    stop() {
      stopped = true;
      for (const timer of timers) clearTimeout(timer);
    },
  };
}

/** A run that fails is in the log of the Worker, and the next one goes on. */
async function runOnce(workerd: Miniflare, name: string, cron: string): Promise<void> {
  await workerd
    .getWorker(name)
    .then((worker) => worker.scheduled({ cron }))
    .catch(() => {});
}

/** The cron expressions of a Worker, by its `wrangler.toml`. */
function cronsOf(name: string): readonly string[] {
  return unstable_readConfig({ config: configPath(name) }).triggers.crons ?? [];
}
