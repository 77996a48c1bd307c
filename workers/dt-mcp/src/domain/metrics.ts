import { BANDS, type Band } from './bands.ts';
import { SOURCE_PRIORITY } from './sources.ts';

/** The tools that give metrics. A metric names only these: a tool that does not exist cannot be recommended. */
const ALL_METRIC_TOOLS = [
  'dt.get_time_invested_summary',
  'dt.get_week_summary',
  'dt.get_progress',
  'dt.get_metric_trend',
  'dt.get_slot_consistency',
  'dt.get_stage_status',
  'dt.list_reflection_notes',
  'dt.list_work_products',
  'dt.get_data_coverage',
] as const;

/** The tools that sum a stretch of time up. */
const METRIC_TOOLS = ['dt.get_time_invested_summary', 'dt.get_week_summary'] as const;

/** A tool that gives metrics. */
type MetricTool = (typeof ALL_METRIC_TOOLS)[number];

/** An entry of the metrics catalogue, spelt as on the wire; texts are Russian. */
export interface Metric {
  readonly id: string;
  /** Version of the definition: the major part changes when the same data would give another number. */
  readonly version: string;
  readonly title: string;
  readonly title_en: string;
  /** What is counted, in the plural: `minutes`, `days`, `percent`. */
  readonly unit: string;
  readonly type: 'integer' | 'integer|null' | 'number' | 'number|null';
  readonly definition: string;
  readonly formula: string;
  /** How values add up, as ids: `sum_by_day`, `ratio_by_week`. */
  readonly aggregation_rules: readonly string[];
  readonly exclusions: readonly string[];
  /** When the value is null, which is never the same as 0; null when it always exists. */
  readonly null_rule: string | null;
  /** Bands of a week's value; null when the metric has none. */
  readonly bands: readonly Band[] | null;
  readonly recommended_tools: readonly MetricTool[];
  /** The indicator of the twin's metamodel, `IND.3.1.01`; null when it has none. */
  readonly ind_code: string | null;
}

const NO_DURATION = 'события без длительности';

