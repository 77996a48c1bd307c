import { describe, expect, test } from 'vitest';
import {
  formatDate,
  formatDays,
  formatDecimal,
  formatHours,
  formatMinutesEach,
  formatMinutesGenitive,
  plural,
} from './russian.ts';

describe('numbers in Russian', () => {
  test.each([
    [1, '1 день', '1 час'],
    [2, '2 дня', '2 часа'],
    [5, '5 дней', '5 часов'],
    [11, '11 дней', '11 часов'],
    [21, '21 день', '21 час'],
    [1.3, '1,3 дня', '1,3 часа'],
    [0.5, '0,5 дня', '0,5 часа'],
  ])('%d', (count, days, hours) => {
    expect([formatDays(count), formatHours(count)]).toEqual([days, hours]);
  });

  test.each([
    [1, 'по 1 минуте', '1 минуты'],
    [2, 'по 2 минуты', '2 минут'],
    [5, 'по 5 минут', '5 минут'],
    [21, 'по 21 минуте', '21 минуты'],
    [112, 'по 112 минут', '112 минут'],
  ])('%d minutes each, and about as many', (count, each, about) => {
    expect([formatMinutesEach(count), formatMinutesGenitive(count)]).toEqual([each, about]);
  });

  test('have a decimal comma', () => {
    expect([formatDecimal(83.3), formatDecimal(-0.5), formatDecimal(40)]).toEqual(['83,3', '-0,5', '40']);
    expect(plural(0, 'неделе', 'неделям', 'неделям')).toBe('0 неделям');
  });
});

test('a date is formatted as day, month, year', () => {
  expect(formatDate('2026-12-01')).toBe('01.12.2026');
});
