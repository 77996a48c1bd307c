import type { Criterion } from '../stages/stage-estimate.ts';
import type { CriterionId } from '../stages/stages.ts';

/** Areas of a profile in display order. */
export const AREA_IDS = ['time', 'rhythm', 'reflection', 'strategizing', 'writing'] as const;

/** Id of an area. */
export type AreaId = (typeof AREA_IDS)[number];

/** An area with its stage criteria. */
interface Area {
  readonly id: AreaId;
  readonly name_ru: string;
  readonly criteria: readonly CriterionId[];
}

/** All criteria of an area are known, some, or none; or the stage has none for it. */
export const MASTERY_STATUSES = ['measured', 'partial', 'unknown', 'not_asked'] as const;

/**
 * Assigns each criterion to one area. No source defines the five areas, so the mapping is our own and versioned: the
 * major part changes when a criterion moves.
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

/** Share of the norm reached in an area: numbers 0..1, two decimals. */
interface Mastery {
  readonly status: (typeof MASTERY_STATUSES)[number];
  /**
   * Smallest share of the known criteria, so 1 only when all are reached; unknown ones can only lower it. Null when
   * nothing is known or required.
   */
  readonly score: number | null;
  /** Null when nothing is required. */
  readonly norm: 1 | null;
  /** Share missing to the norm. */
  readonly gap: number | null;
  /** The stage criteria of the area. */
  readonly sources: readonly Criterion[];
}

/** A learner's result in an area. */
export interface AreaProfile extends Pick<Area, 'id' | 'name_ru'> {
  readonly mastery: Mastery;
}

/** The areas, measured by the criteria of one stage. */
export function profileAreas(criteria: readonly Criterion[]): AreaProfile[] {
  return AREA_MAPPING.areas.map(({ id, name_ru, criteria: own }: Area) => ({
    id,
    name_ru,
    mastery: masteryOf(criteria.filter((criterion) => own.includes(criterion.id))),
  }));
}

/** The area with the largest known gap, the first of equals; null without a known gap. */
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
 * Share of a criterion's norm; null when unknown. A maximum that is exceeded gives (norm + 1) ÷ (value + 1): it falls
 * with every excess and is defined for a norm of 0.
 */
function shareOf({ status, rule, value, norm }: Criterion): number | null {
  if (status === 'met') return 1;
  if (status === 'unknown' || value === null) return null;
  const share = rule === 'min' ? value / norm : (norm + 1) / (value + 1);
  // Rounding never makes a norm look reached.
  return Math.min(0.99, inHundredths(share));
}

const inHundredths = (share: number): number => Math.round(share * 100) / 100;
