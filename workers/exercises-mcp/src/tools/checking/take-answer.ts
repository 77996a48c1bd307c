import { type CallContext, fingerprintOf } from '@aisystant/mcp';
import * as z from 'zod';
import { type Answer, textOf } from '../../domain/checking/answer.ts';
import { checkAnswer } from '../../domain/checking/check-answer.ts';
import { type GradedExercise, isGraded } from '../../domain/content/exercise.ts';
import { Evaluation } from '../../domain/grading/evaluation.ts';
import { gradingPackage } from '../../domain/grading/grading-package.ts';
import { outcomeOfIncomplete, outcomeOfKey } from '../../domain/grading/outcome.ts';
import { precheck } from '../../domain/grading/precheck.ts';
import { structureOf } from '../../domain/grading/structure.ts';
import type { ExerciseServices } from '../../services.ts';
import { requireExercise } from '../require.ts';
import { requireAnswer } from './answer-field.ts';
import type { CheckOutput, PackageOutput } from './check-output.ts';
import { type AboutAttempt, finish, notPersistedBecause } from './finish.ts';

/** How long a grading package is valid. */
const PACKAGE_MS = 60 * 60_000;

/** An answer as it is given. */
interface GivenAnswer {
  readonly exerciseId: string;
  readonly given: unknown;
  readonly about: AboutAttempt;
}

/** The first call of a check: the outcome, or the package that the host's model grades by. */
export async function takeAnswer(
  { exerciseId, given, about }: GivenAnswer,
  context: CallContext<ExerciseServices>,
): Promise<CheckOutput> {
  const exercise = requireExercise(exerciseId);
  const answer = requireAnswer(exercise, given);
  const digest = await fingerprintOf(answer);
  const attempt = { exercise, answer, digest, about };
  if (!isGraded(exercise))
    return finish({ ...attempt, outcome: outcomeOfKey(exercise, checkAnswer(exercise, answer)) }, context);
  const structure = structureOf(exercise, answer);
  if (structure.missing.length > 0) return finish({ ...attempt, outcome: outcomeOfIncomplete(structure) }, context);
  return {
    phase: 'evaluation_required',
    exercise_id: exercise.id,
    exercise_version: exercise.version,
    persisted: false,
    not_persisted_because: await notPersistedBecause(context.services),
    warnings: [...structure.warnings],
    ...(await openPackage({ exercise, answer, digest, about }, context)),
  };
}

async function openPackage(
  {
    exercise,
    answer,
    digest,
    about,
  }: { exercise: GradedExercise; answer: Answer; digest: string; about: AboutAttempt },
  { services, now }: CallContext<ExerciseServices>,
): Promise<PackageOutput> {
  const expiresAtMs = now + PACKAGE_MS;
  const { minutes_spent = null, keep_text = false, batch_id = null, idempotency_key = null } = about;
  const check_id = await services.checks.open(
    {
      exerciseId: exercise.id,
      exerciseVersion: exercise.version,
      digest,
      expiresAtMs,
      answer: JSON.stringify(answer),
      attempt: { batchId: batch_id, minutes: minutes_spent, keepText: keep_text, idempotencyKey: idempotency_key },
    },
    now,
  );
  const made = gradingPackage(exercise, { text: textOf(answer), digest, precheck: precheck(exercise, answer) });
  return {
    ...made,
    check_id,
    expires_at: new Date(expiresAtMs).toISOString(),
    answer_digest: digest,
    output_schema: OUTPUT_SCHEMA,
    concepts: { used: [...made.concepts.used], missed: [...made.concepts.missed] },
    common_errors: [...made.common_errors],
    level_limits: [...made.level_limits],
  };
}

const { $schema: _, ...OUTPUT_SCHEMA } = z.toJSONSchema(Evaluation, { io: 'input' });
