/** What becomes of an answer. */
export const VERDICTS = ['accepted', 'needs_revision', 'rejected'] as const;

/** A verdict. */
export type Verdict = (typeof VERDICTS)[number];

/** Lowest scores of the verdicts; from `mentor` up to `accepted` a mentor should look at the answer. */
export const THRESHOLDS = { accepted: 80, mentor: 60, needs_revision: 40 } as const;

/** The verdict of a score of 0..100. */
export function verdictOf(score: number): { readonly verdict: Verdict; readonly mentor_review: boolean } {
  if (score >= THRESHOLDS.accepted) return { verdict: 'accepted', mentor_review: false };
  if (score >= THRESHOLDS.needs_revision)
    return { verdict: 'needs_revision', mentor_review: score >= THRESHOLDS.mentor };
  return { verdict: 'rejected', mentor_review: false };
}
