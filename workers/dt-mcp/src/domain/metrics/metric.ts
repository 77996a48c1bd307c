import type { Band } from './bands.ts';

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
  /** Ids of the tools that give it. */
  readonly recommended_tools: readonly string[];
  /** The indicator of the twin's metamodel, `IND.3.1.01`; null when it has none. */
  readonly ind_code: string | null;
}

/** An exclusion that several metrics share. */
export const NO_DURATION = 'события без длительности';

/** The tools that sum a stretch of time up. */
export const TOOLS_OF_A_PERIOD: readonly string[] = ['dt.get_time_invested_summary', 'dt.get_week_summary'];
