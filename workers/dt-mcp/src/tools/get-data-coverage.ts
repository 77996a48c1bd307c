import { z } from 'zod';
import { boundsOf, localDateSchema, periodDays } from '../domain/calendar.ts';
import { dataQuality } from '../domain/coverage.ts';
import { endOf } from '../domain/event-dates.ts';
import { METRICS } from '../domain/metrics.ts';
import { dateOfNote } from '../domain/weekly-values.ts';
import { qualityOnWire, Source, TwinQuality, timezone } from './fields.ts';
import { readTwin } from './read-twin.ts';
import { requireKnown, takePeriod, takeTimeZone } from './take.ts';
import { tool } from './tool.ts';
import { qualityLine } from './wording.ts';

/** Metrics that rest on something else than records of activity. */
const BASIS: Readonly<Record<string, 'notes' | 'products' | 'slot'>> = {
  reflection_notes_per_week: 'notes',
  resourcefulness_self: 'notes',
  work_products_count: 'products',
  drafts_per_window: 'products',
  slot_consistency_percent: 'slot',
};
const METRIC_IDS = METRICS.map(({ id }) => id);

/** `dt.get_data_coverage`: whether there are data to speak from. */
export const getDataCoverage = tool({
  id: 'dt.get_data_coverage',
  version: '1.0.0',
  status: 'stable',
  updated: '2026-11-20',
  title: 'Полнота данных',
  intent: 'Есть ли данные за период?',
  useWhen: ['нужно понять, хватит ли данных для выводов'],
  doNotUseWhen: [{ case: 'нужны сами итоги', use: 'dt.get_week_summary' }],
  scope: 'dt:read',
  effect: 'read',
  openWorld: false,
  semantics:
    'recommendation: ok — данных хватает, ask — есть дыры, спросить ученика; connect — данных нет, подключить источник.',
  metrics: ['data_coverage_ratio'],
  dependsOn: ['TwinStore.facts', 'TwinStore.noteFacts', 'TwinStore.listDocuments'],
  privacy: 'только полнота, без содержания записей',
  errors: ['INVALID_ARGUMENT', 'CONSENT_REQUIRED'],
  examples: [
    {
      question: 'Есть ли данные за неделю?',
      input: { start_date: '2026-11-09', end_date: '2026-11-15' },
      answer: 'Полнота по метрикам и совет.',
    },
    {
      question: 'Хватит ли данных о продуктах за ноябрь?',
      input: { start_date: '2026-11-01', end_date: '2026-11-30', metrics: ['work_products_count'] },
      answer: 'Полнота одной метрики.',
    },
  ],
  input: z.strictObject({
    start_date: localDateSchema,
    end_date: localDateSchema.describe('Включительно'),
    metrics: z.array(z.string().max(64)).min(1).max(16).optional().describe('id из dt://catalogs/metrics'),
    timezone,
  }),
  output: z.object({
    by_metric: z.array(
      z.object({
        metric_id: z.string(),
        coverage: z.number().nullable().describe('null — не ведётся'),
        last_event_at: z.string().nullable(),
        sources: z.array(Source),
        missing_dates: z.array(localDateSchema),
      }),
    ),
    recommendation: z.enum(['connect', 'ask', 'ok']),
    data_quality: TwinQuality,
  }),
  async run({ start_date, end_date, metrics = METRIC_IDS, timezone: wanted }, { services, now }) {
    const zone = await takeTimeZone(wanted, services);
    const period = takePeriod(start_date, end_date);
    for (const [i, id] of metrics.entries()) requireKnown(id, METRIC_IDS, `metrics.${i}`);
    const facts = await readTwin(services.twin, period, zone);
    const days = periodDays(period, zone);
    const quality = dataQuality(facts, days, now);
    const { fromMs, toMs } = boundsOf(days);
    const lastMs = facts.events
      .filter((event) => event.startMs < toMs && endOf(event) >= fromMs)
      .reduce<number | null>((last, { startMs }) => Math.max(last ?? startMs, startMs), null);
    const noteMs = facts.notes
      .filter((note) => dateOfNote(note, zone) >= period.start)
      .reduce<number | null>((last, { savedAtMs }) => Math.max(last ?? savedAtMs, savedAtMs), null);
    const kept = { notes: facts.notes.length > 0, products: facts.products !== null, slot: facts.slots.length > 0 };
    const at = (ms: number | null) => (ms === null ? null : new Date(ms).toISOString());
    return {
      by_metric: metrics.map((metric_id) => {
        const basis = BASIS[metric_id];
        if (basis === 'notes' || basis === 'products') {
          const last_event_at = basis === 'notes' ? at(noteMs) : null;
          return { metric_id, coverage: kept[basis] ? 1 : null, last_event_at, sources: [], missing_dates: [] };
        }
        const coverage = basis === 'slot' && !kept.slot ? null : quality.coverage_ratio;
        const { sources, missing_dates } = quality;
        return {
          metric_id,
          coverage,
          last_event_at: at(lastMs),
          sources: [...sources],
          missing_dates: [...missing_dates],
        };
      }),
      recommendation: ({ OK: 'ok', PARTIAL_DATA: 'ask', NO_DATA: 'connect' } as const)[quality.status],
      data_quality: qualityOnWire(quality, zone, now),
    };
  },
  summarize: ({ by_metric, recommendation, data_quality }) =>
    [
      `Совет: ${recommendation}. Метрик: ${by_metric.length}, не ведётся: ${by_metric.filter(({ coverage }) => coverage === null).length}.`,
      qualityLine(data_quality),
    ].join('\n'),
});
