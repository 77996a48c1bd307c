import type { StageId } from './stages.ts';

/** What an assessment rests on. */
export const ASSESSMENT_BASES = ['self', 'dialog', 'metrics'] as const;

/** A word about the learner's stage: an assessment, never the stage itself. */
export interface StageAssessment {
  readonly proposedStage: StageId;
  readonly basis: (typeof ASSESSMENT_BASES)[number];
  readonly reason: string;
  readonly confidence: number | null;
  /** What the numbers said at that time. */
  readonly estimate: StageId | null;
  readonly confirmed: boolean;
}

/** Confirmed is what a dialog and the numbers say alike; either alone is an opinion. */
export function isConfirmed(basis: StageAssessment['basis'], proposed: StageId, estimate: StageId | null): boolean {
  return basis === 'dialog' && proposed === estimate;
}
