/** Name of a band. It is a place on a scale, not a judgement. */
export type BandId = 'none' | 'low' | 'mid' | 'good' | 'high';

/** Values above the previous band's `max` up to its own, included; null has no upper bound. */
export interface Band {
  readonly id: BandId;
  readonly max: number | null;
}

/** Bands by quantity, each list ascending. */
export const BANDS = {
  /** Invested minutes of a week: 0 / 1–30 / 31–120 / 121–300 / above. */
  weekMinutes: [
    { id: 'none', max: 0 },
    { id: 'low', max: 30 },
    { id: 'mid', max: 120 },
    { id: 'good', max: 300 },
    { id: 'high', max: null },
  ],
  /** Days with activity in a week: 0 / 1–2 / 3–4 / 5–7. */
  weekDays: [
    { id: 'none', max: 0 },
    { id: 'low', max: 2 },
    { id: 'mid', max: 4 },
    { id: 'high', max: 7 },
  ],
  /** Percent of planned slots that were held: 0 / 1–20 / 21–50 / 51–80 / 81–100. */
  slotPercent: [
    { id: 'none', max: 0 },
    { id: 'low', max: 20 },
    { id: 'mid', max: 50 },
    { id: 'good', max: 80 },
    { id: 'high', max: 100 },
  ],
  /** Finished work products of a week: 0 / 1–2 / 3–5 / 6 and more. */
  weekProducts: [
    { id: 'none', max: 0 },
    { id: 'low', max: 2 },
    { id: 'mid', max: 5 },
    { id: 'high', max: null },
  ],
} as const satisfies Readonly<Record<string, readonly Band[]>>;

/** The band of a value. */
export function bandOf(quantity: keyof typeof BANDS, value: number): BandId {
  const bands: readonly Band[] = BANDS[quantity];
  return bands.find(({ max }) => max === null || value <= max)?.id ?? 'high';
}
