import { addDays, type LocalDate, localDateAt, type TimeZone } from '../time/calendar.ts';
import type { NoteFacts } from './weekly-values.ts';

/** A self-assessment older than this is stale. */
const STALE_AFTER_DAYS = 14;

/** A learner's self-assessment, 1..5. */
export interface Resourcefulness {
  readonly median: number;
  readonly latest: number;
  /** Epoch ms. */
  readonly latestAtMs: number;
  /** The latest is older than two weeks. */
  readonly stale: boolean;
}

/** Self-assessments since a date, each the mean of its scores; null without any, and while no notes are kept. */
export function resourcefulness(
  notes: readonly NoteFacts[] | null,
  since: LocalDate,
  zone: TimeZone,
  nowMs: number,
): Resourcefulness | null {
  const assessments = (notes ?? [])
    .filter(({ scores, savedAtMs }) => scores.length > 0 && localDateAt(savedAtMs, zone) >= since)
    .toSorted((a, b) => a.savedAtMs - b.savedAtMs)
    .map(({ scores, savedAtMs }) => ({ savedAtMs, score: scores.reduce((sum, n) => sum + n, 0) / scores.length }));
  const latest = assessments.at(-1);
  if (latest === undefined) return null;
  const sorted = assessments.map(({ score }) => score).toSorted((a, b) => a - b);
  const [low = 0, high = 0] = [sorted[(sorted.length - 1) >> 1], sorted[sorted.length >> 1]];
  return {
    median: (low + high) / 2,
    latest: latest.score,
    latestAtMs: latest.savedAtMs,
    stale: addDays(localDateAt(latest.savedAtMs, zone), STALE_AFTER_DAYS) < localDateAt(nowMs, zone),
  };
}
