import * as z from 'zod';
import { type DataQuality, dataQuality } from '../../domain/activity/coverage.ts';
import { touches } from '../../domain/activity/event-dates.ts';
import { METRICS } from '../../domain/metrics/metrics.ts';
import { localDateSchema, type PeriodDays, periodDays } from '../../domain/time/calendar.ts';
import { basisOf, keptInTwin, whyNeverKept } from '../../domain/weeks/never-kept.ts';
import { dateOfNote } from '../../domain/weeks/weekly-values.ts';
import { readTwin, type TwinRecords } from '../../queries/twin-facts.ts';
import { qualityOnWire, Source, TwinQuality, timezone } from '../fields.ts';
import { requireKnown, requirePeriod } from '../require.ts';
import { tool } from '../tool.ts';
import { qualityLines } from '../wording.ts';
import { resolveZone } from '../zone.ts';

const ADVICE = {
  ok: 'Данных для выводов хватает.',
  ask: 'В данных есть пробелы: стоит спросить ученика.',
  connect: 'Данных нет: стоит начать записывать или подключить источник.',
} as const;

const RECOMMENDATIONS = { OK: 'ok', PARTIAL_DATA: 'ask', NO_DATA: 'connect' } as const;

const titleOf = (metric: string) => (METRICS.find(({ id }) => id === metric)?.title ?? metric).toLowerCase();
const METRIC_IDS = METRICS.map(({ id }) => id);

/** `dt.get_data_coverage`: whether the data suffice for conclusions. */
export const getDataCoverage = tool({
  id: 'dt.get_data_coverage',
  version: '1.2.0',
  status: 'stable',
  title: 'Полнота данных',
  intent: 'Есть ли данные за период?',
  useWhen: ['нужно понять, хватит ли данных для выводов'],
  doNotUseWhen: [{ case: 'нужны сами итоги', use: 'dt.get_week_summary' }],
  scope: 'dt:read',
  effect: 'read',
  semantics:
    'recommendation: ok — данных хватает, ask — есть дыры, спросить ученика; connect — данных нет, подключить источник.',
  metrics: ['data_coverage_ratio'],
  privacy: 'только полнота, без содержания записей',
  errors: ['INVALID_ARGUMENT'],
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
  input: () =>
    z.strictObject({
      start_date: localDateSchema,
      end_date: localDateSchema.describe('Включительно'),
      metrics: z.array(z.string().max(64)).min(1).max(16).optional().describe('id из dt://catalogs/metrics'),
      timezone,
    }),
  output: () =>
    z.object({
      by_metric: z.array(
        z.object({
          metric_id: z.string(),
          coverage: z.number().nullable().describe('доля дней с данными; у заметок и продуктов 1 — ведутся'),
          why: z.string().nullable().describe('почему coverage=null: не ведётся или дни ещё не прошли'),
          last_event_at: z.string().nullable(),
          sources: z.array(Source),
          missing_dates: z.array(localDateSchema),
        }),
      ),
      recommendation: z.enum(['connect', 'ask', 'ok']),
      data_quality: TwinQuality,
    }),
  async run({ start_date, end_date, metrics = METRIC_IDS, timezone: requestedZone }, { services, now }) {
    const { zone, assumptions } = await resolveZone(requestedZone, services);
    const period = requirePeriod(start_date, end_date);
    for (const [i, id] of metrics.entries()) requireKnown(id, METRIC_IDS, `metrics.${i}`);
    const facts = await readTwin(services, period, zone);
    const days = periodDays(period, zone);
    const quality = dataQuality(facts, days, now);
    const bases = basesOf(facts, days, quality);
    const by_metric = metrics.map((metric_id) => {
      const never = whyNeverKept(metric_id, keptInTwin(facts));
      const found = { metric_id, ...bases[basisOf(metric_id)] };
      if (never !== null) return { ...found, coverage: null, why: never };
      return { ...found, why: found.coverage === null ? quality.notes : null };
    });
    return {
      by_metric,
      recommendation: recommendationOf(by_metric, quality),
      data_quality: qualityOnWire(quality, zone, now, assumptions),
    };
  },
  summarize: ({ by_metric, recommendation, data_quality }) => {
    const titlesOf = (reason: string) =>
      by_metric.filter(({ why }) => why === reason).map(({ metric_id }) => titleOf(metric_id));
    const reasons = new Set(by_metric.flatMap(({ why }) => (why === null || why === data_quality.notes ? [] : [why])));
    return [
      ADVICE[recommendation],
      ...qualityLines(data_quality),
      ...[...reasons].map((reason) => `Неизвестно, ${reason}: ${titlesOf(reason).join(', ')}.`),
    ].join('\n');
  },
});

/** Coverage of each basis of metrics. What the learner keeps by hand has no missing days: it exists or not. */
function basesOf(facts: TwinRecords, days: PeriodDays, quality: DataQuality) {
  const { coverage_ratio, sources, missing_dates } = quality;
  const events = facts.events.filter((event) => touches(event, days));
  const notes = (facts.notes ?? []).filter((note) => {
    const date = dateOfNote(note, days.zone);
    return days.start <= date && date <= days.end;
  });
  const byHand = { coverage: 1, last_event_at: null, sources: [], missing_dates: [] };
  const records = {
    coverage: coverage_ratio,
    last_event_at: latestOf(events.map(({ startMs }) => startMs)),
    sources: [...sources],
    missing_dates: [...missing_dates],
  };
  return {
    records,
    slot: records,
    notes: { ...byHand, last_event_at: latestOf(notes.map(({ savedAtMs }) => savedAtMs)) },
    products: byHand,
  };
}

/** What the metrics asked about allow: of those kept by hand, whether they are kept. */
function recommendationOf(
  metrics: readonly { readonly metric_id: string; readonly why: string | null }[],
  { status }: DataQuality,
) {
  if (metrics.some(({ metric_id }) => ['records', 'slot'].includes(basisOf(metric_id)))) return RECOMMENDATIONS[status];
  const unknown = metrics.filter(({ why }) => why !== null).length;
  return unknown === 0 ? 'ok' : unknown < metrics.length ? 'ask' : 'connect';
}

function latestOf(instants: readonly number[]): string | null {
  const last = instants.reduce<number | null>((latest, ms) => Math.max(latest ?? ms, ms), null);
  return last === null ? null : new Date(last).toISOString();
}
