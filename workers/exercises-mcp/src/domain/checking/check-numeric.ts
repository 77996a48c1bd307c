import type { ExerciseOf } from '../content/exercise.ts';
import type { Answers } from './answer.ts';
import { type Checked, type Feedback, NO_ANSWER } from './feedback.ts';

type Part = ExerciseOf<'numeric'>['parts'][number];

/** Checks the numbers of an answer; a value of a typical error gets its own hint. */
export function checkNumeric({ parts }: ExerciseOf<'numeric'>, answer: Answers['numeric']): Checked {
  const feedback = parts.map((part) => feedbackOf(part, answer[part.id]));
  const score = parts.reduce((sum, { points }, i) => sum + (feedback[i]?.outcome === 'right' ? points : 0), 0);
  return { score, feedback };
}

function feedbackOf(part: Part, given: number | undefined): Feedback {
  const { id, value, tolerance, explanation, common_errors } = part;
  if (given === undefined) return { item: id, outcome: 'missing', text: NO_ANSWER };
  if (near(given, value, tolerance)) return { item: id, outcome: 'right', text: explanation };
  const known = common_errors.find((error) => near(given, error.value, 0));
  return {
    item: id,
    outcome: 'wrong',
    text: known?.hint ?? 'Другое число: проверь условие, единицу и каждый шаг счёта.',
  };
}

/** Sums of decimal fractions are off by some last bits. */
const near = (one: number, other: number, tolerance: number) => Math.abs(one - other) <= tolerance + 1e-9;
