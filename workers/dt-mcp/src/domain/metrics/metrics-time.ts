import { SOURCE_PRIORITY } from '../activity/sources.ts';
import { BANDS } from './bands.ts';
import { type Metric, NO_DURATION, NO_MINUTES_RULE, TOOLS_OF_A_PERIOD } from './metric.ts';

/** Metrics of time. */
export const TIME_METRICS: readonly Metric[] = [
  {
    id: 'time_invested_minutes',
    version: '3.0.0',
    title: 'Инвестированное время',
    title_en: 'Invested time',
    unit: 'minutes',
    type: 'integer|null',
    definition: 'Минуты, которые ученик потратил на дела, чей вид считается инвестицией (counts_as_invested).',
    formula:
      'сумма по локальным датам, обе границы периода включены; дело через полночь делится по датам; на пересечении ' +
      `минута принадлежит одному делу: ${SOURCE_PRIORITY.join(' > ')}; ` +
      'planning не больше 60 минут в день; guide_session только там, где нет других дел',
    aggregation_rules: ['merge_overlaps', 'sum_by_day', 'sum_by_period'],
    exclusions: ['rest', NO_DURATION, 'сон, дорога, простой, лента соцсетей', 'будущее'],
    null_rule: NO_MINUTES_RULE,
    bands: BANDS.weekMinutes,
    recommended_tools: TOOLS_OF_A_PERIOD,
    ind_code: null,
  },
  {
    id: 'hours_per_week',
    version: '3.0.0',
    title: 'Часов в неделю',
    title_en: 'Hours per week',
    unit: 'hours',
    type: 'number|null',
    definition: 'Среднее инвестированное время в неделю за окно.',
    formula:
      'total_minutes / 60 / число полных недель окна, о которых есть данные, до десятых; точнее, где округление дошло бы до нормы ступени или до нуля',
    aggregation_rules: ['mean_by_full_week'],
    exclusions: [
      'текущая неполная неделя',
      'недели без данных: до начала учёта и после',
      'недели, где у дел нет длительности',
    ],
    null_rule: 'полных недель с данными о времени 0 → null',
    bands: null,
    recommended_tools: ['dt.get_progress', 'dt.get_metric_trend'],
    ind_code: 'IND.3.1.01',
  },
  {
    id: 'avg_minutes_per_active_day',
    version: '2.0.0',
    title: 'Среднее за активный день',
    title_en: 'Average per active day',
    unit: 'minutes',
    type: 'integer|null',
    definition: 'Сколько минут приходится на день, в который что-то было сделано и записана длительность.',
    formula: 'total_minutes / число дат с минутами, половина округляется вверх',
    aggregation_rules: ['ratio_by_period'],
    exclusions: ['rest', NO_DURATION],
    null_rule: 'дат с минутами 0 → null',
    bands: null,
    recommended_tools: TOOLS_OF_A_PERIOD,
    ind_code: null,
  },
  {
    id: 'accounted_hours_per_window',
    version: '1.2.0',
    title: 'Учтённое время',
    title_en: 'Accounted time',
    unit: 'hours_per_window',
    type: 'number|null',
    definition:
      'Часы за окно ступени, записанные таймером или вручную с ролью или методом. Показываются, ступень не определяют.',
    formula:
      'минуты записей таймера и любых записей, где названа роль или метод, / 60, до десятых; от таймера роль не ' +
      'требуется, пока его запись не исправлена со слов; общие минуты считаются один раз',
    aggregation_rules: ['sum_by_window'],
    exclusions: ['импорт без роли и метода', 'rest', NO_DURATION],
    null_rule: 'за окно данных нет → null',
    bands: null,
    recommended_tools: ['dt.get_stage_status'],
    ind_code: 'IND.3.2.03',
  },
  {
    id: 'pomodoros_count',
    version: '3.0.0',
    title: 'Помидорки',
    title_en: 'Pomodoros',
    unit: 'pomodoros',
    type: 'integer|null',
    definition: 'Непрерывные отрезки работы по 25 минут.',
    formula:
      'floor(minutes / 25) каждого непрерывного отрезка; записи, которые пересекаются или идут встык, — один отрезок; ' +
      'полночь отрезок заканчивает',
    aggregation_rules: ['merge_overlaps', 'sum_by_day', 'sum_by_period'],
    exclusions: ['отрезки короче 25 минут', 'rest', NO_DURATION],
    null_rule: NO_MINUTES_RULE,
    bands: null,
    recommended_tools: ['dt.get_week_summary'],
    ind_code: null,
  },
];
