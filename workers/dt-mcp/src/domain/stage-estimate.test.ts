import fc from 'fast-check';
import { expect, test } from 'vitest';
import { addDays, localDateAt } from './calendar.ts';
import { estimateStage } from './stage-estimate.ts';
import { rankOf, STAGE_IDS } from './stages.ts';
import type { TwinFacts } from './weekly-values.ts';

const NOW = Date.parse('2026-11-16T12:00:00+03:00');
const ZONE = 'Europe/Moscow';

/** Days of work, counted back from today. */
function factsOf(backs: readonly number[], minutes: number, synced: boolean): TwinFacts {
  const events = backs.map((back) => ({
    source: 'timer' as const,
    externalId: `${back}`,
    activityType: 'reading' as const,
    startMs: NOW - back * 86_400_000 - 12 * 3_600_000,
    durationMinutes: minutes,
    confidence: 0.8,
  }));
  const from = addDays('2026-11-16', -180);
  return {
    events,
    syncRanges: synced ? [{ source: 'timer', from, to: '2026-11-16', receivedAtMs: NOW }] : [],
    closedDates: [],
    knownSince: events.length > 0 ? from : null,
    notes: [],
    products: [],
    slots: [],
  };
}

const backs = fc.uniqueArray(fc.integer({ min: 1, max: 170 }), { maxLength: 170 });
const stages = fc.option(fc.constantFrom(...STAGE_IDS));

test('a confirmed stage is never lowered by numbers', () => {
  fc.assert(
    fc.property(backs, fc.nat(300), fc.boolean(), fc.constantFrom(...STAGE_IDS), (days, minutes, synced, confirmed) => {
      const { estimate } = estimateStage(factsOf(days, minutes, synced), confirmed, ZONE, NOW);
      expect(rankOf(estimate ?? 'STG.Learner.Random')).toBeGreaterThanOrEqual(rankOf(confirmed));
    }),
    { numRuns: 40 },
  );
});

test('what is reached stays reached when more is done on the same days', () => {
  fc.assert(
    fc.property(backs, fc.nat(200), fc.nat(100), (days, minutes, more) => {
      const rank = (length: number) => {
        const { estimate } = estimateStage(factsOf(days, length, true), null, ZONE, NOW);
        return estimate === null ? -1 : rankOf(estimate);
      };
      expect(rank(minutes + more)).toBeGreaterThanOrEqual(rank(minutes));
    }),
    { numRuns: 40 },
  );
});

test('without data there is no estimate, and with holes nothing is called unmet', () => {
  const empty = estimateStage(factsOf([], 0, false), null, ZONE, NOW);
  expect(empty).toMatchObject({ estimate: null, confidence: 'low', suggestReassessment: false });
  const { all } = estimateStage(factsOf([10], 30, false), null, ZONE, NOW);
  expect(all.flatMap(({ criteria }) => criteria).some(({ status }) => status === 'unmet')).toBe(false);
});

test('the days since the last event are counted on the learner’s calendar', () => {
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
