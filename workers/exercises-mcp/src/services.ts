import type { CheckStore } from './store/check-store.ts';

/** What the tools work with, bound to the caller. */
export interface ExerciseServices {
  /** The grading packages of this caller. */
  readonly checks: CheckStore;
}
