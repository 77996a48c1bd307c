import { type CallContext, sha256Hex } from '@aisystant/mcp';
import type { Answer } from '../../domain/checking/answer.ts';
import type { Exercise } from '../../domain/content/exercise.ts';
import type { Outcome } from '../../domain/grading/outcome.ts';
import { suggestedEvent } from '../../domain/grading/suggested-event.ts';
import type { ExerciseServices } from '../../services.ts';
import { type CheckOutput, commentOf } from './check-output.ts';

/** What a call says about an attempt besides the answer. */
export interface AboutAttempt {
  readonly minutes_spent?: number | undefined;
  readonly keep_text?: boolean | undefined;
  readonly batch_id?: string | undefined;
  readonly idempotency_key?: string | undefined;
}

/** An attempt whose outcome is known. */
interface DecidedAttempt {
  readonly exercise: Exercise;
  readonly answer: Answer;
  readonly digest: string;
  readonly about: AboutAttempt;
  readonly outcome: Outcome;
}

/** Whether anything of this caller is kept, and why not. */
export async function persistence(
  _: ExerciseServices,
): Promise<Pick<CheckOutput, 'persisted' | 'not_persisted_because'>> {
  return { persisted: false, not_persisted_because: 'Попытка не сохранена: вы не вошли.' };
}

/** Keeps the attempt where that is allowed, and answers with its outcome. */
export async function finish(
  { exercise, digest, about, outcome }: DecidedAttempt,
  { services, now }: CallContext<ExerciseServices>,
): Promise<CheckOutput> {
  const attemptId = (await sha256Hex(`${exercise.id} ${exercise.version} ${digest}`)).slice(0, 32);
  const { verdict, warnings, passed, ...rest } = outcome;
  const event = suggestedEvent(exercise, { attemptId, verdict, minutes: about.minutes_spent ?? null, nowMs: now });
  return {
    phase: 'final',
    exercise_id: exercise.id,
    exercise_version: exercise.version,
    ...(await persistence(services)),
    warnings: [...warnings],
    ...{
      attempt_id: attemptId,
      attempt_no: null,
      repeated: false,
      passing_score: exercise.passing_score,
      passed,
      verdict,
    },
    ...{ graded_by: rest.graded_by, score: rest.score, mentor_review: rest.mentor_review, next_step: rest.next_step },
    criterion_scores: [...rest.criterion_scores],
    feedback: [...rest.feedback],
    strengths: [...rest.strengths],
    issues: [...rest.issues],
    comment_md: commentOf(outcome, exercise.passing_score),
    suggested_events: [event],
  };
}
