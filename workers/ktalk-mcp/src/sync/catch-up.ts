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
  let running: { readonly work: Promise<void>; readonly since: number } | null = null;
  return (deps) => {
    // Work that belongs to a request which was given up may never end; no reader waits for it longer than this.
    if (running && deps.now() - running.since < FRESH_MS) return running.work;
    const started = { work: catchUp(deps), since: deps.now() };
    running = started;
    return started.work.finally(() => {
      if (running === started) running = null;
    });
  };
}

async function catchUp(deps: SyncDeps): Promise<void> {
  const { syncedAt } = await deps.index.state();
  if (syncedAt !== null && deps.now() - syncedAt < FRESH_MS) return;
  await syncNewest(deps);
  await syncRights(deps, { recordings: MOST_RIGHTS, untilMs: deps.now() + FRESH_MS });
}
