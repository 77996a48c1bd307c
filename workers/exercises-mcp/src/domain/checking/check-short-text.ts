import type { ExerciseOf } from '../content/exercise.ts';
import { stems, words } from '../text/words.ts';
import type { Answers } from './answer.ts';
import type { Checked } from './feedback.ts';

/** Words that say only that an answer follows. */
const LEAD_IN = new Set('это называется ответ я думаю что наверное наверно видимо кажется по моему мне'.split(' '));

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
    feedback: [{ item: 'answer', outcome: 'wrong', text: OTHER_WORDS }],
  };
}

/** The key has a few words for a term, and does not know what others mean. */
const OTHER_WORDS = 'С ответом не совпало. Если мысль та же, назови её одним термином; если нет — возьми подсказку.';

/** The stems in one piece: «над-система», «над система» and «надсистемой» are one term. */
function normalForm(text: string): string {
  return stems(
    words(text)
      .filter((word) => !LEAD_IN.has(word))
      .join(' '),
  ).join('');
}
