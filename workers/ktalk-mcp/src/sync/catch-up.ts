import { type SyncDeps, syncNewest, syncRights } from './sync.ts';

/** The newest recordings are looked up at most this often because of a reader. */
const FRESH_MS = 60_000;
/** New recordings whose people a reader waits for. */
const MOST_RIGHTS = 3;

/**
 * Brings the index up to date before a recording is denied. What it does depends on the time alone and never on what was
 * asked for; readers of one isolate share it.
 */
export function createCatchUp(): (deps: SyncDeps) => Promise<void> {
  let running: Promise<void> | null = null;
  return (deps) => {
    running ??= catchUp(deps).finally(() => {
      running = null;
    });
    return running;
  };
}

async function catchUp(deps: SyncDeps): Promise<void> {
  const { syncedAt } = await deps.index.state();
  if (syncedAt !== null && deps.now() - syncedAt < FRESH_MS) return;
  await syncNewest(deps);
  await syncRights(deps, MOST_RIGHTS);
}
