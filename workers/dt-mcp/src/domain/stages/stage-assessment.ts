import type { StageId } from './stages.ts';

/** What an assessment rests on. */
export const ASSESSMENT_BASES = ['self', 'dialog', 'metrics'] as const;

/** A word about the learner's stage: an assessment, never the stage itself. */
export interface StageAssessment {
  readonly proposedStage: StageId;
  readonly basis: (typeof ASSESSMENT_BASES)[number];
  readonly reason: string;
  readonly confidence: number | null;
  /** What the numbers alone said at that time, whatever stage was confirmed. */
  readonly estimate: StageId | null;
  readonly confirmed: boolean;
}

/** Confirmed is what a dialog and the numbers say alike; either alone is an opinion. */
export function isConfirmed(basis: StageAssessment['basis'], proposed: StageId, numbers: StageId | null): boolean {
  return basis === 'dialog' && proposed === numbers;
}

/** An assessment as it is kept. */
export interface KeptAssessment {
  readonly id: string;
  readonly createdAtMs: number;
  readonly body: StageAssessment;
}

/** A step of the history: an assessment and the stage that stood confirmed before it. */
export interface StageStep extends KeptAssessment {
  /** Null when no stage was confirmed before. */
  readonly from: StageId | null;
}

/** The stage that was confirmed last; null when none ever was. */
export function confirmedStageOf(assessments: readonly KeptAssessment[]): StageId | null {
  return inOrder(assessments).findLast(({ body }) => body.confirmed)?.body.proposedStage ?? null;
}

/** The history of stages, the latest first. Give every assessment: what one comes from is told by those before it. */
export function stageHistory(assessments: readonly KeptAssessment[]): StageStep[] {
  let from: StageId | null = null;
  const steps: StageStep[] = [];
  for (const assessment of inOrder(assessments)) {
    steps.push({ ...assessment, from });
    if (assessment.body.confirmed) from = assessment.body.proposedStage;
  }
  return steps.reverse();
}

function inOrder(assessments: readonly KeptAssessment[]): KeptAssessment[] {
  return assessments.toSorted((a, b) => a.createdAtMs - b.createdAtMs || (a.id < b.id ? -1 : 1));
}
