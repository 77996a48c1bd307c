import fc from 'fast-check';
import { expect, test } from 'vitest';
import { confirmedStageOf, isConfirmed, type StoredAssessment, stageHistory } from './stage-assessment.ts';
import { STAGE_IDS, type StageId } from './stages.ts';

const said = (createdAtMs: number, proposedStage: StageId, confirmed: boolean): StoredAssessment => ({
  id: `${createdAtMs}`,
  createdAtMs,
  body: { proposedStage, basis: 'dialog', reason: 'обсудили', confidence: null, estimate: proposedStage, confirmed },
});
const PRACTICING = 'STG.Learner.Practicing';
const SYSTEMATIC = 'STG.Learner.Systematic';
const steps = (...all: StoredAssessment[]) =>
  stageHistory(all).map(({ from, body }) => [from, body.proposedStage, body.confirmed]);

test('a confirmed step comes from the stage that was confirmed before it', () => {
  expect(steps(said(1, PRACTICING, true), said(2, SYSTEMATIC, false), said(3, SYSTEMATIC, true))).toEqual([
    [PRACTICING, SYSTEMATIC, true],
    [PRACTICING, SYSTEMATIC, false],
    [null, PRACTICING, true],
  ]);
});

test('only a dialog that agrees with the numbers confirms', () => {
  expect(isConfirmed('dialog', PRACTICING, PRACTICING)).toBe(true);
  expect(isConfirmed('self', PRACTICING, PRACTICING)).toBe(false);
  expect(isConfirmed('dialog', SYSTEMATIC, PRACTICING)).toBe(false);
});

const assessments = fc.uniqueArray(
  fc.record({ at: fc.nat(1000), stage: fc.constantFrom(...STAGE_IDS), confirmed: fc.boolean() }),
  { selector: ({ at }) => at, maxLength: 20 },
);

test('the steps follow one another without a break, in whatever order they were read', () => {
  fc.assert(
    fc.property(assessments, (all) => {
      const kept = all.map(({ at, stage, confirmed }) => said(at, stage, confirmed));
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
