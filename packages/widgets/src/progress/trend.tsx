import { formatDecimal } from '@aisystant/mcp/russian';
import { dayAndMonthOf, mondayOf, periodOf, shortDayOf } from '../kit/dates.ts';
import { Heading, QualityNote } from '../kit/parts.tsx';
import type { Point, Series, Trend } from './read-trend.ts';
import { METRICS, wordFor } from './words.ts';

/** Metrics week by week, as columns: an unknown week is hatched, and not low; one that is recorded in part has a star. */
export function TrendView({ trend, isPart = false }: { readonly trend: Trend; readonly isPart?: boolean }) {
  const period = periodOf(trend.start, trend.end);
  return (
    <>
      {isPart ? null : <Heading about={period} title="По неделям" />}
      {trend.series.map((series) => (
        <SeriesChart key={series.id} series={series} />
      ))}
      {isPart ? null : <QualityNote quality={trend.quality} />}
    </>
  );
}

const DIRECTIONS = { up: 'растёт', down: 'снижается', steady: 'держится' } as const;

function SeriesChart({ series: { id, points, direction, change } }: { readonly series: Series }) {
  const tallest = Math.max(...points.map(({ value }) => value ?? 0), Number.MIN_VALUE);
  const percent = change === null || change === 0 ? '' : `, ${change > 0 ? '+' : '−'}${Math.abs(change)} %`;
  const written = points.map(({ value, isPartial }) =>
    value === null ? '?' : `${formatDecimal(value)}${isPartial ? '*' : ''}`,
  );
  const longest = Math.max(1, ...written.map(({ length }) => length));
  const mondays = points.map(({ week }) => mondayOf(week));
  const trend = direction === null ? 'для вывода данных пока мало' : `${DIRECTIONS[direction]}${percent}`;
  return (
    <section>
      <h2>{wordFor(METRICS, id)}</h2>
      <p class="about">{whyUnknown(points) ?? trend}</p>
      <ol class="weeks" style={`--count:${points.length};--longest:${longest}`}>
        {points.map((point, at) => (
          <li class={classOf(point)} key={point.week}>
            <span aria-hidden="true" class="value">
              {written[at]}
            </span>
            <span aria-hidden="true" class="track">
              <span class="bar" style={heightOf(point, tallest)} />
            </span>
            <span aria-hidden="true" class="name">
              {labelOf(point.week, mondays[at] ?? null, mondays[at - 1] ?? null)}
            </span>
            <span class="spoken">{spoken(point)}</span>
          </li>
        ))}
      </ol>
      {points.some(({ isPartial }) => isPartial) ? <p class="about">* данные недели неполные</p> : null}
    </section>
  );
}

const classOf = ({ value, isPartial }: Point) => (value === null ? 'unknown' : isPartial ? 'partial' : '');

const heightOf = ({ value }: Point, tallest: number) =>
  value === null ? undefined : `height:${Math.round((value / tallest) * 100)}%`;

/** Why no week is known, when it is the same for all. */
function whyUnknown(points: Series['points']): string | null {
  const reasons = new Set(points.map(({ value, why }) => (value === null ? why : null)));
  const [reason] = reasons;
  return reasons.size === 1 && reason ? `неизвестно: ${reason}` : null;
}

/** The day that a week begins with, below a narrow column: the month has a line of its own. */
const labelOf = (week: string, monday: string | null, before: string | null) =>
  monday === null ? week.slice(-3) : shortDayOf(monday, before).replace(/\s+/, '\n');

/** A week as a screen reader says it. */
function spoken({ week, value, why, isPartial }: Point): string {
  const said =
    value === null
      ? `неизвестно${why === null ? '' : `, ${why}`}`
      : `${formatDecimal(value)}${isPartial ? ', данные неполные' : ''}`;
  const monday = mondayOf(week);
  return `Неделя ${monday === null ? week : `с ${dayAndMonthOf(monday)}`}: ${said}`;
}
