import { expect, test } from 'vitest';
import { OPEN, TERM } from '../testing/samples.ts';
import { suggestedEvent } from './suggested-event.ts';

const nowMs = Date.parse('2026-11-28T12:00:00Z');

test('ends now, lasts as long as the learner says or the exercise estimates, and has the key of the attempt', () => {
  const attempt = { attemptId: 'a-1', verdict: 'accepted', nowMs } as const;
  expect(suggestedEvent(OPEN, { ...attempt, minutes: 30 })).toEqual({
    activity_type: 'writing',
    occurred_at: '2026-11-28T11:30:00.000Z',
    duration_minutes: 30,
    title: 'Упражнение «Проба»: принято',
    guide_ref: 'T1.1:1',
    exercise_ref: 'ex-t1-01',
    exercise_verdict: 'accepted',
    idempotency_key: 'exercises:a-1',
  });
  expect(suggestedEvent(TERM, { ...attempt, minutes: null })).toMatchObject({
    activity_type: 'practice',
    duration_minutes: 5,
  });
});
