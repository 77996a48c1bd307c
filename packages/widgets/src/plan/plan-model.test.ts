import { describe, expect, test } from 'vitest';
import { readerOf } from '../kit/read.ts';
import { changedPlan, DAYS, MINUTES, numberIn, type Plan, readPlannedWeek, rulesOf } from './plan-model.ts';

const before: Plan = {
  week_start: '2026-11-16',
  target_days: 2,
  target_minutes_per_day: 45,
  days: [
    { date: '2026-11-16', minutes: 45, focus: 'Черновик' },
    { date: '2026-11-18', minutes: 45 },
  ],
  invariants: ['Телефон в другой комнате'],
};

describe('a changed plan', () => {
  test('keeps its dates while the two numbers stay, and loses them with a number: they would say something else', () => {
    const numbers = { target_days: 2, target_minutes_per_day: 45 };
    expect(changedPlan('2026-11-16', before, { ...numbers, invariants: ['Вода на столе'] })).toEqual({
      ...before,
      invariants: ['Вода на столе'],
    });
    expect(changedPlan('2026-11-16', before, { ...numbers, target_days: 3 })).toEqual({
      week_start: '2026-11-16',
      target_days: 3,
      target_minutes_per_day: 45,
    });
  });

  test('is a new one where there was none', () => {
    expect(changedPlan('2026-11-16', null, { target_days: 5, target_minutes_per_day: 30 })).toEqual({
      week_start: '2026-11-16',
      target_days: 5,
      target_minutes_per_day: 30,
    });
  });
});

test('what is done is known by its days also when nothing has a length', () => {
  const factOf = (fact: object) => readPlannedWeek(readerOf({ plan: null, fact })).fact;
  expect(factOf({ minutes: null, days: 3 })).toEqual({ minutes: null, days: 3 });
  expect(factOf({ minutes: null, days: null })).toBeNull();
});

test('a number is a whole one within its bounds', () => {
  expect(['1', ' 7 ', '0', '8', '', '2.5', 'два', '-1', '1e1'].map((text) => numberIn(text, DAYS))).toEqual([
    1,
    7,
    null,
    null,
    null,
    null,
    null,
    null,
    null,
  ]);
  expect([numberIn('5', MINUTES), numberIn('180', MINUTES), numberIn('181', MINUTES)]).toEqual([5, 180, null]);
});

test('rules are the lines that say something, at most ten', () => {
  expect(rulesOf('  Вода \n\n Телефон в другой комнате\n')).toEqual(['Вода', 'Телефон в другой комнате']);
  expect(rulesOf('я\n'.repeat(20))).toHaveLength(10);
});
