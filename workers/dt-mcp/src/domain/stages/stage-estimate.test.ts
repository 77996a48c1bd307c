import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { addDays, localDateAt } from '../time/calendar.ts';
import { activeDays, factsOf, NOW, ZONE } from './active-days.arbitrary.ts';
import { estimateStage, type MeasuredStage } from './stage-estimate.ts';
import { rankOf, STAGE_IDS } from './stages.ts';

const stages = fc.option(fc.constantFrom(...STAGE_IDS));

test('a confirmed stage is never lowered by the estimate', () => {
  fc.assert(
    fc.property(
      activeDays,
      fc.nat(300),
      fc.boolean(),
      fc.constantFrom(...STAGE_IDS),
      (days, minutes, synced, confirmed) => {
        const { estimate } = estimateStage(factsOf(days, minutes, synced), confirmed, ZONE, NOW);
        expect(rankOf(estimate ?? 'STG.Learner.Random')).toBeGreaterThanOrEqual(rankOf(confirmed));
      },
    ),
    { numRuns: 40 },
  );
});

test('the estimate does not depend on the confirmed stage', () => {
  fc.assert(
    fc.property(activeDays, fc.nat(300), fc.boolean(), stages, (days, minutes, synced, confirmed) => {
      const facts = factsOf(days, minutes, synced);
      const { numbers } = estimateStage(facts, confirmed, ZONE, NOW);
      expect(numbers).toBe(estimateStage(facts, null, ZONE, NOW).estimate);
    }),
    { numRuns: 40 },
  );
});

test('without any record a confirmed stage is no reason to assess anew: nothing speaks against it', () => {
  const found = estimateStage(factsOf([], 30, false), 'STG.Learner.Systematic', ZONE, NOW);
  expect(found).toMatchObject({ numbers: null, estimate: 'STG.Learner.Systematic', suggestReassessment: false });
  const lower = estimateStage(factsOf([1, 2, 3], 30, true), 'STG.Learner.Systematic', ZONE, NOW);
  expect(lower).toMatchObject({ numbers: 'STG.Learner.Random', suggestReassessment: true });
});

test('the highest stage has no next stage, even if the estimate is lower', () => {
  const facts = factsOf([1, 2, 3], 30, true);
  const { estimate, numbers, next } = estimateStage(facts, 'STG.Learner.Proactive', ZONE, NOW);
  expect([estimate, numbers, next]).toEqual(['STG.Learner.Proactive', 'STG.Learner.Random', null]);
  expect(estimateStage(facts, 'STG.Learner.Systematic', ZONE, NOW).next?.stage.id).toBe('STG.Learner.Disciplined');
});

test('a met criterion stays met when more is done on the same days', () => {
  fc.assert(
    fc.property(activeDays, fc.nat(200), fc.nat(100), (days, minutes, more) => {
      const rank = (length: number) => {
        const { estimate } = estimateStage(factsOf(days, length, true), null, ZONE, NOW);
        return estimate === null ? -1 : rankOf(estimate);
      };
      expect(rank(minutes + more)).toBeGreaterThanOrEqual(rank(minutes));
    }),
    { numRuns: 40 },
  );
});

test('without data there is no estimate, and with gaps no criterion is unmet', () => {
  const empty = estimateStage(factsOf([], 0, false), null, ZONE, NOW);
  expect(empty).toMatchObject({ estimate: null, confidence: 'low', suggestReassessment: false });
  const { all } = estimateStage(factsOf([10], 30, false), null, ZONE, NOW);
  expect(all.flatMap(({ criteria }) => criteria).some(({ status }) => status === 'unmet')).toBe(false);
});

describe('a stage whose window starts before the first record', () => {
  const since = fc.integer({ min: 1, max: 167 });
  const criteria = (days: readonly number[], minutes: number, recorded: number) =>
    estimateStage(
      factsOf(
        days.filter((back) => back <= recorded),
        minutes,
        true,
        recorded,
      ),
      null,
      ZONE,
      NOW,
    ).all.flatMap(({ stage, criteria: all }) => all.map((one) => ({ ...one, weeks: stage.window_weeks })));

  test('has no unmet minimum: the days before the first record are unknown', () => {
    fc.assert(
      fc.property(activeDays, fc.nat(300), since, (days, minutes, recorded) => {
        for (const { rule, status, weeks } of criteria(days, minutes, recorded)) {
          if (rule === 'min' && recorded < 7 * weeks) expect(status).not.toBe('unmet');
        }
      }),
      { numRuns: 40 },
    );
  });

  test('has its relapse criterion met only if the unknown days cannot hide too many', () => {
    const relapses = (recorded: number) =>
      Object.fromEntries(
        criteria(
          Array.from({ length: 170 }, (_, i) => i + 1),
          30,
          recorded,
        )
          .filter(({ id }) => id === 'relapse_count')
          .map(({ weeks, status }) => [weeks, status]),
      );
    expect(relapses(170)).toEqual({ 8: 'met', 12: 'met', 24: 'met' });
    expect(relapses(84)).toEqual({ 8: 'met', 12: 'met', 24: 'unknown' });
    // Eighteen days before the record could hide three relapses, nineteen four.
    expect(relapses(66)).toEqual({ 8: 'met', 12: 'met', 24: 'unknown' });
    expect(relapses(65)).toEqual({ 8: 'met', 12: 'unknown', 24: 'unknown' });
    expect(relapses(7)).toEqual({ 8: 'unknown', 12: 'unknown', 24: 'unknown' });
  });

  test('is reached if the known days suffice for the whole window', () => {
    const { estimate } = estimateStage(factsOf([1, 2, 3, 4, 5, 6, 7, 8, 9, 10], 240, true, 10), null, ZONE, NOW);
    expect(estimate).toBe('STG.Learner.Random');
    const twoWeeks = Array.from({ length: 14 }, (_, i) => i + 1);
    const long = estimateStage(factsOf(twoWeeks, 240, true, 14), null, ZONE, NOW);
    expect(long.estimate).toBe('STG.Learner.Practicing');
  });
});

