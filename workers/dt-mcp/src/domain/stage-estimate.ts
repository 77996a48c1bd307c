import { addDays, type LocalDate, localDateAt, type PeriodDays, periodDays, type TimeZone } from './calendar.ts';
import { type DataStatus, dataQuality } from './coverage.ts';
import { datesTouched, isAction } from './event-dates.ts';
import { relapses } from './relapses.ts';
import {
  CRITERION_IDS,
  type CriterionId,
  LONGEST_WINDOW_WEEKS,
  rankOf,
  STAGES,
  type Stage,
  type StageId,
} from './stages.ts';
import { streaks } from './streaks.ts';
import { lastFullWeeks, type TwinFacts, type WeekValues, weeklyValues } from './weekly-values.ts';

/** Whether a criterion is reached; `unknown` when the data do not say. */
export type CriterionStatus = 'met' | 'unmet' | 'unknown';

/** A criterion of a stage with its evidence, spelt as on the wire. */
export interface Criterion {
  readonly id: CriterionId;
  readonly value: number | null;
  readonly norm: number;
  readonly rule: 'min' | 'max';
  readonly status: CriterionStatus;
  readonly source: string;
}

/** A stage measured over its own window. */
interface MeasuredStage {
  readonly stage: Stage;
  readonly criteria: readonly Criterion[];
  readonly status: DataStatus;
}

/** Where a learner stands by the numbers. It is advice: nothing is lowered by it. */
export interface StageEstimate {
  /** The highest stage that is reached with all below it; null without data. Never below the confirmed one. */
  readonly estimate: StageId | null;
  /** `low` when the data have holes, or a criterion above is unknown. */
  readonly confidence: 'normal' | 'low';
  /** The confirmed stage stands above the numbers, or a relapse runs: time to talk, not to lower. */
  readonly suggestReassessment: boolean;
  /** The next stage and what it takes; null at the top. */
  readonly next: MeasuredStage | null;
  readonly all: readonly MeasuredStage[];
  readonly daysSinceLastEvent: number | null;
  readonly assumptions: readonly string[];
}

/** The weeks that an estimate reads, first to last date. */
export function estimatePeriod(today: LocalDate) {
  const [first] = lastFullWeeks(today, LONGEST_WINDOW_WEEKS);
  return { start: first?.start ?? today, end: today };
}

/** Estimates the stage as of `nowMs`. Give the facts of `estimatePeriod`. */
export function estimateStage(
  facts: TwinFacts,
  confirmed: StageId | null,
  zone: TimeZone,
  nowMs: number,
): StageEstimate {
  const today = localDateAt(nowMs, zone);
  const weeks = weeklyValues(facts, lastFullWeeks(today, LONGEST_WINDOW_WEEKS), zone, nowMs);
  const all = STAGES.map((stage) => measure(stage, facts, weeks, zone, nowMs));
  const reached = all.findIndex(({ criteria }) => criteria.some(({ status }) => status !== 'met'));
  const computed = all[reached === -1 ? all.length - 1 : reached - 1];
  const next = reached === -1 ? null : (all[reached] ?? null);
  const recent = periodDays(estimatePeriod(today), zone);
  const { open, daysSinceLastEvent } = relapses(facts, recent, nowMs);
  const nothing = dataQuality(facts, recent, nowMs).status === 'NO_DATA';
  const numbers = nothing ? null : (computed?.stage.id ?? null);
  const above = confirmed !== null && (numbers === null || rankOf(confirmed) > rankOf(numbers));
  return {
    estimate: above ? confirmed : numbers,
    confidence: [computed, next].every((one) => isSure(one ?? null)) && !nothing ? 'normal' : 'low',
    suggestReassessment: (above && numbers !== null) || open,
    next: nextAbove(all, above ? confirmed : numbers) ?? next,
    all,
    daysSinceLastEvent,
    assumptions: facts.slots.length > 0 ? [] : ['Слот не задан: дни со слотом считаются по дням с делами.'],
  };
}

function isSure(measured: MeasuredStage | null): boolean {
  if (measured === null) return true;
  return measured.status === 'OK' && measured.criteria.every(({ status }) => status !== 'unknown');
}

function nextAbove(all: readonly MeasuredStage[], id: StageId | null): MeasuredStage | null {
  return id === null ? null : (all[rankOf(id) + 1] ?? null);
}

function measure(
  stage: Stage,
  facts: TwinFacts,
  allWeeks: readonly WeekValues[],
  zone: TimeZone,
  nowMs: number,
): MeasuredStage {
  const weeks = allWeeks.slice(-stage.window_weeks);
  const end = weeks.at(-1)?.week.end ?? '';
  const window = periodDays({ start: weeks[0]?.week.start ?? end, end }, zone);
  const { status } = dataQuality(facts, window, nowMs);
  const criteria = CRITERION_IDS.flatMap((id): Criterion[] => {
    const threshold = stage.thresholds[id];
    if (threshold === undefined) return [];
    if (id === 'relapse_count') return [relapseCriterion(threshold, facts, window, nowMs)];
    const norm = threshold.min ?? 0;
    const value = measuredValue(id, weeks, facts, window);
    return [{ id, value, norm, rule: 'min', status: judge(value, norm, status), source: threshold.source }];
  });
  return { stage, criteria, status };
}

/** With holes in the data a value can only be too small: what is reached is reached, what is not is unknown. */
function judge(value: number | null, norm: number, status: DataStatus): CriterionStatus {
  if (value !== null && value >= norm) return 'met';
  return value === null || status !== 'OK' ? 'unknown' : 'unmet';
}

function relapseCriterion(
  { max = 0, source }: { readonly max?: number; readonly source: string },
  facts: TwinFacts,
  window: PeriodDays,
  nowMs: number,
): Criterion {
  const today = localDateAt(nowMs, window.zone);
  const days = periodDays({ start: window.start, end: today }, window.zone);
  const { count, unknown, daysSinceLastEvent } = relapses(facts, days, nowMs);
  const common = { id: 'relapse_count', norm: max, rule: 'max', source } as const;
  if (count > max) return { ...common, value: count, status: 'unmet' };
  const blind = daysSinceLastEvent === null || count + unknown > max;
  return { ...common, value: unknown > 0 ? null : count, status: blind ? 'unknown' : 'met' };
}

/** Values over the full weeks of a window; they are shown with one decimal but compared as they are. */
function measuredValue(
  id: Exclude<CriterionId, 'relapse_count'>,
  weeks: readonly WeekValues[],
  facts: TwinFacts,
  window: PeriodDays,
): number | null {
  const mean = (of: (week: WeekValues) => number) => weeks.reduce((sum, week) => sum + of(week), 0) / weeks.length;
  switch (id) {
    case 'hours_per_week':
      return mean(({ minutes }) => minutes) / 60;
    case 'regularity_days_per_week':
      return mean(({ slotHeld, activeDays }) => slotHeld ?? activeDays);
    case 'streak_days':
      return streaks(datesTouched(facts.events.filter(isAction), window), addDays(window.end, 1)).longest;
    case 'reflection_notes_per_week':
      return mean(({ reflections }) => reflections);
    case 'strategizing_weeks_percent':
      return 100 * mean(({ strategized }) => (strategized ? 1 : 0));
    case 'drafts_per_window':
      return facts.products === null ? null : weeks.reduce((sum, { drafts }) => sum + (drafts ?? 0), 0);
  }
}
