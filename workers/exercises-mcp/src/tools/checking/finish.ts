import { type CallContext, idempotencyKeyOf, sha256Hex, ToolError } from '@aisystant/mcp';
import { mayUse } from '@aisystant/mcp/learner-store';
import type { Answer } from '../../domain/checking/answer.ts';
import type { Exercise } from '../../domain/content/exercise.ts';
import type { Outcome } from '../../domain/grading/outcome.ts';
import { suggestedEvent } from '../../domain/grading/suggested-event.ts';
import { type ExerciseServices, type Learner, WRITE } from '../../services.ts';
import type { Attempt } from '../../store/attempt-store.ts';
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

/** Why nothing is kept of this caller; null when it is. */
export async function notPersistedBecause({ learner }: ExerciseServices): Promise<string | null> {
  if (learner === null) return 'Попытка не сохраняется: вы не вошли.';
  return (await mayUse(WRITE, learner)) ? null : `Попытка не сохраняется: нет разрешения ${WRITE}.`;
}

/** Keeps the attempt where that is allowed, and answers with its outcome. */
export async function finish(
  decided: DecidedAttempt,
  { services, now }: CallContext<ExerciseServices>,
): Promise<CheckOutput> {
  const { exercise, about } = decided;
  const reason = await notPersistedBecause(services);
  const { learner } = services;
  const kept = learner && reason === null ? await keep(decided, learner, now) : await unkept(decided);
  const { outcome, exercise_version, passing_score } = kept;
  const { verdict, warnings, passed, ...rest } = outcome;
  const minutes = about.minutes_spent ?? null;
  const times = { checkedMs: kept.atMs ?? now, nowMs: now };
  const event = suggestedEvent(exercise, { attemptId: kept.attempt_id, verdict, minutes, ...times });
  return {
    phase: 'final',
    exercise_id: exercise.id,
    exercise_version,
    persisted: reason === null,
    not_persisted_because: reason,
    warnings: [...warnings],
    attempt_id: kept.attempt_id,
    attempt_no: kept.attempt_no,
    repeated: kept.repeated,
    passing_score,
    passed,
    verdict,
    graded_by: rest.graded_by,
    score: rest.score,
    mentor_review: rest.mentor_review,
    next_step: rest.next_step,
    criterion_scores: [...rest.criterion_scores],
    feedback: [...rest.feedback],
    strengths: [...rest.strengths],
    issues: [...rest.issues],
    comment_md: commentOf(outcome, passing_score),
    suggested_events: event === null ? [] : [event],
  };
}

/** What is answered of an attempt: what is kept of it, where something is. */
interface Kept extends Pick<Attempt, 'exercise_version' | 'passing_score'> {
  readonly outcome: Outcome;
  readonly attempt_id: string;
  readonly attempt_no: number | null;
  readonly repeated: boolean;
  /** When a repeated attempt was first saved, epoch ms. */
  readonly atMs?: number;
}

/** The id of an attempt that is not kept: the same answer has the same one, so that its event is saved once. */
async function unkept({ exercise, digest, outcome }: DecidedAttempt): Promise<Kept> {
  const id = (await sha256Hex(`${exercise.id} ${exercise.version} ${digest}`)).slice(0, 32);
  const { version: exercise_version, passing_score } = exercise;
  return { attempt_id: id, attempt_no: null, repeated: false, outcome, exercise_version, passing_score };
}

/** Saves an attempt once per key; without one, the same answer with the same outcome is the same attempt. */
async function keep(decided: DecidedAttempt, { attempts, clientId }: Learner, nowMs: number): Promise<Kept> {
  const { exercise, digest, about } = decided;
  const body = attemptOf(decided);
  const request = { exercise: exercise.id, digest };
  const idempotencyKey = await idempotencyKeyOf(about.idempotency_key, request, {
    ...request,
    version: exercise.version,
    score: body.score,
    kept: body.answer !== null,
  });
  const date = new Date(nowMs).toISOString();
  const saved = await attempts.saveDocument(
    'attempt',
    { id: null, create: true, label: exercise.id, date, body, expectedVersion: 0, idempotencyKey },
    { clientId, nowMs },
  );
  switch (saved.status) {
    case 'key_conflict':
      throw new ToolError('CONFLICT', 'Этот ключ уже занят другим ответом.', {
        field: 'idempotency_key',
        hint: 'У нового ответа — новый ключ.',
      });
    case 'created':
    case 'same': {
      const total = await countOf(attempts, exercise.id);
      const repeated = saved.status === 'same';
      const { id, createdAtMs, body: stored } = saved.document;
      const { exercise_version, passing_score } = stored;
      return {
        attempt_id: id,
        attempt_no: repeated ? null : total,
        repeated,
        atMs: createdAtMs,
        outcome: isSameOutcome(stored, body) ? decided.outcome : outcomeOfKept(stored),
        exercise_version,
        passing_score,
      };
    }
    default:
      throw new ToolError('CONFLICT', 'Больше попыток сохранить нельзя: место кончилось.');
  }
}

async function countOf(attempts: Learner['attempts'], exerciseId: string): Promise<number> {
  const query = { labels: [exerciseId], from: '', to: '9999', limit: 1, after: null };
  return (await attempts.listDocuments('attempt', query)).total;
}

/** Whether a repeated attempt came to what is kept of it; then the answer has also the words that are not kept. */
const isSameOutcome = (stored: Attempt, repeated: Attempt) =>
  JSON.stringify(stored) === JSON.stringify({ ...repeated, batch_id: stored.batch_id, answer: stored.answer });

/** What is kept counts, and not how the same answer was graded another time. */
function outcomeOfKept(stored: Attempt): Outcome {
  return { ...stored, feedback: [], warnings: ['Этот ответ уже оценён: здесь прежний итог.'] };
}

/** What is kept of an attempt. A reflection is personal: without consent neither its words nor what is said about them. */
function attemptOf({ exercise, answer, digest, about, outcome }: DecidedAttempt): Attempt {
  const { score, passed, verdict, mentor_review, graded_by, criterion_scores, strengths, issues, next_step } = outcome;
  const keepsText = exercise.type !== 'reflection' || about.keep_text === true;
  return {
    exercise_id: exercise.id,
    exercise_version: exercise.version,
    batch_id: about.batch_id ?? null,
    graded_by,
    score,
    passing_score: exercise.passing_score,
    passed,
    verdict,
    mentor_review,
    answer_digest: digest,
    answer: keepsText ? answer : null,
    criterion_scores: keepsText ? criterion_scores : criterion_scores.map((each) => ({ ...each, evidence: '' })),
    strengths: keepsText ? strengths : [],
    issues: keepsText ? issues : [],
    next_step: keepsText ? next_step : '',
  };
}
