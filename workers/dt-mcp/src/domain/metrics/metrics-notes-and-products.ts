import { BANDS } from './bands.ts';
import type { Metric } from './metric.ts';

const NO_PRODUCTS_RULE = 'продукты не учитываются, или за это время нет ни их, ни записей о делах → null (не 0)';

/** Metrics of notes and products. */
export const NOTE_AND_PRODUCT_METRICS: readonly Metric[] = [
  {
    id: 'reflection_notes_per_week',
    version: '2.0.0',
    title: 'Рефлексий в неделю',
    title_en: 'Reflection notes per week',
    unit: 'notes_per_week',
    type: 'number|null',
    definition: 'Сколько заметок daily, weekly и insight сохранено в среднем за неделю.',
    formula: 'число заметок / число полных недель, о которых есть данные или заметки',
    aggregation_rules: ['mean_by_full_week'],
    exclusions: ['черновики', 'пустые заметки', 'blocker и milestone'],
    null_rule: 'таких недель 0 → null',
    bands: null,
    recommended_tools: ['dt.list_reflection_notes', 'dt.get_metric_trend'],
    ind_code: 'IND.3.3.01',
  },
  {
    id: 'work_products_count',
    version: '2.0.0',
    title: 'Рабочие продукты',
    title_en: 'Work products',
    unit: 'products',
    type: 'integer|null',
    definition: 'Завершённые артефакты за период.',
    formula: 'число разных id; доработка того же id — тот же продукт',
    aggregation_rules: ['count_distinct_by_period', 'count_by_type'],
    exclusions: ['незавершённые'],
    null_rule: NO_PRODUCTS_RULE,
    bands: BANDS.weekProducts,
    recommended_tools: ['dt.list_work_products', 'dt.get_week_summary'],
    ind_code: null,
  },
  {
    id: 'drafts_per_window',
    version: '2.0.0',
    title: 'Заготовки',
    title_en: 'Drafts',
    unit: 'drafts_per_window',
    type: 'integer|null',
    definition: 'Заготовки и посты за окно ступени: 8, 12 или 24 недели.',
    formula: 'число завершённых продуктов видов zagotovka и post',
    aggregation_rules: ['count_by_window'],
    exclusions: ['мимолётные заметки'],
    null_rule: NO_PRODUCTS_RULE,
    bands: null,
    recommended_tools: ['dt.get_stage_status'],
    ind_code: 'IND.3.2.02',
  },
];
