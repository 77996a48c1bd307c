import type { CheckedExercise, ExerciseOf } from '../content/exercise.ts';
import { columnsOf, itemsOf } from '../content/sides.ts';
import { words } from '../text/words.ts';
import type { Answer, Answers } from './answer.ts';
import { checkNumeric } from './check-numeric.ts';
import { checkShortText } from './check-short-text.ts';
import { type Checked, equalPoints, type Feedback, NO_ANSWER, type Outcome } from './feedback.ts';

type Checker<T extends CheckedExercise['type']> = (exercise: ExerciseOf<T>, answer: Answers[T]) => Checked;

/** What an item of a checklist lacks. */
const NEEDS_EVIDENCE = 'Отмечено, но не подтверждено: напиши, что именно сделано.';

const CHECKERS: { readonly [T in CheckedExercise['type']]: Checker<T> } = {
  choice: ({ options }, chosen) => {
    const total = options.filter(({ correct }) => correct).length;
    const right = options.filter(({ id, correct }) => correct && chosen.includes(id)).length;
    return {
      score: Math.round((Math.max(0, right - (chosen.length - right)) / total) * 100),
      feedback: options.map(({ id, correct, explanation }) => ({
        item: id,
        outcome: outcomeOf(chosen.includes(id) === correct),
        text: explanation,
      })),
    };
  },
  match: (exercise, answer) => {
    const { left, right } = columnsOf(exercise);
    const points = equalPoints(left.length);
    const textOfRight = new Map(right.map(({ id, text }) => [id, text]));
    const outcomes = exercise.pairs.map((pair, i): Outcome => {
      const given = answer[left[i]?.id ?? ''];
      return given === undefined ? 'missing' : outcomeOf(textOfRight.get(given) === pair.right);
    });
    return {
      score: points.reduce((sum, each, i) => sum + (outcomes[i] === 'right' ? each : 0), 0),
      feedback: exercise.pairs.map(({ explanation }, i) =>
        explained(left[i]?.id ?? '', outcomes[i] ?? 'missing', explanation),
      ),
    };
  },
  order: (exercise, answer) => {
    const textOf = new Map(itemsOf(exercise).map(({ id, text }) => [id, text]));
    const inPlace = answer.map((id, i) => textOf.get(id) === exercise.items[i]);
    const score = Math.round((inPlace.filter(Boolean).length / exercise.items.length) * 100);
    return {
      score,
      feedback: answer.map((item, i) => ({
        item,
        outcome: outcomeOf(inPlace[i] === true),
        text: inPlace[i] === true ? 'На своём месте.' : exercise.explanation,
      })),
    };
  },
  case: ({ steps }, answer) => {
    const outcomes = steps.map(({ id, options }): Outcome => {
      const given = answer[id];
      return given === undefined
        ? 'missing'
        : outcomeOf(options.find((option) => option.id === given)?.correct === true);
    });
    const right = outcomes.filter((outcome) => outcome === 'right').length;
    return {
      score: Math.round((right / steps.length) * 100),
      feedback: steps.map(({ id, options }, i) => {
        const explanation = options.map((option) => `«${option.text}»: ${option.explanation}`).join(' ');
        return explained(id, outcomes[i] ?? 'missing', explanation);
      }),
    };
  },
  numeric: checkNumeric,
  short_text: checkShortText,
  checklist: ({ items }, answer) => {
    const points = equalPoints(items.length);
    const outcomes = items.map(({ id, evidence = 0 }): Outcome => {
      const mark = answer[id];
      if (mark?.done !== true) return 'missing';
      return isEvidence(mark.evidence ?? '', evidence) ? 'right' : 'partly';
    });
    return {
      score: points.reduce((sum, each, i) => sum + (outcomes[i] === 'right' ? each : 0), 0),
      feedback: items.flatMap(({ id, text }, i) => {
        const outcome = outcomes[i] ?? 'missing';
        const said = outcome === 'right' ? 'Есть.' : outcome === 'partly' ? NEEDS_EVIDENCE : `Ещё не сделано: ${text}`;
        return { item: id, outcome, text: said };
      }),
    };
  },
};

/** Whether a text may say what was done: dots and dashes say nothing, however many. Nothing is asked for where `least` is 0. */
const isEvidence = (text: string, least: number) => least === 0 || (text.length >= least && words(text).length > 0);

/** What is told of a part. The explanation gives its key away, so only an answered part has it. */
const explained = (item: string, outcome: Outcome, explanation: string): Feedback => ({
  item,
  outcome,
  text: outcome === 'missing' ? NO_ANSWER : explanation,
});

const outcomeOf = (isRight: boolean): Outcome => (isRight ? 'right' : 'wrong');

/** Checks an answer by the key. The answer has the form of `answerSchemaOf`. */
export function checkAnswer(exercise: CheckedExercise, answer: Answer): Checked {
  const checker = CHECKERS[exercise.type] as (exercise: CheckedExercise, answer: Answer) => Checked;
  return checker(exercise, answer);
}
