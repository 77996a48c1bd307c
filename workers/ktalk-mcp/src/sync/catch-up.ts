import { err, ok, type Result } from '@aisystant/mcp/result';
import { type SyncDeps, syncNewest, syncRights } from './sync.ts';

/** The newest recordings are looked up at most this often because of a reader. */
const FRESH_MS = 60_000;
/** New recordings whose people a reader waits for. */
const MOST_RIGHTS = 3;

/** A call has 20 seconds: work that takes longer is of a request that was given up, and may never end. */
const STUCK_MS = 20_000;
/** How soon a reader looks again whether the work of another has ended, ms. */
const LOOK_MS = 10;

/** Work of one request, for which others wait. */
interface Work {
  /** Epoch ms. */
  readonly since: number;
  /** Null while it runs. */
  end: Result<null, unknown> | null;
}

/**
 * Brings the index up to date before a recording is denied. What it does depends on the time alone and never on what was
 * asked for; readers of one isolate share it. They wait with timers of their own request: a promise that two requests share is
 * lost with one of them.
 */
export function createCatchUp(): (deps: SyncDeps) => Promise<void> {
  let running: Work | null = null;
  return async (deps) => {
    for (let other: Work | null = running; other && deps.now() - other.since < STUCK_MS; other = running) {
      await new Promise((resolve) => setTimeout(resolve, LOOK_MS));
      if (other.end?.ok) return;
      if (other.end) throw other.end.error;
    }
    const own: Work = { since: deps.now(), end: null };
    running = own;
    try {
      await catchUp(deps);
      own.end = ok(null);
    } catch (error) {
      own.end = err(error);
      throw error;
    } finally {
      if (running === own) running = null;
    }
  };
}

async function catchUp(deps: SyncDeps): Promise<void> {
  const { syncedAt } = await deps.index.state();
  if (syncedAt !== null && deps.now() - syncedAt < FRESH_MS) return;
  await syncNewest(deps);
  await syncRights(deps, { recordings: MOST_RIGHTS, untilMs: deps.now() + FRESH_MS });
}
