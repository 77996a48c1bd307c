/** Longest wait without any progress of the writes before, ms: a request that was cancelled never tells its end. */
const WAIT_MS = 2_000;
/** How soon a write looks again whether it is its turn, ms for each write before it; most write in less than two of these. */
const LOOK_MS = 10;

/** The writes of a learner who is writing in this isolate. */
interface Line {
  /** When a write last began or ended. */
  progressAt: number;
  /** The write that runs and those that wait, in their order. */
  readonly places: Set<object>;
}

const lines = new Map<string, Line>();

/**
 * Serializes the writes of a learner within this isolate, to avoid retries. Correctness comes from the check of the database.
 * A write looks at the line with timers of its own request: a promise that two requests share is lost with one of them.
 */
export async function inTurn<T>(learner: string, write: () => Promise<T>): Promise<T> {
  const line = lines.get(learner) ?? { progressAt: performance.now(), places: new Set() };
  lines.set(learner, line);
  const place = {};
  line.places.add(place);
  try {
    await turnOf(place, line);
    line.progressAt = performance.now();
    return await write();
  } finally {
    line.progressAt = performance.now();
    line.places.delete(place);
    if (line.places.size === 0 && lines.get(learner) === line) lines.delete(learner);
  }
}

/** Waits for the writes before, or until they are stuck: then all of them have left the line. */
async function turnOf(place: object, line: Line): Promise<void> {
  for (;;) {
    const before = [...line.places].indexOf(place);
    if (before <= 0) return;
    const leftMs = WAIT_MS - (performance.now() - line.progressAt);
    if (leftMs > 0) await new Promise((resolve) => setTimeout(resolve, Math.min(before * LOOK_MS, leftMs)));
    else for (const stuck of [...line.places].slice(0, before)) line.places.delete(stuck);
  }
}
