import { describe, expect, test } from 'vitest';
import { newLearner, refusalOf } from '../../testing/person.ts';
import { getWeekPlan } from './get-week-plan.ts';
import { saveWeekPlan } from './save-week-plan.ts';

const PLAN = { week_start: '2026-11-16', target_days: 5, target_minutes_per_day: 30 };

describe('a week plan', () => {
  test('is unique: a new one replaces it, the same again changes nothing, a stale version is refused', async () => {
    const learner = newLearner();
    expect((await learner.ask(saveWeekPlan, PLAN)).data).toMatchObject({
      weekly_target_minutes: 150,
      operation: 'created',
    });
    expect((await learner.ask(saveWeekPlan, PLAN)).data).toMatchObject({
      operation: 'unchanged',
      plan: { version: 1 },
    });
    const changed = { ...PLAN, target_days: 4, expected_version: 1 };
    expect((await learner.ask(saveWeekPlan, changed)).data).toMatchObject({
      operation: 'updated',
      plan: { version: 2 },
    });
    // A retry after a lost answer succeeds.
    expect((await learner.ask(saveWeekPlan, changed)).data).toMatchObject({ operation: 'unchanged' });
    const stale = learner.ask(saveWeekPlan, { ...PLAN, target_days: 7, expected_version: 1 });
    expect(await refusalOf(stale)).toMatchObject({ code: 'CONFLICT' });
    expect((await learner.ask(getWeekPlan, {})).data).toMatchObject({
      plan: { target_days: 4, version: 2 },
      fact: { minutes: null, days: null },
      plan_vs_fact: { target_minutes: 120, fact_minutes: null, minutes_percent: null, fact_days: null },
    });
  });

  test.each([
    ['Europe/Moscow', '2026-11-30'],
    ['America/New_York', '2026-11-23'],
  ])('of the next week is that of the learner, on a Monday night of %s', async (timezone, start) => {
    const night = Date.parse('2026-11-23T00:30:00+03:00');
    const { data } = await newLearner().ask(getWeekPlan, { week: 'next', timezone }, night);
    expect(data).toMatchObject({ week: { start } });
  });

  test.each([
    ['a Tuesday', { week_start: '2026-11-17' }, 'week_start'],
    ['eight days', { target_days: 8 }, 'target_days'],
    ['four minutes', { target_minutes_per_day: 4 }, 'target_minutes_per_day'],
    ['three hours and a minute', { target_minutes_per_day: 181 }, 'target_minutes_per_day'],
    ['a date of another week', { days: [{ date: '2026-11-24', minutes: 30 }] }, 'days'],
  ])('of %s is refused', async (_, change, field) => {
    const refusal = await refusalOf(newLearner().ask(saveWeekPlan, { ...PLAN, ...change }));
    expect(refusal).toMatchObject({ code: 'INVALID_ARGUMENT', field });
  });
});
