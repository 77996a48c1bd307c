import type { ConsentState, LearnerServices } from '@aisystant/mcp/learner-store';
import type { AttemptStore, Counted } from './store/attempt-store.ts';
import type { CheckStore } from './store/check-store.ts';

/** The permission to keep attempts. */
export const WRITE = 'exercises:write';

/** The signed-in learner whose attempts the tools work with. */
export interface Learner extends LearnerServices<Counted, ConsentState> {
  readonly attempts: AttemptStore;
}

/** What the tools work with, bound to the caller. */
export interface ExerciseServices {
  /** The grading packages of this caller. */
  readonly checks: CheckStore;
  /** Null for a caller without a sign-in, and for what needs no data of a learner. */
  readonly learner: Learner | null;
}

/** The learner of a scoped operation, which never runs without one. */
export function learnerOf({ learner }: ExerciseServices): Learner {
  if (learner === null) throw new TypeError('a scoped operation was called without a learner');
  return learner;
}
