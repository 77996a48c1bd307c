import fc from 'fast-check';
import { expect, test } from 'vitest';
import { addDays } from '../time/calendar.ts';
import { planVsFact, weekPlanSchema } from './week-plan.ts';

const week_start = '2026-11-16';
const refusalOf = (plan: object) => weekPlanSchema.safeParse({ week_start, ...plan }).error?.issues[0];
const on = (...minutes: number[]) => minutes.map((each, day) => ({ date: addDays(week_start, day), minutes: each }));

test.each([
  ['more dates than days', { target_days: 2, target_minutes_per_day: 45, days: on(45, 45, 45) }],
  ['fewer dates than days', { target_days: 5, target_minutes_per_day: 30, days: on(30, 30) }],
  ['other minutes', { target_days: 2, target_minutes_per_day: 45, days: on(45, 90) }],
  ['a date without minutes', { target_days: 2, target_minutes_per_day: 45, days: on(90, 0) }],
])('a plan with %s contradicts itself, and the learner is to be asked', (_, plan) => {
  expect(refusalOf(plan)).toMatchObject({ path: ['days'], message: expect.stringContaining('Спросить ученика') });
});

test('a plan without dates, or whose dates give its two numbers, is accepted', () => {
  for (const dates of [{}, { days: [] }]) {
    expect(refusalOf({ target_days: 5, target_minutes_per_day: 30, ...dates })).toBeUndefined();
  }
  const minutes = fc.array(fc.integer({ min: 5, max: 180 }), { minLength: 1, maxLength: 7 });
  fc.assert(
    fc.property(minutes, (each) => {
      const mean = each.reduce((sum, one) => sum + one, 0) / each.length;
      for (const target of [Math.floor(mean), Math.ceil(mean)]) {
        expect(
          refusalOf({ target_days: each.length, target_minutes_per_day: target, days: on(...each) }),
        ).toBeUndefined();
      }
    }),
  );
});

test('a plan is compared with what is known of its week: without data the share is unknown too', () => {
  const plan = { week_start, target_days: 3, target_minutes_per_day: 30 };
  const planned = { target_minutes: 90, target_days: 3 };
  expect(planVsFact(plan, null, null)).toEqual({
    ...planned,
    fact_minutes: null,
    minutes_percent: null,
    fact_days: null,
  });
  expect(planVsFact(plan, 0, 0)).toEqual({ ...planned, fact_minutes: 0, minutes_percent: 0, fact_days: 0 });
  expect(planVsFact(plan, 100, 4)).toMatchObject({ minutes_percent: 111 });
});