test('a value lies between its lower and upper bound, and is null only without data', () => {
  fc.assert(
    fc.property(activeDays, fc.nat(300), fc.boolean(), (days, minutes, synced) => {
      const { all } = estimateStage(factsOf(days, minutes, synced), null, ZONE, NOW);
      for (const { measures, quality, criteria } of all) {
        for (const { status, why } of criteria) expect(why !== null).toBe(status === 'unknown');
        for (const [id, { value, atLeast, atMost }] of Object.entries(measures)) {
          expect(atLeast, id).toBeLessThanOrEqual(atMost);
          if (value === null) continue;
          expect(atLeast, id).toBeLessThanOrEqual(value);
          expect(value, id).toBeLessThanOrEqual(atMost);
        }
        if (quality.status === 'NO_DATA') expect(measures.hours_per_week.value).toBeNull();
      }
    }),
    { numRuns: 40 },
  );
});

test('a criterion that hangs on one week without records says so', () => {
  // Eight weeks of almost seven hours on seven days; of the third week back nothing is known.
  const days = Array.from({ length: 56 }, (_, i) => i + 1).filter((back) => back < 15 || back > 21);
  const { all } = estimateStage(factsOf(days, 55, false, 56), null, ZONE, NOW);
  const systematic = all.find(({ stage }) => stage.id === 'STG.Learner.Systematic');
  expect(systematic?.quality.status).toBe('OK');
  expect(systematic?.criteria.find(({ id }) => id === 'hours_per_week')).toMatchObject({
    status: 'unknown',
    why: 'данные есть за 49 дн. из 56',
  });
});

/** What each reason claims, by its beginning. */
function expectTrue(why: string, { window }: MeasuredStage, dates: ReadonlySet<string>, synced: boolean) {
  const recorded = (to: string) => [...dates].filter((date) => window.start <= date && date <= to);
  const [, known = '', expected = ''] = /^данные есть за (\d+) дн. из (\d+)$/.exec(why) ?? [];
  if (why === 'записей о делах за это время нет') expect(recorded(window.end)).toEqual([]);
  else if (why === 'занятий за это время не записано') expect(recorded('2026-11-16')).toEqual([]);
  else if (why === 'есть промежутки без данных') expect(synced).toBe(false);
  else expect([known !== '0', Number(known) < Number(expected)]).toEqual([true, true]);
}

describe('the reason why a criterion is unknown', () => {
  const kept = fc.constantFrom(null, []);

  test('is true: what it names is missing', () => {
    fc.assert(
      fc.property(activeDays, fc.nat(60), fc.boolean(), kept, kept, (days, silent, synced, notes, products) => {
        const active = days.filter((back) => back > silent);
        const facts = { ...factsOf(active, 30, synced, 170), notes, products };
        const dates = new Set(facts.events.map(({ startMs }) => localDateAt(startMs, ZONE)));
        const byHand = new Map<string, unknown>([
          ['reflection_notes_per_week', notes],
          ['drafts_per_window', products],
        ]);
        const { all } = estimateStage(facts, null, ZONE, NOW);
        const unknown = all.flatMap((measured) => measured.criteria.map(({ id, why }) => ({ measured, id, why })));
        for (const { measured, id, why } of unknown.filter((one) => one.why !== null)) {
          if (byHand.get(id) === null) expect(why, id).toMatch(/ не ведутся$/);
          else expectTrue(why ?? '', measured, dates, synced);
        }
      }),
      { numRuns: 60 },
    );
  });

  test('is not that notes or products are missing when they are kept', () => {
    const note = { type: 'daily', date: '2026-11-10', savedAtMs: NOW, scores: [] };
    const { all } = estimateStage({ ...factsOf([], 0, false), notes: [note] }, null, ZONE, NOW);
    const reasons = new Set(all.flatMap(({ criteria }) => criteria.map(({ why }) => why)));
    expect([...reasons]).toEqual(['записей о делах за это время нет', 'занятий за это время не записано']);
  });
});

test('the days since the last event are counted in the learner’s time zone', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 100 }), stages, (back, confirmed) => {
      const facts = factsOf([back], 30, false);
      const last = localDateAt(facts.events[0]?.startMs ?? 0, ZONE);
      const { daysSinceLastEvent } = estimateStage(facts, confirmed, ZONE, NOW);
      expect(addDays(last, daysSinceLastEvent ?? 0)).toBe('2026-11-16');
    }),
    { numRuns: 20 },
  );
});
