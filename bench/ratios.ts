import { median, type Sample } from './load.ts';
import type { Bar, Chart } from './picture.ts';

/** What a sample is compared by. */
export type Metric = 'cpuMs' | 'rate' | 'p50';

/** How two cases of one run compare. */
export interface Ratio {
  /** The case, and what it is divided by. */
  readonly title: string;
  readonly by: string;
  readonly metric: Metric;
  /** The median of the ratios of the rounds, with the least and the greatest. */
  readonly value: number;
  readonly low: number;
  readonly high: number;
}

/** Divides round by round: whatever else the machine did in a round, it did to both. */
export function ratioOf(
  { title, by, metric }: Pick<Ratio, 'title' | 'by' | 'metric'>,
  samples: readonly Sample[],
  others: readonly Sample[],
): Ratio {
  const ratios = samples.map((sample, round) => sample[metric] / (others[round]?.[metric] ?? Number.NaN));
  return { title, by, metric, value: median(ratios), low: Math.min(...ratios), high: Math.max(...ratios) };
}

/** The pictures of `docs/performance.md`: what a request costs beside the base and beside the stock handler. */
export function chartsOf(ratios: readonly Ratio[]): readonly Chart[] {
  const shown = [
    ['base', 'CPU of a request ÷ the base revision (less is better)'],
    ['echo', 'CPU of a request ÷ the stock handler with one echo tool (less is better)'],
    ['SDK v1 on Node', 'CPU of a week summary ÷ SDK v1 on Node (less is better)'],
    ['McpAgent', 'CPU of a week summary ÷ McpAgent (less is better)'],
  ] as const;
  return shown.map(([by, title]) => ({ title, bars: barsOf(ratios, by) })).filter(({ bars }) => bars.length > 0);
}

function barsOf(ratios: readonly Ratio[], by: string): readonly Bar[] {
  return (
    ratios
      // The echo stores nothing: writes are compared with the base alone.
      .filter(
        (ratio) => ratio.by === by && ratio.metric === 'cpuMs' && (by === 'base' || !ratio.title.includes('write')),
      )
      .map(({ title, value, low, high }) => ({ title, value, note: `${low.toFixed(2)}–${high.toFixed(2)}` }))
  );
}
