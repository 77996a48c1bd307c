import { type CallContext, fingerprintOf, RECORD_TOO_LONG, ToolError } from '@aisystant/mcp';
import { type Answer, textOf } from '../../domain/checking/answer.ts';
import { type GradedExercise, isGraded } from '../../domain/content/exercise.ts';
import { decide, type Evaluation } from '../../domain/grading/evaluation.ts';
import { outcomeOfGrades } from '../../domain/grading/outcome.ts';
import { precheck } from '../../domain/grading/precheck.ts';
import { structureOf } from '../../domain/grading/structure.ts';
import type { ExerciseServices } from '../../services.ts';
import type { OpenCheck } from '../../store/check-store.ts';
import { requireExercise } from '../require.ts';
import { requireAnswer } from './answer-field.ts';
import { type CheckOutput, fitsAnswer } from './check-output.ts';
import { type AboutAttempt, finish } from './finish.ts';

const AGAIN = 'Отправьте ответ ещё раз с exercise_id: придёт новый пакет.';

/** Grades under a check id; a caller may repeat the exercise and the answer, which must then be those of the package. */
interface GivenGrades {
  readonly checkId: string;
  readonly evaluation: Evaluation;
  readonly exerciseId: string | undefined;
  readonly answer: unknown;
  /** What this call says about the attempt; where it says nothing, the first call counts. */
  readonly about: AboutAttempt;
}

/** The second call of a check: verifies the grades, counts, decides. */
export async function decideGrades(
  { checkId, evaluation, exerciseId, answer: repeated, about: saidNow }: GivenGrades,
  context: CallContext<ExerciseServices>,
): Promise<CheckOutput> {
  const { services } = context;
  const check = await requireOpen(checkId, context);
  const exercise = requireSameVersion(check);
  if (exerciseId !== undefined && requireExercise(exerciseId).id !== exercise.id) {
    throw conflict('exercise_id', 'Пакет выдан на другое упражнение.');
  }
  if (repeated !== undefined && (await fingerprintOf(requireAnswer(exercise, repeated))) !== check.digest) {
    throw conflict('answer', 'Ответ изменился после выдачи пакета.');
  }
  const answer = JSON.parse(check.answer) as Answer;
  const decided = decide({ exercise, text: textOf(answer), precheck: precheck(exercise, answer) }, evaluation);
  if (!decided.ok) {
    const { message, hint, field } = decided.error;
    throw new ToolError('INVALID_ARGUMENT', message, { field: `evaluation.${field}`, ...(hint !== null && { hint }) });
  }
  const outcome = outcomeOfGrades(exercise, decided.value, structureOf(exercise, answer).warnings);
  if (!fitsAnswer(outcome, exercise.passing_score)) throw tooLong();
  if (!(await services.checks.accept(checkId, await fingerprintOf(decided.value)))) throw used();
  const about = latest(check.attempt, saidNow);
  const finished = await finish({ exercise, answer, digest: check.digest, about, outcome }, context);
  await services.checks.use(checkId);
  return finished;
}

/** What both calls say about the attempt. The second wins: a learner may agree to keep the text, or no longer, in between. */
function latest({ batchId, minutes, keepText, idempotencyKey }: OpenCheck['attempt'], now: AboutAttempt): AboutAttempt {
  return {
    batch_id: now.batch_id ?? batchId ?? undefined,
    minutes_spent: now.minutes_spent ?? minutes ?? undefined,
    keep_text: now.keep_text ?? keepText,
    idempotency_key: now.idempotency_key ?? idempotencyKey ?? undefined,
  };
}

async function requireOpen(checkId: string, { services, now }: CallContext<ExerciseServices>): Promise<OpenCheck> {
  const found = await services.checks.find(checkId, now);
  switch (found.status) {
    case 'open':
      return found.check;
    case 'used':
      throw used();
    case 'expired':
      throw conflict('check_id', 'EXPIRED: срок пакета вышел.');
    case 'unknown':
      throw new ToolError('NOT_FOUND', 'Такого пакета нет: он чужой или его не было.', {
        field: 'check_id',
        hint: AGAIN,
      });
  }
}

/** The rubric of another version may have other criteria and levels. */
function requireSameVersion({ exerciseId, exerciseVersion }: OpenCheck): GradedExercise {
  const exercise = requireExercise(exerciseId);
  if (isGraded(exercise) && exercise.version === exerciseVersion) return exercise;
  throw conflict('check_id', 'Упражнение обновилось после выдачи пакета.');
}

const tooLong = () =>
  new ToolError('INVALID_ARGUMENT', RECORD_TOO_LONG, {
    field: 'evaluation',
    hint: 'Сократите strengths, issues, next_step и цитаты; пакет ещё действует.',
  });

const used = () =>
  new ToolError('CONFLICT', 'По этому пакету решение уже принято.', {
    field: 'check_id',
    hint: 'Итог — в exercises_get_attempts, если попытка сохранена. Новому ответу нужен новый пакет.',
  });

function conflict(field: string, message: string): ToolError {
  return new ToolError('CONFLICT', message, { field, hint: AGAIN });
}
