import { type Quality, readQuality } from '../kit/quality.ts';
import type { Reader } from '../kit/read.ts';

/** A criterion of the next stage, with its evidence. */
export interface Criterion {
  readonly id: string;
  readonly value: number | null;
  readonly norm: number;
  /** Whether the norm is the most instead of the least. */
  readonly isCeiling: boolean;
  readonly unit: string;
  readonly status: 'met' | 'unmet' | 'unknown';
  /** Why it is unknown. */
  readonly why: string | null;
}

/** Progress as the picture shows it; null is what is not known. */
export interface Progress {
  readonly weeks: number | null;
  readonly hours: number | null;
  readonly activeDays: number | null;
  /** Its current days are null when nothing is known of yesterday. */
  readonly streak: { readonly current: number | null; readonly longest: number } | null;
  readonly stage: string | null;
  /** `none` while the school has confirmed no stage. */
  readonly confirmed: string | null;
  readonly next: string | null;
  readonly criteria: readonly Criterion[];
  readonly goals: { readonly active: number; readonly done: number } | null;
  readonly quality: Quality;
}

/** Reads the answer of `dt_get_progress`. */
export function readProgress(answer: Reader): Progress {
  const quality = readQuality(answer);
  const stage = answer.record('stage');
  const [current, longest] = [answer.record('streak').count('current'), answer.record('streak').count('longest')];
  const [active, done] = [answer.record('goals').count('active'), answer.record('goals').count('done')];
  return {
    weeks: answer.record('period').count('weeks'),
    hours: answer.number('hours_per_week'),
    activeDays: answer.record('regularity').number('active_days_per_week'),
    streak: longest === null ? null : { current, longest },
    stage: stage.text('estimate'),
    confirmed: stage.isNothing('confirmed') ? 'none' : stage.text('confirmed'),
    next: stage.text('next'),
    criteria: stage.list('criteria').flatMap((criterion) => readCriterion(criterion) ?? []),
    goals: active === null || done === null ? null : { active, done },
    quality,
  };
}

function readCriterion(criterion: Reader): Criterion | null {
  const [id, norm] = [criterion.text('id'), criterion.number('norm')];
  if (id === null || norm === null) return null;
  const value = criterion.number('value');
  const status = criterion.text('status');
  return {
    id,
    value,
    norm,
    isCeiling: criterion.text('rule') === 'max',
    unit: criterion.text('unit') ?? '',
    status: value !== null && (status === 'met' || status === 'unmet') ? status : 'unknown',
    why: criterion.text('why'),
  };
}
