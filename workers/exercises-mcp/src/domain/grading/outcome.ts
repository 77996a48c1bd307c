import type { Checked, Feedback } from '../checking/feedback.ts';
import { verdictOf } from '../checking/verdict.ts';
import type { Exercise } from '../content/exercise.ts';
import { publicExercise } from '../content/public-exercise.ts';
import type { Graded } from './evaluation.ts';
import type { Structure } from './structure.ts';

/** Feedback as a learner reads it. */
export interface NamedFeedback extends Feedback {
  /** The text of the item, which its id says nothing of; null when it is the answer as a whole, or the feedback names it. */
  readonly title: string | null;
}

/** What an attempt came to. */
export interface Outcome extends Omit<Graded, 'score'> {
  readonly graded_by: 'server' | 'host';
  /** 0..100; null when the answer lacks something that grading needs. */
  readonly score: number | null;
  readonly passed: boolean;
  readonly feedback: readonly NamedFeedback[];
}

const NOTHING = { feedback: [], criterion_scores: [], strengths: [], issues: [], warnings: [] };

/** The outcome of a check by key. */
export function outcomeOfKey(exercise: Exercise, { score, feedback }: Checked): Outcome {
  const titles = new Map(publicExercise(exercise).parts.map(({ id, text }) => [id, text]));
  const { verdict, mentor_review } = verdictOf(score);
  const next_step =
    verdict === 'accepted'
      ? 'Принято. Можно записать, что из этого пригодится, и идти дальше.'
      : 'Прочитай пояснения и попробуй ещё раз; если застрял — возьми подсказку.';
  return {
    ...NOTHING,
    graded_by: 'server',
    score,
    verdict,
    mentor_review,
    passed: score >= exercise.passing_score,
    feedback: feedback.map((each) => ({ ...each, title: titles.get(each.item) ?? null })),
    next_step,
  };
}

/** The outcome of an answer that cannot be graded yet. */
export function outcomeOfIncomplete({ missing, warnings }: Structure): Outcome {
  return {
    ...NOTHING,
    graded_by: 'server',
    score: null,
    verdict: 'needs_revision',
    passed: false,
    mentor_review: false,
    feedback: missing.map((each) => ({ ...each, title: null })),
    next_step: 'Дополни ответ и отправь снова: оценивать пока рано.',
    warnings,
  };
}

/** The outcome of grades that the server accepted. */
export function outcomeOfGrades({ passing_score }: Exercise, graded: Graded, warnings: readonly string[]): Outcome {
  return {
    ...NOTHING,
    ...graded,
    graded_by: 'host',
    passed: graded.score >= passing_score,
    warnings: [...warnings, ...graded.warnings],
  };
}
