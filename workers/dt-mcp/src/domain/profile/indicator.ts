import type { StageId } from '../stages/stages.ts';
import type { ValueRule } from './declared-value.ts';

/**
 * Where the value comes from: the learner declares it, platforms collect it, the twin derives it, or it is generated on
 * request.
 */
export type IndicatorAccess = 'declared' | 'collected' | 'derived' | 'generated';

/** Types of values in the metamodel. */
export const INDICATOR_TYPES = ['semantic', 'temporal', 'frequency', 'scale', 'categorical', 'structural'] as const;

/** Type of an indicator's value. */
export type IndicatorType = (typeof INDICATOR_TYPES)[number];

/** The metamodel's entry of an indicator; unknown facts are null. */
export interface IndicatorEntry {
  /** Number in the metamodel, `1.2.2`. */
  readonly number: string;
  /** Short name for `dt.save_profile`; null when the learner cannot write it. */
  readonly field: string | null;
  readonly name_ru: string;
  readonly name_en: string;
  readonly type: IndicatorType;
  readonly format: string | null;
  readonly unit: string | null;
  /** Null when the learner cannot write it. */
  readonly rule: ValueRule | null;
  /** Id of the metric that computes it; null without one. */
  readonly metric: string | null;
}

/** An indicator of the catalogue. */
export interface Indicator extends IndicatorEntry {
  /** `IND.3.1.01`: the third level always has two digits. */
  readonly id: string;
  /** Other accepted spellings. */
  readonly aliases: readonly string[];
  readonly access: IndicatorAccess;
  /** The norm of each stage that has one; null without any. */
  readonly thresholds:
    | readonly {
        readonly stage: StageId;
        readonly norm: number;
        readonly rule: 'min' | 'max';
        readonly source: string;
        /** Whether the stage depends on it. If not, it is only shown. */
        readonly judged: boolean;
      }[]
    | null;
}
