/** Longest wait without any progress of the writes before, ms: a request that was cancelled never tells its end. */
const WAIT_MS = 2_000;

/** The writes of a learner who is writing in this isolate. */
interface Line {
  /** When a write last began or ended. */
  progressAt: number;
  /** The end of the last one. */
  end: Promise<void>;
}

const lines = new Map<string, Line>();

/** Serializes the writes of a learner within this isolate, to avoid retries. Correctness comes from the check of the database. */
export function inTurn<T>(learner: string, write: () => Promise<T>): Promise<T> {
  const known = lines.get(learner);
  const line = known ?? { progressAt: performance.now(), end: Promise.resolve() };
  const begin = () => {
    line.progressAt = performance.now();
    return write();
  };
  const written = known ? settledOrStuck(line, line.end).then(begin) : begin();
  const ended = () => {
    line.progressAt = performance.now();
  };
  const end = written.then(ended, ended);
  line.end = end;
  lines.set(learner, line);
  void end.then(() => {
    if (line.end === end) lines.delete(learner);
  });
  return written;
}

/** Waits for a write, with timers of its own: those of a cancelled request never fire. */
async function settledOrStuck(line: Line, end: Promise<void>): Promise<void> {
  let isSettled = false;
  const settled = end.then(() => {
    isSettled = true;
  });
  while (!isSettled) {
    const leftMs = WAIT_MS - (performance.now() - line.progressAt);
    if (leftMs <= 0) return;
    let timer: ReturnType<typeof setTimeout> | null = null;
    const late = new Promise<void>((resolve) => {
      timer = setTimeout(resolve, leftMs);
    });
    await Promise.race([settled, late]);
    if (timer !== null) clearTimeout(timer);
  }
}
