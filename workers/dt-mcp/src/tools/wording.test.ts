import { expect, test } from 'vitest';
import { formatResource } from './stages/progress-lines.ts';
import { formatCount, formatStage, GOAL_STATES, qualityLines } from './wording.ts';

test('a stage is shown with its Russian name, and null as a word', () => {
  expect(formatStage('STG.Learner.Practicing', 'нет')).toBe('Практикующий');
  expect(formatStage(null, 'нет')).toBe('нет');
});

test.each([
  [3, 'Показано 1 из 3 целей.'],
  [5, 'Показано 1 из 5 целей.'],
  [11, 'Показано 1 из 11 целей.'],
  [21, 'Показано 1 из 21 цели.'],
  [22, 'Показано 1 из 22 целей.'],
  [1, 'Всего: 1 цель.'],
])('a part of %i is counted in the genitive', (total, said) => {
  expect(formatCount(total, 1, ['цель', 'цели', 'целей'], 'Целей нет.')).toBe(said);
});

test('a goal that is given up is not said to be kept, and an old rating says how old', () => {
  // «Оставлена» may mean either.
  expect(GOAL_STATES.dropped).toBe('отпущена');
  const [line] = formatResource({ latest: 3.5, stale: true });
  expect(line).toBe('Самооценка ресурса от 1 до 5: последняя 3,5, ей больше двух недель.');
});

const MISSING = 'Нет данных за 09.11 (дней: 1 из 7).';
test.each([
  ['OK', 7, 7, null, ['Данные полные: за 7 дней из 7.']],
  ['OK', 6, 7, MISSING, [`Данные почти полные: за 6 дней из 7. ${MISSING}`]],
  ['PARTIAL_DATA', 7, 357, null, ['Данные неполные: за 7 дней из 357.']],
  ['NO_DATA', 0, 7, 'За этот период записей о делах нет.', ['За этот период записей о делах нет.']],
  ['OK', null, null, null, []],
] as const)('data quality %s says how much is known', (status, days_known, days_expected, notes, lines) => {
  expect(qualityLines({ status, days_known, days_expected, notes, assumptions: [] })).toEqual(lines);
});
