import { dataQuality } from '../activity/coverage.ts';
import {
  type LocalDate,
  localDateAt,
  type Period,
  type PeriodDays,
  periodDays,
  type TimeZone,
} from '../time/calendar.ts';
import { relapses } from '../weeks/relapses.ts';
import {
  lastFullWeeks,
  slotAssumptions,
  type TwinFacts,
  type WeekValues,
  weeklyValues,
} from '../weeks/weekly-values.ts';
import { measureWindow, type WindowMeasures } from './stage-measures.ts';
import {
  CRITERION_IDS,
  type CriterionId,
  LONGEST_WINDOW_WEEKS,
  rankOf,
  STAGES,
  type Stage,
  type StageId,
  type Threshold,
  TOP_STAGE,
} from './stages.ts';

/** Whether a criterion is reached; `unknown` when data do not tell. */
export type CriterionStatus = 'met' | 'unmet' | 'unknown';

/** A criterion of a stage with its evidence, as clients see it. */
export interface Criterion {
  readonly id: CriterionId;
  readonly value: number | null;
  readonly norm: number;
  readonly rule: 'min' | 'max';
  readonly status: CriterionStatus;
  /** Why the status is unknown, in Russian; null when it is known. */
  readonly why: string | null;
  readonly source: string;
}

/** A stage measured over its own window: its criteria, and all other measures of the window. */
export interface MeasuredStage extends WindowMeasures {
  readonly stage: Stage;
  readonly criteria: readonly Criterion[];
}

/** A learner's stage by the numbers. It is advice and never lowers a confirmed stage. */
export interface StageEstimate {
  /** Highest stage reached together with all below it; null without data. */
  readonly numbers: StageId | null;
  /** `numbers`, but never below the confirmed stage. */
  readonly estimate: StageId | null;
  /** `low` when data have gaps or a criterion of the next stage is unknown. */
  readonly confidence: 'normal' | 'low';
  /** The confirmed stage is above the numbers, or a relapse is open: a reason to talk. */
  readonly suggestReassessment: boolean;
  /** The stage above the estimate; null at the top. */
  readonly next: MeasuredStage | null;
  readonly all: readonly MeasuredStage[];
  readonly daysSinceLastEvent: number | null;
  readonly assumptions: readonly string[];
}

/** The period that an estimate needs. */
export function estimatePeriod(today: LocalDate): Period {
  const [first] = lastFullWeeks(today, LONGEST_WINDOW_WEEKS);
  return { start: first?.start ?? today, end: today };
}

/** Estimates the stage as of `nowMs` from the facts of `estimatePeriod`. */
export function estimateStage(
  facts: TwinFacts,
  confirmed: StageId | null,
  zone: TimeZone,
  nowMs: number,
): StageEstimate {
  const today = localDateAt(nowMs, zone);
  const weeks = weeklyValues(facts, lastFullWeeks(today, LONGEST_WINDOW_WEEKS), zone, nowMs);
  const recent = periodDays(estimatePeriod(today), zone);
  const all = STAGES.map((stage) => measure(stage, facts, weeks, recent, nowMs));
  const reached = all.findIndex(({ criteria }) => criteria.some(({ status }) => status !== 'met'));
  const computed = all[reached === -1 ? all.length - 1 : reached - 1];
  const next = reached === -1 ? null : (all[reached] ?? null);
  const { open, daysSinceLastEvent } = relapses(facts, recent, nowMs);
  const isEmpty = dataQuality(facts, recent, nowMs).status === 'NO_DATA';
  const numbers = isEmpty ? null : (computed?.stage.id ?? null);
  const isConfirmedHigher = confirmed !== null && (numbers === null || rankOf(confirmed) > rankOf(numbers));
  const estimate = isConfirmedHigher ? confirmed : numbers;
  return {
    numbers,
    estimate,
    confidence: [computed, next].every((one) => isSure(one ?? null)) && !isEmpty ? 'normal' : 'low',
    suggestReassessment: (isConfirmedHigher && numbers !== null) || open,
    next: estimate === null ? next : nextAbove(all, estimate),
    all,
    daysSinceLastEvent,
    assumptions: slotAssumptions(weeks, facts.slots),
  };
}

/** The next stage; at the top, the top itself. */
export function stageAhead({ next }: StageEstimate): Stage {
  return next?.stage ?? TOP_STAGE;
}

/** One stage of an estimate. */
export function measuredStage({ all }: StageEstimate, { id }: Stage): MeasuredStage {
  const measured = all.find(({ stage }) => stage.id === id);
  if (!measured) throw new TypeError(`${id} was not measured`);
  return measured;
}

function isSure(measured: MeasuredStage | null): boolean {
  if (measured === null) return true;
  return measured.quality.status === 'OK' && measured.criteria.every(({ status }) => status !== 'unknown');
}

function nextAbove(all: readonly MeasuredStage[], id: StageId): MeasuredStage | null {
  return all[rankOf(id) + 1] ?? null;
}

function measure(
  stage: Stage,
  facts: TwinFacts,
  allWeeks: readonly WeekValues[],
  recent: PeriodDays,
  nowMs: number,
): MeasuredStage {
  const measured = measureWindow(facts, allWeeks.slice(-stage.window_weeks), recent, nowMs);
  const criteria = CRITERION_IDS.flatMap((id): Criterion[] => {
    const threshold = stage.thresholds[id];
    return threshold === undefined ? [] : [criterionOf(id, threshold, measured)];
  });
  return { ...measured, stage, criteria };
}

/** `met` or `unmet` only when certain, else `unknown`. */
function criterionOf(id: CriterionId, { min, max = 0, source }: Threshold, window: WindowMeasures): Criterion {
  const { value, atLeast, atMost, why: missing } = window.measures[id];
  const isMinimum = min !== undefined;
  const [met, unmet] = isMinimum ? [atLeast >= min, atMost < min] : [atMost <= max, atLeast > max];
  const status = met ? 'met' : unmet ? 'unmet' : 'unknown';
  const why = status === 'unknown' ? missing : null;
  return { id, value, norm: isMinimum ? min : max, rule: isMinimum ? 'min' : 'max', status, why, source };
}
