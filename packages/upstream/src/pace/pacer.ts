import type { Pace, Turn, TurnRequest } from './pace-rules.ts';
import { admit, initialState, type PaceState, release } from './pace-state.ts';

/** The clock of a {@link createPacer}, and where its state is kept. */
export interface PacerDeps {
  readonly now: () => number;
  /** Calls back once after a time in ms; the result cancels it. */
  readonly after: (ms: number, run: () => void) => () => void;
  readonly newId: () => string;
  readonly load: () => PaceState | undefined;
  readonly save: (state: PaceState) => void;
}

interface Waiter {
  readonly request: TurnRequest;
  readonly resolve: (turn: Turn) => void;
  readonly cancelTimeout: () => void;
}

/** Shortest retry that a caller is told, in ms. */
const SOON_MS = 500;

/** Gives turns in the order of asking; a caller that waits for its lane or method alone is overtaken by others. */
export function createPacer(deps: PacerDeps): Pace {
  const { now, after, newId, load, save } = deps;
  let state = load() ?? initialState(now());
  const queue = new Set<Waiter>();
  let cancelNext = () => {};

  const settle = (waiter: Waiter, turn: Turn) => {
    queue.delete(waiter);
    waiter.cancelTimeout();
    waiter.resolve(turn);
  };
  const advance = (next: PaceState) => {
    state = next;
    save(state);
  };
  const pump = () => {
    cancelNext();
    cancelNext = () => {};
    let next = Number.POSITIVE_INFINITY;
    for (const waiter of queue) {
      const id = newId();
      const verdict = admit(state, waiter.request, id, now());
      if (verdict.kind === 'granted') {
        advance(verdict.state);
        settle(waiter, { granted: true, id });
      } else if (verdict.kind === 'open') {
        settle(waiter, { granted: false, reason: 'circuit_open', retryAfterMs: verdict.retryAfterMs });
      } else {
        next = Math.min(next, verdict.waitMs);
        if (verdict.holdsOthers) break;
      }
    }
    if (queue.size > 0) cancelNext = after(Math.max(1, next), pump);
  };
  const refuse = (waiter: Waiter) => {
    const verdict = admit(state, waiter.request, 'probe', now());
    const waitMs = verdict.kind === 'wait' ? verdict.waitMs : 0;
    settle(waiter, { granted: false, reason: 'busy', retryAfterMs: Math.max(SOON_MS, waitMs) });
  };

  return {
    enter: (request) =>
      new Promise((resolve) => {
        const maxWaitMs = Math.max(0, Math.min(request.maxWaitMs, request.rules.maxWaitMs));
        const certainMs = certainWaitMs(state, request, aheadOf(queue), now());
        if (certainMs > maxWaitMs) return resolve({ granted: false, reason: 'busy', retryAfterMs: certainMs });
        const waiter: Waiter = { request, resolve, cancelTimeout: after(maxWaitMs + 1, () => refuse(waiter)) };
        queue.add(waiter);
        pump();
      }),
    leave: async (id, outcome, rules) => {
      advance(release(state, id, outcome, rules, now()));
      pump();
    },
  };
}

/** Waiters that a caller without a lane does not overtake. */
function aheadOf(queue: ReadonlySet<Waiter>): number {
  return [...queue].filter(({ request }) => request.lane === null).length;
}

/** A wait that no luck shortens, in ms: a caller that may not wait so long is refused without waiting. */
function certainWaitMs(state: PaceState, request: TurnRequest, ahead: number, now: number): number {
  const alone = { ...request, rules: { ...request.rules, parallel: Number.POSITIVE_INFINITY }, lane: null };
  const verdict = admit(state, alone, '', now);
  return verdict.kind === 'wait' ? Math.ceil(verdict.waitMs + (ahead * 1_000) / request.rules.perSecond) : 0;
}
