import fc from 'fast-check';
import { expect, test } from 'vitest';
import { OPEN, TERM } from '../testing/samples.ts';
import { suggestedEvent } from './suggested-event.ts';

const nowMs = Date.parse('2026-11-28T12:00:00Z');

const HOUR_MS = 3_600_000;
const attempt = { attemptId: 'a-1', verdict: 'accepted', checkedMs: nowMs, nowMs } as const;

test('ends with the check, lasts as long as the learner says, and has the key of the attempt', () => {
  const event = {
    activity_type: 'writing',
    occurred_at: '2026-11-28T11:30:00.000Z',
    duration_minutes: 30,
    title: 'Упражнение «Проба»: принято',
    guide_ref: 'T1.1:1',
    guide_pages: 12,
    exercise_ref: 'ex-t1-01',
    exercise_verdict: 'accepted',
    idempotency_key: 'exercises:a-1',
  };
  expect(suggestedEvent(OPEN, { ...attempt, minutes: 30 })).toEqual(event);
  // However much later it is asked for again.
  expect(suggestedEvent(OPEN, { ...attempt, minutes: 30, nowMs: nowMs + 48 * HOUR_MS })).toEqual(event);
});

test('has no minutes but those that the learner says, whatever an exercise is estimated at', () => {
  const minutes = fc.option(fc.integer({ min: 0, max: 1_440 }), { nil: null });
  fc.assert(
    fc.property(fc.constantFrom(OPEN, TERM), minutes, fc.nat(48 * HOUR_MS), (exercise, said, laterMs) => {
      const event = suggestedEvent(exercise, { ...attempt, minutes: said, nowMs: nowMs + laterMs });
      if (said !== null) {
        expect(event?.duration_minutes).toBe(said);
        expect(Date.parse(event?.occurred_at ?? '') + said * 60_000).toBe(nowMs);
        expect(event).not.toHaveProperty('ended');
      } else if (laterMs > HOUR_MS) {
        // Neither its start nor its end is known any more.
        expect(event).toBeNull();
      } else {
        expect(event).toMatchObject({ ended: 'now', exercise_ref: exercise.id });
        for (const field of ['duration_minutes', 'occurred_at']) expect(event).not.toHaveProperty(field);
      }
    }),
  );
});
