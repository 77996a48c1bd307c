import type { Metric } from './metric.ts';
import { NOTE_AND_PRODUCT_METRICS } from './metrics-notes-and-products.ts';
import { REGULARITY_METRICS } from './metrics-regularity.ts';
import { TIME_METRICS } from './metrics-time.ts';

/** Self-assessment and coverage: the context of the other metrics. */
const CONTEXT_METRICS: readonly Metric[] = [
  {
    id: 'resourcefulness_self',
    version: '1.0.0',
    title: 'Ресурсность (самооценка)',
    title_en: 'Resourcefulness (self-assessed)',
    unit: 'points',
    type: 'number|null',
    definition: 'Самооценка состояния от 1 до 5: последняя и медиана за период.',
    formula: 'медиана самооценок периода; последняя старше 14 дней помечается stale',
    aggregation_rules: ['latest', 'median_by_period'],
    exclusions: [],
    null_rule: 'самооценок нет → null',
    bands: null,
    recommended_tools: ['dt.get_progress'],
    ind_code: 'IND.3.6.01',
  },
  {
    id: 'data_coverage_ratio',
    version: '2.0.0',
    title: 'Полнота данных',
    title_en: 'Data coverage',
    unit: 'ratio',
    type: 'number|null',
    definition:
      'Доля прошедших дней периода, о которых есть данные; сегодня — если есть запись. Пропуск не длиннее двух дней в неделе с записями — дни без дел.',
    formula: 'days_known / days_expected, до сотых; ниже 0.8 данные неполные',
    aggregation_rules: ['ratio_by_period'],
    exclusions: ['дни после сегодняшнего', 'сегодня без записей'],
    null_rule: 'прошедших дней с начала учёта нет → null',
    bands: null,
    recommended_tools: ['dt.get_data_coverage'],
    ind_code: null,
  },
];

/** The metrics catalogue. */
export const METRICS: readonly Metric[] = [
  ...TIME_METRICS,
  ...REGULARITY_METRICS,
  ...NOTE_AND_PRODUCT_METRICS,
  ...CONTEXT_METRICS,
];
