import type { MovedRow } from '../home.ts';

/**
 * Where a read looks first: the first records and the newest report that were ever stored. A first record may be cancelled
 * since, so a read that finds nothing there looks at everything.
 */
export interface Hints {
  /** `place` of an event. */
  readonly event: string | null;
  /** Date that a daily note names. */
  readonly noted: string | null;
  /** When a daily note was saved, epoch ms. */
  readonly daily_ms: number | null;
  /** Date of a sync report. */
  readonly reported: string | null;
  /** When the newest sync report was received, epoch ms. */
  readonly received_ms: number | null;
}

/** The hints of a learner without records. */
export const NO_HINTS: Hints = { event: null, noted: null, daily_ms: null, reported: null, received_ms: null };

/** The hints after rows were added to a table. */
export function hintsAfter(hints: Hints, learner: string, table: string, rows: readonly MovedRow[]): Hints {
  if (table === 'event') {
    return {
      ...hints,
      event: least(
        hints.event,
        rows.map(({ start_ms }) => placeOf(learner, Number(start_ms))),
      ),
    };
  }
  if (table === 'sync_report') {
    const received = rows.map(({ received_at_ms }) => Number(received_at_ms));
    return {
      ...hints,
      reported: least(
        hints.reported,
        rows.map(({ from_date }) => String(from_date)),
      ),
      received_ms: Math.max(hints.received_ms ?? 0, ...received),
    };
  }
  if (table !== 'note') return hints;
  const daily = rows.filter(({ type }) => type === 'daily');
  const dates = daily.map(({ period_start }) => period_start).filter((date) => typeof date === 'string');
  return {
    ...hints,
    noted: least(hints.noted, dates),
    daily_ms: least(
      hints.daily_ms,
      daily.map(({ saved_at_ms }) => Number(saved_at_ms)),
    ),
  };
}

function least<T extends number | string>(known: T | null, values: readonly T[]): T | null {
  return values.reduce<T | null>((found, value) => (found === null || value < found ? value : found), known);
}

/** Makes the digits of every start as many. */
const SHIFT = 1_000_000_000_000_000;

/** No date of JavaScript is later. */
export const LATEST_MS = 8_640_000_000_000_000;

/** What the field `place` has for an event that counts: in the order of these texts, those of a learner are in the order of their starts. */
export const placeOf = (learner: string, startMs: number): string =>
  `${learner} live ${Math.min(startMs, LATEST_MS) + SHIFT}`;
