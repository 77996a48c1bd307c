import type { Verdict } from '../checking/verdict.ts';
import type { Exercise } from '../content/exercise.ts';

const TITLES = {
  accepted: 'принято',
  needs_revision: 'на доработке',
  rejected: 'пока не получилось',
} as const satisfies Record<Verdict, string>;

/** An event that the twin's tool for saving an activity takes as it is. */
export interface SuggestedEvent {
  readonly activity_type: 'practice' | 'modeling' | 'reflection' | 'writing';
  /** RFC 3339 with an offset: the start. */
  readonly occurred_at: string;
  readonly duration_minutes: number;
  readonly title: string;
  readonly guide_ref: string;
  readonly exercise_ref: string;
  readonly exercise_verdict: Verdict;
  readonly idempotency_key: string;
}

/** What an attempt was, for the twin: the verdict and the time, never words of the answer. */
export function suggestedEvent(
  exercise: Exercise,
  attempt: {
    readonly attemptId: string;
    readonly verdict: Verdict;
    /** What the learner says it took; null takes the estimate of the exercise. */
    readonly minutes: number | null;
    /** When it was checked, epoch ms. */
    readonly nowMs: number;
  },
): SuggestedEvent {
  const minutes = attempt.minutes ?? exercise.estimated_minutes;
  return {
    activity_type: KINDS[exercise.type] ?? 'practice',
    occurred_at: new Date(attempt.nowMs - minutes * 60_000).toISOString(),
    duration_minutes: minutes,
    title: `Упражнение «${exercise.title}»: ${TITLES[attempt.verdict]}`,
    guide_ref: exercise.guide_refs[0] ?? '',
    exercise_ref: exercise.id,
    exercise_verdict: attempt.verdict,
    idempotency_key: `exercises:${attempt.attemptId}`,
  };
}

const KINDS: { readonly [T in Exercise['type']]?: SuggestedEvent['activity_type'] } = {
  table: 'modeling',
  reflection: 'reflection',
  open: 'writing',
  deep: 'writing',
};
