import { expect, test } from 'vitest';
import { CRITERION_IDS, findStage, rankOf, STAGE_CATALOGUE, STAGE_IDS, STAGES, TOP_STAGE } from './stages.ts';

test('stages are in ascending order, each with a longer window than the one below', () => {
  expect(STAGES.map(({ id }) => id)).toEqual([...STAGE_IDS]);
  for (const [i, { window_weeks }] of STAGES.entries()) {
    expect(window_weeks).toBeGreaterThan(STAGES[i - 1]?.window_weeks ?? 0);
  }
  expect(rankOf('STG.Learner.Proactive')).toBe(4);
  expect(TOP_STAGE).toBe(STAGES.at(-1));
});

test('no norm is lower than that of the stage below, and every norm names its source', () => {
  for (const id of CRITERION_IDS) {
    const asked = STAGES.flatMap(({ thresholds }) => thresholds[id] ?? []);
    expect(asked.length).toBeGreaterThan(0);
    for (const [i, { min, max, source }] of asked.entries()) {
      expect(source).not.toBe('');
      expect((min === undefined) !== (max === undefined)).toBe(true);
      const before = asked[i - 1];
      if (before?.min !== undefined) expect(min).toBeGreaterThanOrEqual(before.min);
      if (before?.max !== undefined) expect(max).toBeLessThanOrEqual(before.max);
    }
  }
  expect(STAGE_CATALOGUE.version).toMatch(/^\d+\.\d+\.\d+$/);
});

test('the norms are those of the sources, stage by stage', () => {
  const norms = STAGES.map(({ window_weeks, thresholds }) => [
    window_weeks,
    ...CRITERION_IDS.map((id) => thresholds[id]?.min ?? thresholds[id]?.max ?? null),
  ]);
  // Weeks, then hours, days with the slot, days in a row, reflections, % of weeks with strategizing, drafts, relapses.
  expect(norms).toEqual([
    [1, null, null, null, null, null, null, null],
    [4, 4, 3, 3, null, null, null, null],
    [8, 6, 5, 4, 5, null, 1, 4],
    [12, 8, 6, 5, 6, 80, 1.5, 3],
    [24, 10, 6.7, 6, 6.7, 95, 2, 0],
  ]);
});

test.each([
  ['STG.Student.Disciplined', 'STG.Learner.Disciplined'],
  ['stg.learner.random', 'STG.Learner.Random'],
  ['Систематический', 'STG.Learner.Systematic'],
  [' практикующий ', 'STG.Learner.Practicing'],
])('%s is %s', (text, id) => {
  expect(findStage(text)?.id).toBe(id);
});

test.each(['', 'constructor', 'DEG.Student'])('%j is not a stage', (text) => {
  expect(findStage(text)).toBeNull();
});
