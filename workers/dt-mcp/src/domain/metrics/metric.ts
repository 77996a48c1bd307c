import type { Band } from './bands.ts';

/** A metric of the catalogue as clients see it; texts are Russian. */
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
  /** Rule ids: `sum_by_day`, `ratio_by_week`. */
  readonly aggregation_rules: readonly string[];
  readonly exclusions: readonly string[];
  /** When the value is null, which never means 0. Null when there is always a value. */
  readonly null_rule: string | null;
  /** Bands of a week's value; null when the metric has none. */
  readonly bands: readonly Band[] | null;
  /** Ids of the tools that report it. */
  readonly recommended_tools: readonly string[];
  /** Id of its indicator, `IND.3.1.01`; null without one. */
  readonly ind_code: string | null;
}

/** A shared exclusion. */
export const NO_DURATION = 'события без длительности';

/** When a sum or a count of records is unknown. */
export const NO_DATA_RULE = 'о периоде данных нет → null (не 0); в разбивке так же каждая дата и неделя';

/** When a sum of minutes is unknown. */
export const NO_MINUTES_RULE =
  'о периоде данных нет, или у его дел нет длительности → null (не 0); в разбивке так же каждая дата и неделя';

/** The tools that sum up a period. */
export const TOOLS_OF_A_PERIOD: readonly string[] = ['dt.get_time_invested_summary', 'dt.get_week_summary'];
