import type { Criterion } from '../stages/stage-estimate.ts';
import type { CriterionId } from '../stages/stages.ts';

/** The areas of a profile, in the order in which they are shown. */
export const AREA_IDS = ['time', 'rhythm', 'reflection', 'strategizing', 'writing'] as const;

/** The id of an area. */
export type AreaId = (typeof AREA_IDS)[number];

/** An area and the criteria of a stage that speak of it. */
interface Area {
  readonly id: AreaId;
  readonly name_ru: string;
  readonly criteria: readonly CriterionId[];
}

/** How much of an area is known: all criteria, some, none; or the stage asks nothing of it. */
export const MASTERY_STATUSES = ['measured', 'partial', 'unknown', 'not_asked'] as const;

/**
 * Which criterion belongs to which area; every criterion stands in exactly one. No source names the five areas, so the
 * grouping is ours and has a version: the major part changes when a criterion moves.
 */
export const AREA_MAPPING = {
  version: '1.0.0',
  source: 'наше деление: числовые критерии ступеней по смыслу; нормы — из каталога ступеней',
  areas: [
    { id: 'time', name_ru: 'Вложенное время', criteria: ['hours_per_week'] },
    { id: 'rhythm', name_ru: 'Ритм', criteria: ['regularity_days_per_week', 'streak_days', 'relapse_count'] },
    { id: 'reflection', name_ru: 'Рефлексия', criteria: ['reflection_notes_per_week'] },
    { id: 'strategizing', name_ru: 'Стратегирование', criteria: ['strategizing_weeks_percent'] },
    { id: 'writing', name_ru: 'Мышление письмом', criteria: ['drafts_per_window'] },
  ],
} as const satisfies { readonly version: string; readonly source: string; readonly areas: readonly Area[] };

/** How far an area has come, as a share of the norm: numbers 0..1, two decimals. */
interface Mastery {
  readonly status: (typeof MASTERY_STATUSES)[number];
  /**
   * The smallest share among the known criteria, so 1 exactly when all of them are reached; with some of them unknown
   * the true one can only be smaller. Null when nothing is known or asked.
   */
  readonly score: number | null;
  /** The whole norm, 1; null when nothing is asked. */
  readonly norm: 1 | null;
  /** What is missing to the norm. */
  readonly gap: number | null;
  /** The criteria of the stage that speak of the area. */
  readonly sources: readonly Criterion[];
}

/** An area as a learner stands in it. */
export interface AreaProfile extends Pick<Area, 'id' | 'name_ru'> {
  readonly mastery: Mastery;
}

/** The five areas by the measured criteria of one stage. */
export function profileAreas(criteria: readonly Criterion[]): AreaProfile[] {
  return AREA_MAPPING.areas.map(({ id, name_ru, criteria: own }: Area) => ({
    id,
    name_ru,
    mastery: masteryOf(criteria.filter((criterion) => own.includes(criterion.id))),
  }));
}

/** The area with the widest known gap, the first of equals; null when no gap is known. */
export function widestGap(areas: readonly AreaProfile[]): { readonly area: AreaId; readonly gap: number } | null {
  return areas.reduce<ReturnType<typeof widestGap>>(
    (widest, { id, mastery }) =>
      (mastery.gap ?? 0) > (widest?.gap ?? 0) ? { area: id, gap: mastery.gap ?? 0 } : widest,
    null,
  );
}

function masteryOf(sources: readonly Criterion[]): Mastery {
  if (sources.length === 0) return { status: 'not_asked', score: null, norm: null, gap: null, sources };
  const shares = sources.map(shareOf).filter((share) => share !== null);
  if (shares.length === 0) return { status: 'unknown', score: null, norm: 1, gap: null, sources };
  const status = shares.length === sources.length ? 'measured' : 'partial';
  const score = Math.min(...shares);
  return { status, score, norm: 1, gap: inHundredths(1 - score), sources };
}

/**
 * How much of its norm a criterion has reached; null when the data do not say. What may happen at most `norm` times
 * and happened more often has reached (norm + 1) ÷ (value + 1): it falls with each time and has a value for a norm of 0.
 */
function shareOf({ status, rule, value, norm }: Criterion): number | null {
  if (status === 'met') return 1;
  if (status === 'unknown' || value === null) return null;
  const share = rule === 'min' ? value / norm : (norm + 1) / (value + 1);
  // Rounding never makes a norm look reached.
  return Math.min(0.99, inHundredths(share));
}

const inHundredths = (share: number): number => Math.round(share * 100) / 100;
