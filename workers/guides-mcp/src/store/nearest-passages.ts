import type { CallContext } from '@aisystant/mcp';
import { type Near, NOTHING_NEAR } from './corpus-store.ts';
import { VectorFailure, type Vectors } from './vectors.ts';

/** How long a search waits for vectors; words alone answer sooner. */
const DEADLINE_MS = 300;
/** How long they are left alone after a failure, so that in an outage few searches wait for the deadline. */
const PAUSE_MS = 5_000;

type Log = CallContext<unknown>['log'];

/** Finds passages that are near a query in meaning. It never rejects: a failure, too long a wait or none at all is nothing. */
export type Nearest = (query: string, log: Log) => Promise<Near>;

/** How {@link createNearest} may differ in a test. */
interface Timing {
  readonly deadlineMs?: number;
  readonly now?: () => number;
}

/** Remembers of each isolate when vectors failed; a failure is one line of the log, and nothing is asked or told while it is fresh. */
export function createNearest(
  server: string,
  { deadlineMs = DEADLINE_MS, now = Date.now }: Timing = {},
): (vectors: Vectors | null) => Nearest {
  let pausedUntil = 0;
  /** Whether this failure is the first of its kind: searches that wait for the same outage at once tell it once. */
  const isNews = () => {
    const fresh = now() < pausedUntil;
    pausedUntil = now() + PAUSE_MS;
    return !fresh;
  };
  return (vectors) => async (query, log) => {
    if (vectors === null || now() < pausedUntil) return NOTHING_NEAR;
    try {
      return { of: 'passages', ids: await within(deadlineMs, nearestTo(vectors, query)) };
    } catch (error) {
      const reason = error instanceof VectorFailure ? error.reason : 'failed';
      if (isNews()) log({ event: 'vectors', server, reason });
      return NOTHING_NEAR;
    }
  };
}

async function nearestTo({ embed, nearest, related }: Vectors, query: string): Promise<readonly string[]> {
  const [vector] = await embed([query]);
  if (!vector) throw new VectorFailure('unusable', 'no vector for the query');
  const found = await nearest(vector);
  return found.filter(({ similarity }) => similarity >= related).map(({ id }) => id);
}

async function within<T>(ms: number, work: Promise<T>): Promise<T> {
  let timer: ReturnType<typeof setTimeout> | null = null;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new VectorFailure('slow', `no answer in ${ms} ms`)), ms);
  });
  try {
    return await Promise.race([work, late]);
  } finally {
    clearTimeout(timer);
  }
}
