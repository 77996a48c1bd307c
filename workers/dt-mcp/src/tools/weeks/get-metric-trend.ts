import { formatDecimal } from '@aisystant/mcp';
import * as z from 'zod';
import { dataQuality } from '../../domain/activity/coverage.ts';
import { METRICS } from '../../domain/metrics/metrics.ts';
import { localDateAt, localDateSchema, periodDays } from '../../domain/time/calendar.ts';
import { metricTrend, TREND_METRICS, type TrendMetricId } from '../../domain/weeks/metric-trend.ts';
import { basisOf } from '../../domain/weeks/never-kept.ts';
import { lastFullWeeks, slotAssumptions, weeklyValues } from '../../domain/weeks/weekly-values.ts';
import { readTwin } from '../../queries/twin-facts.ts';
import { qualityOnWire, TwinQuality, timezone } from '../fields.ts';
import { requireKnown } from '../require.ts';
import { tool } from '../tool.ts';
import { PROGRESS_WIDGET } from '../widgets.ts';
import { caveatOf, formatPeriod, qualityLines } from '../wording.ts';
import { resolveZone } from '../zone.ts';

const WEEKS = { '4w': 4, '8w': 8, '12w': 12, '24w': 24 } as const;
const isTrendMetric = (id: string): id is TrendMetricId => TREND_METRICS.some((known) => known === id);

/** Units of the titles that name none. */
const UNITS: Partial<Readonly<Record<TrendMetricId, string>>> = {
  time_invested_minutes: ', минут',
  avg_minutes_per_active_day: ', минут',
  slot_consistency_percent: ', %',
};

const SeriesOnWire = z.object({
  metric_id: z.enum(TREND_METRICS),
  points: z.array(
    z.object({
      week: z.string().describe('2026-W46: с понедельника по воскресенье'),
      value: z
        .number()
        .nullable()
        .describe('в том, что названо в id: минуты, часы, дни, проценты, штуки; null — неизвестно'),
      why: z.string().nullable().describe('почему неизвестно'),
      status: TwinQuality.shape.status.describe('полны ли записи недели'),
    }),
  ),
  change_percent: z.int().nullable(),
  direction: z.enum(['up', 'down', 'steady']).nullable(),
  insufficient_data: z.boolean(),
});

/** `dt.get_metric_trend`: metrics week by week. */
export const getMetricTrend = tool({
  id: 'dt.get_metric_trend',
  version: '1.3.1',
  status: 'stable',
  title: 'Динамика метрик',
  intent: 'Как меняются мои показатели?',
  useWhen: ['нужны значения по неделям'],
  doNotUseWhen: [{ case: 'нужна одна неделя', use: 'dt.get_week_summary' }],
  scope: 'dt:read',
  effect: 'read',
  semantics:
    'Только полные недели; change_percent — вторая половина к первой, insufficient_data — полных недель мало. null — неизвестно, не ноль.',
  metrics: [...TREND_METRICS],
  privacy: 'только числа этого ученика',
  errors: ['INVALID_ARGUMENT'],
  examples: [
    {
      question: 'Стал ли я заниматься больше?',
      input: { metric_ids: ['time_invested_minutes'] },
      answer: 'Минуты по восьми неделям, направление.',
    },
    {
      question: 'Как со слотом и заметками за три месяца?',
      input: { metric_ids: ['slot_consistency_percent', 'reflection_notes_per_week'], period: '12w' },
      answer: 'Два ряда по двенадцати неделям.',
    },
  ],
  ui: {
    widget: PROGRESS_WIDGET,
    invoking: 'Смотрю недели…',
    invoked: 'Показатели по неделям на картинке',
    fromWidgets: true,
  },
  input: () =>
    z.strictObject({
      metric_ids: z.array(z.string().max(64)).min(1).max(5).describe(TREND_METRICS.join(', ')),
      period: z.enum(['4w', '8w', '12w', '24w']).default('8w').describe('Сколько последних полных недель'),
      granularity: z.literal('week').default('week'),
      timezone,
    }),
  output: () =>
    z.object({
      period: z
        .object({ start: localDateSchema, end: localDateSchema })
        .describe('с понедельника первой недели по воскресенье последней'),
      series: z.array(SeriesOnWire),
      data_quality: TwinQuality,
    }),
  async run({ metric_ids, period, timezone: requestedZone }, { services, now }) {
    const { zone, assumptions } = await resolveZone(requestedZone, services);
    for (const [i, id] of metric_ids.entries()) requireKnown(id, TREND_METRICS, `metric_ids.${i}`);
    const weeks = lastFullWeeks(localDateAt(now, zone), WEEKS[period]);
    const dates = { start: weeks[0]?.start ?? '', end: weeks.at(-1)?.end ?? '' };
    const facts = await readTwin(services, dates, zone);
    const values = weeklyValues(facts, weeks, zone, now);
    const assumed = metric_ids.includes('regularity_days_per_week') ? slotAssumptions(values, facts.slots) : [];
    const quality = dataQuality(facts, periodDays(dates, zone), now);
    const series = metric_ids.filter(isTrendMetric).map((id) => metricTrend(id, values));
    return {
      period: dates,
      series: series.map((one) => ({ ...one, points: [...one.points] })),
      data_quality: qualityOnWire(quality, zone, now, [...assumptions, ...assumed]),
    };
  },
  summarize: ({ period, series, data_quality }) =>
    [
      `По полным неделям от давних к последней, ${formatPeriod(period.start, period.end)}.`,
      ...series.map(formatSeries),
      ...qualityLines(data_quality),
    ].join('\n'),
});

type Series = z.output<typeof SeriesOnWire>;

/** Values by week, or why there is none at all. */
function formatSeries({ metric_id, points, direction, change_percent }: Series): string {
  const title = `${METRICS.find(({ id }) => id === metric_id)?.title}${UNITS[metric_id] ?? ''}`;
  const [reason, ...others] = new Set(points.map(({ why }) => why));
  if (reason && others.length === 0) return `${title}: неизвестно, ${reason}.`;
  const isOfRecords = ['records', 'slot'].includes(basisOf(metric_id));
  const said = points.map(
    (point) => `${formatPoint(point)}${isOfRecords && point.value !== null ? caveatOf(point.status) : ''}`,
  );
  return `${title}: ${said.join('; ')} — ${formatTrend(direction, change_percent)}.`;
}

const formatPoint = ({ value, why }: Series['points'][number]) =>
  value === null ? why : value === 0 ? 'нет' : formatDecimal(value);

const DIRECTIONS = { up: 'растёт', down: 'снижается', steady: 'держится' } as const;

/** Null means too few weeks. The change is of the values, which may be percents themselves. */
function formatTrend(direction: keyof typeof DIRECTIONS | null, percent: number | null): string {
  if (direction === null) return 'для вывода данных пока нет';
  if (percent === null || percent === 0) return DIRECTIONS[direction];
  const change = `${Math.abs(percent)} %`;
  return direction === 'steady' ? `${DIRECTIONS.steady}, разница ${change}` : `${DIRECTIONS[direction]} на ${change}`;
}
