import { expect, test } from 'vitest';
import { OPEN, TERM } from '../testing/samples.ts';
import { outcomeOfGrades, outcomeOfIncomplete, outcomeOfKey } from './outcome.ts';

const GRADED = {
  verdict: 'needs_revision',
  mentor_review: true,
  criterion_scores: [],
  strengths: [],
  issues: [],
  next_step: 'Дальше',
  warnings: [],
} as const;

test.each([
  [59, false],
  [60, true],
  [61, true],
])('with %i points, where 60 are enough, an exercise is passed: %s', (score, passed) => {
  expect([OPEN.passing_score, TERM.passing_score]).toEqual([60, 60]);
  expect(outcomeOfKey(TERM, { score, feedback: [] }).passed).toBe(passed);
  expect(outcomeOfGrades(OPEN, { ...GRADED, score }, []).passed).toBe(passed);
});

test('an answer that cannot be graded yet has no points, and is not passed', () => {
  expect(outcomeOfIncomplete({ missing: [], warnings: [] })).toMatchObject({ score: null, passed: false });
});
