import { type Quality, readQuality } from '../kit/quality.ts';
import type { Reader } from '../kit/read.ts';

/** A metric in one week. */
export interface Point {
  readonly week: string;
  readonly value: number | null;
  /** Why the value is unknown. */
  readonly why: string | null;
  /** The value is known, and counted from records of a part of the week. */
  readonly isPartial: boolean;
}

/** A metric week by week. */
export interface Series {
  readonly id: string;
  readonly points: readonly Point[];
  /** Null when there are too few weeks to say. */
  readonly direction: 'up' | 'down' | 'steady' | null;
  readonly change: number | null;
}

/** Metrics week by week. */
export interface Trend {
  readonly start: string;
  readonly end: string;
  readonly series: readonly Series[];
  readonly quality: Quality;
}

const DIRECTIONS = ['up', 'down', 'steady'] as const;
/** Counted from what the learner keeps, and not from the records of activities, which the status of a week is about. */
const KEPT_BY_HAND: readonly string[] = ['reflection_notes_per_week', 'work_products_count'];

/** Reads the answer of `dt_get_metric_trend`. */
export function readTrend(answer: Reader): Trend {
  return {
    start: answer.record('period').text('start') ?? '',
    end: answer.record('period').text('end') ?? '',
    series: answer.list('series').flatMap((series) => readSeries(series) ?? []),
    quality: readQuality(answer),
  };
}

function readSeries(series: Reader): Series | null {
  const id = series.text('metric_id');
  if (id === null) return null;
  return {
    id,
    points: series.list('points').map((point) => {
      const number = point.number('value');
      const value = number !== null && number >= 0 ? number : null;
      return {
        week: point.text('week') ?? '',
        value,
        why: point.text('why'),
        isPartial: value !== null && point.text('status') === 'PARTIAL_DATA' && !KEPT_BY_HAND.includes(id),
      };
    }),
    direction: DIRECTIONS.find((direction) => direction === series.text('direction')) ?? null,
    change: series.number('change_percent'),
  };
}
