import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { activeDays, factsOf, NOW, ZONE } from './active-days.arbitrary.ts';
import { estimateStage } from './stage-estimate.ts';

test('one long period without reports may hide as many relapses as fit into it', () => {
  const afterSilenceOf = (length: number) => {
    const days = Array.from({ length: 170 }, (_, i) => i + 1).filter((back) => back <= 9 || back > 9 + length);
    const { all } = estimateStage(factsOf(days, 30, false), null, ZONE, NOW);
    const systematic = all.find(({ stage }) => stage.id === 'STG.Learner.Systematic');
    return systematic?.criteria.find(({ id }) => id === 'relapse_count')?.status;
  };
  // Up to four are allowed: 23 days hide four, 24 days five. Days at the head of the window hide them too.
  expect([4, 23, 24, 50, 100].map(afterSilenceOf)).toEqual(['met', 'met', 'unknown', 'unknown', 'unknown']);
});

describe('a silence that a timer reported as empty', () => {
  const daysUntil = (last: number) => Array.from({ length: last }, (_, i) => i + 1);
  const relapsesOf = (days: readonly number[]) =>
    estimateStage(factsOf(days, 30, true), null, ZONE, NOW).all.map(({ stage, measures: { relapse_count } }) => [
      stage.window_weeks,
      relapse_count.value,
    ]);

  test('is a relapse in each window that it reaches into by more than three days', () => {
    // It ends 52 days back, where the window of eight weeks has had four days.
    const until = (silence: number) => relapsesOf(daysUntil(170).filter((back) => back <= 52 || back > silence));
    expect(until(80)).toEqual(
      expect.arrayContaining([
        [8, 1],
        [12, 1],
        [24, 1],
      ]),
    );
    expect(until(120)).toEqual(
      expect.arrayContaining([
        [8, 1],
        [12, 1],
        [24, 1],
      ]),
    );
    const shorter = relapsesOf(daysUntil(170).filter((back) => back <= 53 || back > 80));
    expect(shorter).toEqual(
      expect.arrayContaining([
        [8, 0],
        [12, 1],
        [24, 1],
      ]),
    );
  });

  test('is a relapse at the head of the longest window, however long ago the activity before it was', () => {
    // The window begins 168 days back; what is read of events begins a day before it.
    const facts = factsOf(daysUntil(160), 30, true);
    const relapsesSince = (firstBack: number) =>
      estimateStage({ ...facts, firstActionMs: NOW - firstBack * 86_400_000 }, null, ZONE, NOW).all.find(
        ({ stage }) => stage.window_weeks === 24,
      )?.measures.relapse_count.value;
    expect([169, 170, 200, 1000].map(relapsesSince)).toEqual([1, 1, 1, 1]);
    expect([160, 167].map(relapsesSince)).toEqual([0, 0]);
  });

  test('is none before the first activity of all', () => {
    for (const [, value] of relapsesOf(daysUntil(30))) expect(value).toBe(0);
  });
});

test('no relapse is a zero only where no day can hide one', () => {
  fc.assert(
    fc.property(activeDays, fc.boolean(), fc.integer({ min: 1, max: 180 }), (days, synced, since) => {
      const active = days.filter((back) => back <= since);
      for (const { measures } of estimateStage(factsOf(active, 30, synced, since), null, ZONE, NOW).all) {
        const { value, atMost } = measures.relapse_count;
        if (value === 0) expect(atMost).toBe(0);
      }
    }),
  );
});
