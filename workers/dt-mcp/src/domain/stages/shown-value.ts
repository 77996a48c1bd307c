import { roundAs } from '../metrics/rounding.ts';
import { type CriterionId, STAGES } from './stages.ts';

/**
 * A measure as it is shown: to tenths, or finer where rounding would seem to reach the norm of a stage, or nothing. All
 * tools show a measure alike, so the norms are those of every stage.
 */
export function shownValue(id: CriterionId, value: number): number {
  const norms = STAGES.flatMap(({ thresholds }) => thresholds[id] ?? []);
  return roundAs(value, (each) =>
    [each > 0, ...norms.map(({ min, max = 0 }) => (min === undefined ? each > max : each >= min))].join(),
  );
}
