import type { Child } from './child.ts';
import { type Load, measure, type Sample } from './load.ts';

/** Whose figures a row has. */
export type Whose = 'this' | 'base' | 'peer';

/** Something that is measured once a round. */
export interface Case {
  readonly title: string;
  readonly whose: Whose;
  readonly system: Pick<Child, 'usage'>;
  /** Done before each round, not measured. */
  readonly prepare?: () => Promise<unknown>;
  readonly load: () => Load;
}

/** What a case gave: a sample for each round. */
export interface Row {
  readonly title: string;
  readonly whose: Whose;
  readonly samples: readonly Sample[];
}

/**
 * Measures all cases in every round, so that each ratio is of figures taken within the same seconds; every second round runs in
 * the reverse order, so that no case is always measured after the same one. The first round warms up and is not kept.
 */
export async function measureRounds(name: string, rounds: number, cases: readonly Case[]): Promise<readonly Row[]> {
  const samples = new Map<Case, Sample[]>(cases.map((each) => [each, []]));
  for (let round = 0; round <= rounds; round += 1) {
    console.error(round === 0 ? `${name}, warm-up` : `${name}, round ${round} of ${rounds}`);
    for (const each of round % 2 === 0 ? cases : cases.toReversed()) {
      await each.prepare?.();
      const sample = await measure(each.load(), each.system);
      if (round > 0) samples.get(each)?.push(sample);
    }
  }
  return cases.map((each) => ({ title: each.title, whose: each.whose, samples: samples.get(each) ?? [] }));
}
