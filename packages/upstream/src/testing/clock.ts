/** Time that a test moves. */
export interface VirtualClock {
  readonly now: () => number;
  /** Calls back once after a time in ms; the result cancels it. */
  readonly after: (ms: number, run: () => void) => () => void;
  /** Moves the time, and runs what is due in its order; promises settle in between. */
  advance(ms: number): Promise<void>;
  /** Moves the time from timer to timer until a promise settles; `isIdle` tells when nothing but time is waited for. */
  runUntil<T>(promise: Promise<T>, isIdle?: () => boolean): Promise<T>;
}

/** Turns of the event loop in which work that takes no time gets done. */
const TURNS = 10;

/** Creates a clock; `start` is epoch ms. */
export function virtualClock(start = 1_800_000_000_000): VirtualClock {
  let time = start;
  const timers = new Set<{ readonly at: number; readonly run: () => void }>();
  const settle = async () => {
    for (let turn = 0; turn < 5; turn += 1) await Promise.resolve();
  };
  const clock: VirtualClock = {
    now: () => time,
    after(ms, run) {
      const timer = { at: time + ms, run };
      timers.add(timer);
      return () => timers.delete(timer);
    },
    async advance(ms) {
      const end = time + ms;
      await settle();
      for (let due = first(timers, end); due; due = first(timers, end)) {
        timers.delete(due);
        time = Math.max(time, due.at);
        due.run();
        await settle();
      }
      time = Math.max(time, end);
    },
    async runUntil(promise, isIdle = () => true) {
      let isOpen = true;
      const close = () => {
        isOpen = false;
      };
      promise.then(close, close);
      while (isOpen) {
        for (let turn = 0; turn < TURNS && isOpen; turn += 1) await new Promise((resolve) => setTimeout(resolve, 0));
        const next = isOpen && isIdle() ? first(timers, Number.POSITIVE_INFINITY) : undefined;
        if (next) await clock.advance(next.at - time);
      }
      return promise;
    },
  };
  return clock;
}

function first<T extends { readonly at: number }>(timers: ReadonlySet<T>, end: number): T | undefined {
  return [...timers].filter(({ at }) => at <= end).sort((a, b) => a.at - b.at)[0];
}
