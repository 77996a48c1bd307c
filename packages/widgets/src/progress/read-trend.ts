import { type Quality, readQuality } from '../kit/quality.ts';
import type { Reader } from '../kit/read.ts';

/** A metric week by week. */
export interface Series {
  readonly id: string;
  readonly points: readonly { readonly week: string; readonly value: number | null; readonly why: string | null }[];
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
      const value = point.number('value');
      return {
        week: point.text('week') ?? '',
        value: value !== null && value >= 0 ? value : null,
        why: point.text('why'),
      };
    }),
    direction: DIRECTIONS.find((direction) => direction === series.text('direction')) ?? null,
    change: series.number('change_percent'),
  };
}
