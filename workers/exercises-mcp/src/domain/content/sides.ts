import type { ExerciseOf } from './exercise.ts';

/** Something a learner refers to by its id. */
export interface Part {
  readonly id: string;
  readonly text: string;
}

const LETTERS = 'abcdefghi';
const byText = (one: string, other: string) => (one < other ? -1 : one > other ? 1 : 0);

/** The two columns of a match. The right one is sorted before it gets its ids, so that neither tells the pairs. */
export function columnsOf({ pairs }: Pick<ExerciseOf<'match'>, 'pairs'>): {
  readonly left: readonly Part[];
  readonly right: readonly Part[];
} {
  const rights = pairs.map(({ right }) => right).toSorted(byText);
  return {
    left: pairs.map(({ left }, i) => ({ id: String(i + 1), text: left })),
    right: rights.map((text, i) => ({ id: LETTERS.charAt(i), text })),
  };
}

/** The items of an ordering as learners see them: sorted before they get their ids. */
export function itemsOf({ items }: Pick<ExerciseOf<'order'>, 'items'>): readonly Part[] {
  return items.toSorted(byText).map((text, i) => ({ id: LETTERS.charAt(i), text }));
}
