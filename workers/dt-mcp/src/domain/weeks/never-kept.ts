import type { TwinFacts, WeekValues } from './weekly-values.ts';

/** What a learner keeps by hand, in a week or in a twin; null while it was never kept. */
export interface KeptByHand {
  readonly notes: unknown;
  readonly products: unknown;
  readonly slot: unknown;
}

/** The metrics of what is kept by hand, and what is said while it is not. */
const KEPT_BY_HAND: Readonly<Record<keyof KeptByHand, { readonly why: string; readonly metrics: readonly string[] }>> =
  {
    notes: { why: 'заметки не ведутся', metrics: ['reflection_notes_per_week', 'resourcefulness_self'] },
    products: { why: 'рабочие продукты не ведутся', metrics: ['work_products_count', 'drafts_per_window'] },
    slot: { why: 'слот не задан', metrics: ['slot_consistency_percent'] },
  };

const HANDS = Object.keys(KEPT_BY_HAND) as (keyof KeptByHand)[];

/** What a metric is counted from: records of activities, or what the learner keeps by hand. */
export function basisOf(metric: string): keyof KeptByHand | 'records' {
  return HANDS.find((hand) => KEPT_BY_HAND[hand].metrics.includes(metric)) ?? 'records';
}

/**
 * Why a metric is unknown whatever else is recorded, in Russian: what it is counted from was never kept. Null when it is
 * kept. The one rule for all that speaks of such a metric.
 */
export function whyNeverKept(metric: string, kept: KeptByHand): string | null {
  const basis = basisOf(metric);
  return basis === 'records' || kept[basis] !== null ? null : KEPT_BY_HAND[basis].why;
}

/** Everything of these that was never kept, in Russian. */
export function neverKept(kept: Partial<KeptByHand>): readonly string[] {
  return HANDS.filter((hand) => kept[hand] === null).map((hand) => KEPT_BY_HAND[hand].why);
}

/** What a twin keeps. */
export function keptInTwin({ notes, products, slots }: Pick<TwinFacts, 'notes' | 'products' | 'slots'>): KeptByHand {
  return { notes, products, slot: slots[0] ?? null };
}

/** What a twin keeps in a week: its slot may begin later. */
export function keptInWeek({ reflections, products, slotDue }: WeekValues): KeptByHand {
  return { notes: reflections, products, slot: slotDue };
}
