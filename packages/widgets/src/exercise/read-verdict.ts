import type { Reader } from '../kit/read.ts';

/** What the check of an answer found. */
export interface Verdict {
  readonly verdict: 'accepted' | 'needs_revision' | 'rejected';
  /** Null when it is too early to grade. */
  readonly score: number | null;
  readonly passing: number | null;
  readonly items: readonly {
    readonly item: string;
    /** Null when the item is the answer as a whole. */
    readonly title: string | null;
    readonly outcome: Outcome;
    readonly text: string;
  }[];
  readonly strengths: readonly string[];
  readonly issues: readonly { readonly issue: string; readonly suggestion: string }[];
  readonly nextStep: string | null;
  /** Null when the answer does not say. */
  readonly isSaved: boolean | null;
  /** Why nothing was saved. */
  readonly notSaved: string | null;
  readonly warnings: readonly string[];
}

const VERDICTS = ['accepted', 'needs_revision', 'rejected'] as const;
const OUTCOMES = ['right', 'partly', 'wrong', 'missing'] as const;
type Outcome = (typeof OUTCOMES)[number];

/** Reads the answer of `exercises_check`; null while a model has still to grade it. */
export function readVerdict(answer: Reader): Verdict | null {
  const verdict = VERDICTS.find((each) => each === answer.text('verdict'));
  if (verdict === undefined) return null;
  return {
    verdict,
    score: answer.count('score'),
    passing: answer.count('passing_score'),
    items: answer.list('feedback').flatMap((item) => {
      const outcome = OUTCOMES.find((each) => each === item.text('outcome'));
      if (outcome === undefined) return [];
      return [{ item: item.text('item') ?? '', title: item.text('title'), outcome, text: item.text('text') ?? '' }];
    }),
    strengths: answer.texts('strengths'),
    issues: answer
      .list('issues')
      .map((issue) => ({ issue: issue.text('issue') ?? '', suggestion: issue.text('suggestion') ?? '' })),
    nextStep: answer.text('next_step'),
    isSaved: answer.booleanOrNull('persisted'),
    notSaved: answer.text('not_persisted_because'),
    warnings: answer.texts('warnings'),
  };
}
