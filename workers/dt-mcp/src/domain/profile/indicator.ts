import type { StageId } from '../stages/stages.ts';
import type { ValueRule } from './declared-value.ts';

/** Who may do what with an indicator: the learner writes what they declare, the twin alone computes. */
export type IndicatorAccess = 'declared' | 'collected' | 'derived' | 'generated';

/** What kinds of value there are, in the metamodel's own division. */
export const INDICATOR_TYPES = ['semantic', 'temporal', 'frequency', 'scale', 'categorical', 'structural'] as const;

/** The kind of an indicator's value. */
export type IndicatorType = (typeof INDICATOR_TYPES)[number];

/** What the metamodel says about an indicator; what is not known is null. */
export interface IndicatorEntry {
  /** Number in the metamodel, in any writing: `1.2.2`. */
  readonly number: string;
  /** Short name for `dt.save_profile`; null for what the learner does not write, or not yet. */
  readonly field: string | null;
  readonly name_ru: string;
  readonly name_en: string;
  readonly type: IndicatorType;
  readonly format: string | null;
  readonly unit: string | null;
  /** What values it takes; null for what the learner does not write, or not yet. */
  readonly rule: ValueRule | null;
  /** The metric that computes it; null when nothing does yet. */
  readonly metric: string | null;
}

/** An indicator of the catalogue. */
export interface Indicator extends IndicatorEntry {
  /** `IND.3.1.01`: the third level always has two digits. */
  readonly id: string;
  /** Other writings that are understood. */
  readonly aliases: readonly string[];
  readonly access: IndicatorAccess;
  /** The norm of each stage that has one; null when no stage has. */
  readonly thresholds:
    | readonly {
        readonly stage: StageId;
        readonly norm: number;
        readonly rule: 'min' | 'max';
        readonly source: string;
        /** Whether the stage depends on it; otherwise it is only shown. */
        readonly judged: boolean;
      }[]
    | null;
}
