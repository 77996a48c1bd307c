import type { ExerciseOf } from '../content/exercise.ts';
import { stems, words } from '../text/words.ts';
import type { Answers } from './answer.ts';
import type { Checked } from './feedback.ts';

/** Words that say only that an answer follows. */
const LEAD_IN = new Set(['это', 'называется', 'ответ', 'думаю', 'наверное', 'кажется', 'по', 'моему', 'мне']);

/** Checks a term: forms of its words, `ё` and `е`, a hyphen or none are all the same. */
export function checkShortText(
  { accepted, partial, explanation }: ExerciseOf<'short_text'>,
  answer: Answers['short_text'],
): Checked {
  const given = normalForm(answer);
  if (accepted.some((text) => normalForm(text) === given)) {
    return { score: 100, feedback: [{ item: 'answer', outcome: 'right', text: explanation }] };
  }
  const [near] = partial
    .filter(({ text }) => normalForm(text) === given)
    .toSorted((one, other) => other.score - one.score);
  if (near) return { score: near.score, feedback: [{ item: 'answer', outcome: 'partly', text: near.hint }] };
  return {
    score: 0,
    feedback: [{ item: 'answer', outcome: 'wrong', text: 'Это другое понятие. Вернись к вопросу и возьми подсказку.' }],
  };
}

/** The stems in one piece: «над-система», «над система» and «надсистемой» are one term. */
function normalForm(text: string): string {
  return stems(
    words(text)
      .filter((word) => !LEAD_IN.has(word))
      .join(' '),
  ).join('');
}
