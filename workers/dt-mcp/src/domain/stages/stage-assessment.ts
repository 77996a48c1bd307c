import type { StageId } from './stages.ts';

/** Grounds of an assessment. */
export const ASSESSMENT_BASES = ['self', 'dialog', 'metrics'] as const;

/** An opinion about the learner's stage; the stage itself is never stored. */
export interface StageAssessment {
  readonly proposedStage: StageId;
  readonly basis: (typeof ASSESSMENT_BASES)[number];
  readonly reason: string;
  readonly confidence: number | null;
  /** The estimate by the numbers at that time, ignoring the confirmed stage. */
  readonly estimate: StageId | null;
  readonly confirmed: boolean;
}

/** Confirmed when a dialog and the numbers agree. */
export function isConfirmed(basis: StageAssessment['basis'], proposed: StageId, numbers: StageId | null): boolean {
  return basis === 'dialog' && proposed === numbers;
}

/** A stored assessment. */
export interface StoredAssessment {
  readonly id: string;
  readonly createdAtMs: number;
  readonly body: StageAssessment;
}

/** An assessment and the stage confirmed before it. */
export interface StageStep extends StoredAssessment {
  /** Null when no stage was confirmed before. */
  readonly from: StageId | null;
}

/** The last confirmed stage; null without any. */
export function confirmedStageOf(assessments: readonly StoredAssessment[]): StageId | null {
  return inOrder(assessments).findLast(({ body }) => body.confirmed)?.body.proposedStage ?? null;
}

/** The history of stages, the latest first. Needs every assessment, since `from` comes from the earlier ones. */
export function stageHistory(assessments: readonly StoredAssessment[]): StageStep[] {
  let from: StageId | null = null;
  const steps: StageStep[] = [];
  for (const assessment of inOrder(assessments)) {
    steps.push({ ...assessment, from });
    if (assessment.body.confirmed) from = assessment.body.proposedStage;
  }
  return steps.reverse();
}

function inOrder(assessments: readonly StoredAssessment[]): StoredAssessment[] {
  return assessments.toSorted((a, b) => a.createdAtMs - b.createdAtMs || (a.id < b.id ? -1 : 1));
}
