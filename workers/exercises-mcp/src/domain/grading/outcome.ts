import type { Checked, Feedback } from '../checking/feedback.ts';
import { verdictOf } from '../checking/verdict.ts';
import type { Exercise } from '../content/exercise.ts';
import type { Graded } from './evaluation.ts';
import type { Structure } from './structure.ts';

/** What an attempt came to. */
export interface Outcome extends Omit<Graded, 'score'> {
  readonly graded_by: 'server' | 'host';
  /** 0..100; null when the answer lacks something that grading needs. */
  readonly score: number | null;
  readonly passed: boolean;
  readonly feedback: readonly Feedback[];
}

const NOTHING = { feedback: [], criterion_scores: [], strengths: [], issues: [], warnings: [] };

/** The outcome of a check by key. */
export function outcomeOfKey({ passing_score }: Exercise, { score, feedback }: Checked): Outcome {
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
    passed: score >= passing_score,
    feedback,
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
    feedback: missing,
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
