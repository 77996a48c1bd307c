import { describe, expect, test } from 'vitest';
import { daysOf, decimal, hoursOf, plural, spellDate, spellStage } from './wording.ts';

describe('numbers for a reader', () => {
  test.each([
    [1, '1 день', '1 час'],
    [2, '2 дня', '2 часа'],
    [5, '5 дней', '5 часов'],
    [11, '11 дней', '11 часов'],
    [21, '21 день', '21 час'],
    [1.3, '1,3 дня', '1,3 часа'],
    [0.5, '0,5 дня', '0,5 часа'],
  ])('%d', (count, days, hours) => {
    expect([daysOf(count), hoursOf(count)]).toEqual([days, hours]);
  });

  test('have a decimal comma', () => {
    expect([decimal(83.3), decimal(-0.5), decimal(40)]).toEqual(['83,3', '-0,5', '40']);
    expect(plural(0, 'неделе', 'неделям', 'неделям')).toBe('0 неделям');
  });
});

test('a date has the order of a Russian reader', () => {
  expect(spellDate('2026-12-01')).toBe('01.12.2026');
});

test('a stage has its Russian name and its id, or the word for none', () => {
  expect(spellStage('STG.Learner.Practicing', 'нет')).toBe('Практикующий (STG.Learner.Practicing)');
  expect(spellStage(null, 'нет')).toBe('нет');
});
