/** How one item of an answer turned out. */
export type Outcome = 'right' | 'partly' | 'wrong' | 'missing';

/** What a learner is told about one item after an attempt. */
export interface Feedback {
  /** Id of an option, a pair, a step, a part, a criterion. */
  readonly item: string;
  readonly outcome: Outcome;
  /** Why; never the key itself. */
  readonly text: string;
}

/** What is told of an item that was not answered. */
export const NO_ANSWER = 'Ответа нет.';

/** The outcome of a check by the server alone. */
export interface Checked {
  /** 0..100. */
  readonly score: number;
  readonly feedback: readonly Feedback[];
}

/** Points of each of `count` equal items; what does not divide goes to the last one, so that all together are 100. */
export function equalPoints(count: number): readonly number[] {
  const each = Math.floor(100 / count);
  return Array.from({ length: count }, (_, i) => (i === count - 1 ? 100 - each * (count - 1) : each));
}
