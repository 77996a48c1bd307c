import { DurableObject } from 'cloudflare:workers';
import type { Pace, PaceRules, Turn, TurnOutcome, TurnRequest } from './pace-rules.ts';
import type { PaceState } from './pace-state.ts';
import { createPacer } from './pacer.ts';

const STATE = 'state';

/**
 * The pace and the circuit breaker of one key at a third party: isolates share the key, so they share this object. It is
 * named after the key's owner (`ktalk`, a portal's host, a user id), never after the key itself: names are no secret.
 */
export class PaceObject extends DurableObject implements Pace {
  readonly #pacer = createPacer({
    now: Date.now,
    after: (ms, run) => {
      const timer = setTimeout(run, ms);
      return () => clearTimeout(timer);
    },
    newId: () => crypto.randomUUID(),
    load: () => this.ctx.storage.kv.get<PaceState>(STATE),
    save: (state) => this.ctx.storage.kv.put(STATE, state),
  });

  /** See {@link Pace}. */
  enter(request: TurnRequest): Promise<Turn> {
    return this.#pacer.enter(request);
  }

  /** See {@link Pace}. */
  leave(id: string, outcome: TurnOutcome, rules: PaceRules): Promise<void> {
    return this.#pacer.leave(id, outcome, rules);
  }
}