/** The metrics catalogue. */
export const METRICS: readonly Metric[] = [
  {
    id: 'time_invested_minutes',
    version: '1.0.0',
    title: 'Инвестированное время',
    title_en: 'Invested time',
    unit: 'minutes',
    type: 'integer',
    definition: 'Минуты, которые ученик потратил на дела, чей вид считается инвестицией (counts_as_invested).',
    formula:
      'сумма по локальным датам, обе границы периода включены; дело через полночь делится по датам; на пересечении ' +
      `минута принадлежит одному делу: ${SOURCE_PRIORITY.join(' > ')}; ` +
      'planning не больше 60 минут в день; guide_session только там, где нет других дел',
    aggregation_rules: ['merge_overlaps', 'sum_by_day', 'sum_by_period'],
    exclusions: ['rest', NO_DURATION, 'сон, дорога, простой, лента соцсетей', 'будущее'],
    null_rule: null,
    bands: BANDS.weekMinutes,
    recommended_tools: METRIC_TOOLS,
    ind_code: null,
  },
  {
    id: 'hours_per_week',
    version: '1.0.0',
    title: 'Часов в неделю',
    title_en: 'Hours per week',
    unit: 'hours',
    type: 'number|null',
    definition: 'Среднее инвестированное время в неделю за окно.',
    formula: 'total_minutes / 60 / число полных недель окна, до десятых',
    aggregation_rules: ['mean_by_full_week'],
    exclusions: ['текущая неполная неделя'],
    null_rule: 'полных недель 0 → null',
    bands: null,
    recommended_tools: ['dt.get_progress', 'dt.get_metric_trend'],
    ind_code: 'IND.3.1.01',
  },
  {
    id: 'days_with_activity',
    version: '1.0.0',
    title: 'Дни с активностью',
    title_en: 'Days with activity',
    unit: 'days',
    type: 'integer',
    definition: 'Сколько дат, в которые было хотя бы одно дело; за неделю от 0 до 7.',
    formula: 'число разных локальных дат с делом; дело через полночь считается в обе даты',
    aggregation_rules: ['distinct_local_dates'],
    exclusions: ['rest'],
    null_rule: null,
    bands: BANDS.weekDays,
    recommended_tools: METRIC_TOOLS,
    ind_code: null,
  },
  {
    id: 'regularity_days_per_week',
    version: '1.0.0',
    title: 'Дней в неделю со слотом',
    title_en: 'Days per week with a slot',
    unit: 'days_per_week',
    type: 'number|null',
    definition: 'Сколько дней в неделю в среднем состоялся слот за окно.',
    formula: 'среднее по полным неделям окна',
    aggregation_rules: ['mean_by_full_week'],
    exclusions: ['текущая неполная неделя'],
    null_rule: 'слот не настроен → считается по days_with_activity, об этом сказано в assumptions; недель 0 → null',
    bands: null,
    recommended_tools: ['dt.get_progress'],
    ind_code: 'IND.3.1.02',
  },
  {
    id: 'avg_minutes_per_active_day',
    version: '1.0.0',
    title: 'Среднее за активный день',
    title_en: 'Average per active day',
    unit: 'minutes',
    type: 'integer|null',
    definition: 'Сколько минут приходится на день, в который что-то было сделано.',
    formula: 'total_minutes / days_with_activity, половина округляется вверх',
    aggregation_rules: ['ratio_by_period'],
    exclusions: ['rest', NO_DURATION],
    null_rule: 'активных дней 0 → null',
    bands: null,
    recommended_tools: METRIC_TOOLS,
    ind_code: null,
  },
  {
    id: 'slot_consistency_percent',
    version: '1.0.0',
    title: 'Удержание слота',
    title_en: 'Slot consistency',
    unit: 'percent',
    type: 'integer|null',
    definition: 'Доля намеченных на неделю слотов, которые состоялись.',
    formula:
      'days_held / target_days * 100, до целого; слот состоялся, если событие пересекает окно слота ±60 мин ' +
      'и длится не меньше половины слота',
    aggregation_rules: ['ratio_by_week'],
    exclusions: ['rest', NO_DURATION],
    null_rule: 'слот не настроен → null (не 0)',
    bands: BANDS.slotPercent,
    recommended_tools: ['dt.get_slot_consistency', 'dt.get_week_summary'],
    ind_code: null,
  },
  {
    id: 'streak_days',
    version: '1.0.0',
    title: 'Серия',
    title_en: 'Streak',
    unit: 'days',
    type: 'integer',
    definition: 'Подряд идущие даты с активностью: текущая серия до сегодня или вчера и самая длинная.',
    formula: 'current и longest по локальным датам; пустое сегодня серию не рвёт',
    aggregation_rules: ['current_and_longest'],
    exclusions: ['rest'],
    null_rule: null,
    bands: null,
    recommended_tools: ['dt.get_progress'],
    ind_code: 'IND.3.1.03',
  },
  {
    id: 'relapse_count',
    version: '1.0.0',
    title: 'Срывы',
    title_en: 'Relapses',
    unit: 'relapses_per_window',
    type: 'integer|null',
    definition: 'Промежутки длиннее трёх суток без активности за окно ступени; открытый промежуток тоже считается.',
    formula: 'число промежутков > 3 дней; рядом всегда days_since_last_event',
    aggregation_rules: ['count_by_window'],
    exclusions: ['промежутки, о которых нет данных'],
    null_rule: 'даты промежутка не покрыты данными → неизвестно, а не срыв',
    bands: null,
    recommended_tools: ['dt.get_stage_status'],
    ind_code: 'IND.3.1.04',
  },
  {
    id: 'strategizing_weeks_percent',
    version: '1.0.0',
    title: 'Недели со стратегированием',
    title_en: 'Weeks with strategizing',
    unit: 'percent',
    type: 'number|null',
    definition: 'Доля полных недель, в которых было дело вида strategizing.',
    formula: 'weeks_with / weeks * 100',
    aggregation_rules: ['ratio_by_full_week'],
    exclusions: ['текущая неполная неделя'],
    null_rule: 'полных недель 0 → null',
    bands: null,
    recommended_tools: ['dt.get_stage_status'],
    ind_code: 'IND.3.1.05',
  },
  {
    id: 'reflection_notes_per_week',
    version: '1.0.0',
    title: 'Рефлексий в неделю',
    title_en: 'Reflection notes per week',
    unit: 'notes_per_week',
    type: 'number|null',
    definition: 'Сколько заметок daily, weekly и insight сохранено в среднем за неделю.',
    formula: 'число заметок / число полных недель',
    aggregation_rules: ['mean_by_full_week'],
    exclusions: ['черновики', 'пустые заметки', 'blocker и milestone'],
    null_rule: 'полных недель 0 → null',
    bands: null,
    recommended_tools: ['dt.list_reflection_notes', 'dt.get_metric_trend'],
    ind_code: 'IND.3.3.01',
  },
  {
    id: 'work_products_count',
    version: '1.0.0',
    title: 'Рабочие продукты',
    title_en: 'Work products',
    unit: 'products',
    type: 'integer|null',
    definition: 'Завершённые артефакты за период.',
    formula: 'число разных id; доработка того же id — тот же продукт',
    aggregation_rules: ['count_distinct_by_period', 'count_by_type'],
    exclusions: ['незавершённые'],
    null_rule: 'продукты не учитываются → null',
    bands: BANDS.weekProducts,
    recommended_tools: ['dt.list_work_products', 'dt.get_week_summary'],
    ind_code: null,
  },
  {
    id: 'drafts_per_window',
    version: '1.0.0',
    title: 'Заготовки',
    title_en: 'Drafts',
    unit: 'drafts_per_window',
    type: 'integer|null',
    definition: 'Заготовки и посты за окно ступени: 8, 12 или 24 недели.',
    formula: 'число завершённых продуктов видов zagotovka и post',
    aggregation_rules: ['count_by_window'],
    exclusions: ['мимолётные заметки'],
    null_rule: 'продукты не учитываются → null',
    bands: null,
    recommended_tools: ['dt.get_stage_status'],
    ind_code: 'IND.3.2.02',
  },
  {
    id: 'accounted_hours_per_window',
    version: '1.0.0',
    title: 'Учтённое время',
    title_en: 'Accounted time',
    unit: 'hours_per_window',
    type: 'number',
    definition: 'Часы за окно ступени, записанные таймером или вручную с ролью или методом.',
    formula: 'сумма минут таких событий / 60',
    aggregation_rules: ['sum_by_window'],
    exclusions: ['импорт без роли и метода', 'rest', NO_DURATION],
    null_rule: null,
    bands: null,
    recommended_tools: [],
    ind_code: 'IND.3.2.03',
  },
  {
    id: 'pomodoros_count',
    version: '1.0.0',
    title: 'Помидорки',
    title_en: 'Pomodoros',
    unit: 'pomodoros',
    type: 'integer',
    definition: 'Непрерывные отрезки работы по 25 минут.',
    formula: 'floor(minutes / 25) каждого непрерывного отрезка',
    aggregation_rules: ['sum_by_period'],
    exclusions: ['отрезки короче 25 минут', 'rest'],
    null_rule: null,
    bands: null,
    recommended_tools: [],
    ind_code: null,
  },
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
    version: '1.0.0',
    title: 'Полнота данных',
    title_en: 'Data coverage',
    unit: 'ratio',
    type: 'number|null',
    definition:
      'Доля ожидаемых дней, о которых есть данные; пропуск не длиннее двух дней рядом с записью — день без дел.',
    formula: 'observed_days / expected_days, до сотых; ниже 0.8 данные неполные',
    aggregation_rules: ['ratio_by_period'],
    exclusions: ['дни после сегодняшнего', 'дни до начала учёта'],
    null_rule: 'ожидаемых дней 0 → null',
    bands: null,
    recommended_tools: ['dt.get_data_coverage'],
    ind_code: null,
  },
];
