import type { Verdict } from '../checking/verdict.ts';
import type { Exercise } from '../content/exercise.ts';

const TITLES = {
  accepted: 'принято',
  needs_revision: 'на доработке',
  rejected: 'пока не получилось',
} as const satisfies Record<Verdict, string>;

/** An event that the twin's tool for saving an activity takes: as it is, or with the minutes that the learner tells. */
export interface SuggestedEvent {
  readonly activity_type: 'practice' | 'modeling' | 'reflection' | 'writing';
  /** The start, RFC 3339 with an offset: known with the minutes only. */
  readonly occurred_at?: string;
  /** In its place without minutes: the twin counts the start from them. */
  readonly ended?: 'now';
  /** Absent when the learner did not say: the estimate of an exercise is no measurement. */
  readonly duration_minutes?: number;
  readonly title: string;
  readonly guide_ref: string;
  /** Pages of that guide, from which the twin tells how far the learner is. */
  readonly guide_pages: number;
  readonly exercise_ref: string;
  readonly exercise_verdict: Verdict;
  readonly idempotency_key: string;
}

/** After the check a learner may be asked for the minutes for this long; later "it ended now" would be another time. */
const ENDED_NOW_MS = 60 * 60_000;

/** What an attempt was, for the twin: the verdict and the time, never words of the answer. Null when its time is not known any more. */
export function suggestedEvent(
  exercise: Exercise,
  attempt: {
    readonly attemptId: string;
    readonly verdict: Verdict;
    /** What the learner says it took; null when they did not say. */
    readonly minutes: number | null;
    /** When it was checked first, and the time of the call, epoch ms. */
    readonly checkedMs: number;
    readonly nowMs: number;
  },
): SuggestedEvent | null {
  const { minutes, checkedMs, nowMs } = attempt;
  if (minutes === null && nowMs - checkedMs > ENDED_NOW_MS) return null;
  return {
    activity_type: KINDS[exercise.type] ?? 'practice',
    ...(minutes === null
      ? { ended: 'now' }
      : { occurred_at: new Date(checkedMs - minutes * 60_000).toISOString(), duration_minutes: minutes }),
    title: `Упражнение «${exercise.title}»: ${TITLES[attempt.verdict]}`,
    guide_ref: exercise.guide_refs[0] ?? '',
    guide_pages: exercise.guide_pages,
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
