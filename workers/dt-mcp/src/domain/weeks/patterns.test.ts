import { describe, expect, test } from 'vitest';
import { type WeekShape, weekPatterns } from './patterns.ts';

const even: WeekShape = {
  isComplete: true,
  isKnown: true,
  minutesByDay: [30, 30, 30, 30, 30, 0, 0],
  daysWithActivity: 5,
  hasUntimed: false,
  products: 3,
};
const patternsOf = (shape: Partial<WeekShape>) => weekPatterns({ ...even, ...shape });

describe('a pattern of a week', () => {
  test('is not found in an even week', () => {
    expect(patternsOf({})).toEqual([]);
  });

  test('of many days and little time is five days and less than an hour', () => {
    expect(patternsOf({ minutesByDay: [10, 10, 10, 10, 19, 0, 0] })).toEqual(['many_days_little_time']);
    expect(patternsOf({ minutesByDay: [10, 10, 10, 10, 20, 0, 0] })).toEqual([]);
    expect(patternsOf({ minutesByDay: [10, 10, 0, 10, 10, 0, 0], daysWithActivity: 4 })).toEqual([]);
  });

  test('of a strong start is Monday to Wednesday with more than twice the rest', () => {
    expect(patternsOf({ minutesByDay: [40, 40, 21, 25, 25, 0, 0] })).toEqual(['strong_start_decline']);
    expect(patternsOf({ minutesByDay: [40, 40, 20, 25, 25, 0, 0] })).toEqual([]);
    expect(patternsOf({ minutesByDay: [0, 0, 0, 0, 0, 0, 0], daysWithActivity: 1 })).toEqual([]);
  });

  test('of much time and few products is more than two hours and less than two products', () => {
    expect(patternsOf({ products: 1 })).toEqual(['much_time_few_products']);
    expect(patternsOf({ products: 2 })).toEqual([]);
    expect(patternsOf({ products: 0, minutesByDay: [30, 30, 0, 30, 30, 0, 0] })).toEqual([]);
  });

  test('of time is not found where an activity has no duration, except of much time', () => {
    const untimed = { hasUntimed: true, minutesByDay: [50, 0, 0, 0, 0, 0, 0] };
    expect(patternsOf({ ...untimed, hasUntimed: false })).toEqual(['many_days_little_time', 'strong_start_decline']);
    expect(patternsOf(untimed)).toEqual([]);
    expect(patternsOf({ hasUntimed: true, products: 1 })).toEqual(['much_time_few_products']);
  });

  test('of few products is not found if the number of products is unknown', () => {
    expect(patternsOf({ products: null })).toEqual([]);
  });

  test('is not found in a week that is not over or has gaps', () => {
    const shape = { minutesByDay: [200, 0, 0, 0, 0, 0, 0], products: 0 };
    expect(patternsOf(shape)).toEqual(['strong_start_decline', 'much_time_few_products']);
    expect(patternsOf({ ...shape, isComplete: false })).toEqual([]);
    expect(patternsOf({ ...shape, isKnown: false })).toEqual([]);
  });
});
