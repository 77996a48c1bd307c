import type { IndicatorEntry, IndicatorType } from './indicator.ts';

type Row = readonly [
  number: string,
  ru: string,
  en: string,
  type: IndicatorType,
  format: string | null,
  unit: string | null,
];

const ROWS: readonly Row[] = [
  ['2.1.01', 'Сессии и события', 'Sessions and events', 'temporal', null, null],
  ['2.2.01', 'Шаги марафона и пройденные ленты', 'Marathon steps and completed feeds', 'temporal', null, null],
  ['2.3.01', 'Тренировки: попытки и сданные', 'Training: attempts and passed', 'temporal', null, null],
  [
    '2.4.01',
    'Активные дни и события за 7 и 30 дней',
    'Active days and events of 7 and 30 days',
    'temporal',
    null,
    null,
  ],
  ['2.5.01', 'Взаимодействия', 'Interactions', 'frequency', null, 'per week'],
  ['2.10.01', 'Пройденные темы', 'Topics passed', 'temporal', 'list', null],
  [
    '2.10.02',
    'Результаты тренировок',
    'Results of training',
    'temporal',
    '{principle, depth, passed, p_mastery}',
    null,
  ],
];

/** Indicators that other platforms collect. The twin lists them and computes none. */
export const COLLECTED: readonly IndicatorEntry[] = ROWS.map(([number, name_ru, name_en, type, format, unit]) => ({
  number,
  field: null,
  name_ru,
  name_en,
  type,
  format,
  unit,
  rule: null,
  metric: null,
}));
