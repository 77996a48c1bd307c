import fc from 'fast-check';
import { expect, test } from 'vitest';
import { confirmedStageOf, isConfirmed, type StoredAssessment, stageHistory } from './stage-assessment.ts';
import { STAGE_IDS, type StageId } from './stages.ts';

const assessment = (createdAtMs: number, proposedStage: StageId, confirmed: boolean): StoredAssessment => ({
  id: `${createdAtMs}`,
  createdAtMs,
  body: { proposedStage, basis: 'dialog', reason: 'обсудили', confidence: null, estimate: proposedStage, confirmed },
});
const PRACTICING = 'STG.Learner.Practicing';
const SYSTEMATIC = 'STG.Learner.Systematic';
const steps = (...all: StoredAssessment[]) =>
  stageHistory(all).map(({ from, body }) => [from, body.proposedStage, body.confirmed]);

test('a confirmed step starts from the stage confirmed before it', () => {
  expect(
    steps(assessment(1, PRACTICING, true), assessment(2, SYSTEMATIC, false), assessment(3, SYSTEMATIC, true)),
  ).toEqual([
    [PRACTICING, SYSTEMATIC, true],
    [PRACTICING, SYSTEMATIC, false],
    [null, PRACTICING, true],
  ]);
});

test('only a dialog that agrees with the estimate confirms a stage', () => {
  expect(isConfirmed('dialog', PRACTICING, PRACTICING)).toBe(true);
  expect(isConfirmed('self', PRACTICING, PRACTICING)).toBe(false);
  expect(isConfirmed('dialog', SYSTEMATIC, PRACTICING)).toBe(false);
});

const assessments = fc.uniqueArray(
  fc.record({ at: fc.nat(1000), stage: fc.constantFrom(...STAGE_IDS), confirmed: fc.boolean() }),
  { selector: ({ at }) => at, maxLength: 20 },
);

test('each step starts where the previous one ended, for any order of reading', () => {
  fc.assert(
    fc.property(assessments, (all) => {
      const kept = all.map(({ at, stage, confirmed }) => assessment(at, stage, confirmed));
      const history = stageHistory(kept);
      expect(stageHistory(kept.toReversed())).toEqual(history);
      const confirmed = history.filter(({ body }) => body.confirmed);
      for (const [i, { from }] of confirmed.entries()) {
        expect(from).toBe(confirmed[i + 1]?.body.proposedStage ?? null);
      }
      expect(confirmedStageOf(kept)).toBe(confirmed[0]?.body.proposedStage ?? null);
    }),
  );
});
