import * as z from 'zod';
import { type DataQuality, type DataStatus, dataQuality, recordedOrUnknown } from '../../domain/activity/coverage.ts';
import { touches } from '../../domain/activity/event-dates.ts';
import { METRICS } from '../../domain/metrics/metrics.ts';
import { type LocalDate, localDateSchema, type PeriodDays, periodDays } from '../../domain/time/calendar.ts';
import { basisOf, keptInTwin, whyNeverKept } from '../../domain/weeks/never-kept.ts';
import { dateOfNote, isReflective } from '../../domain/weeks/weekly-values.ts';
import { readTwin, type TwinRecords } from '../../queries/twin-facts.ts';
import { qualityOnWire, Source, TwinQuality, timezone } from '../fields.ts';
import { requireKnown, requirePeriod } from '../require.ts';
import { tool } from '../tool.ts';
import { qualityLines } from '../wording.ts';
import { resolveZone } from '../zone.ts';

const RECOMMENDATIONS = { OK: 'ok', PARTIAL_DATA: 'ask', NO_DATA: 'connect' } as const;
type Recommendation = (typeof RECOMMENDATIONS)[DataStatus];

/** Why a metric of what is kept by hand is unknown in a period that has nothing of it. */
const NONE_THEN = {
  notes: 'ни рефлексий, ни записей о делах нет',
  products: 'ни рабочих продуктов, ни записей о делах нет',
  scores: 'самооценок за это время нет',
} as const;

/** The metric of the scores that notes of any type may have. */
const SELF = 'resourcefulness_self';

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
          why: z.string().nullable().describe('почему coverage=null: не ведётся, за период нет или дни ещё не прошли'),
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
    const found = metrics.map((metric_id) => {
      const never = whyNeverKept(metric_id, keptInTwin(facts));
      const { noneThen, ...basis } = bases[metric_id === SELF ? 'scores' : basisOf(metric_id)];
      const why = never ?? noneThen ?? (basis.coverage === null ? quality.notes : null);
      const coverage = never === null && noneThen === null ? basis.coverage : null;
      return { isKept: never === null, on_wire: { metric_id, ...basis, coverage, why } };
    });
    // Of days that are to come, or from before the first record, no source would tell: they are a gap to ask about.
    const hasNoDays = quality.coverage_ratio === null && facts.firstEventMs !== null;
    return {
      by_metric: found.map(({ on_wire }) => on_wire),
      recommendation: recommendationOf(found, hasNoDays ? 'ask' : RECOMMENDATIONS[quality.status]),
      data_quality: qualityOnWire(quality, zone, now, assumptions),
    };
  },
  summarize: ({ by_metric, recommendation, data_quality }) => {
    const titlesOf = (reason: string) =>
      by_metric.filter(({ why }) => why === reason).map(({ metric_id }) => titleOf(metric_id));
    const reasons = new Set(by_metric.flatMap(({ why }) => (why === null || why === data_quality.notes ? [] : [why])));
    return [
      formatAdvice(recommendation, data_quality),
      ...qualityLines(data_quality),
      ...[...reasons].map((reason) => `Неизвестно, ${reason}: ${titlesOf(reason).join(', ')}.`),
    ].join('\n');
  },
});

/** Coverage of each basis of metrics. What the learner keeps by hand has no missing days: it exists or not. */
function basesOf(facts: TwinRecords, days: PeriodDays, quality: DataQuality) {
  const { coverage_ratio, sources, missing_dates } = quality;
  const events = facts.events.filter((event) => touches(event, days));
  const isIn = (date: LocalDate) => days.start <= date && date <= days.end;
  const notes = (facts.notes ?? []).filter((note) => isIn(dateOfNote(note, days.zone)));
  const scored = notes.filter(({ scores }) => scores.length > 0);
  const products = (facts.products ?? []).filter(({ date, finished }) => finished && isIn(date));
  const isUnknown = (count: number) => recordedOrUnknown(count, quality.status !== 'NO_DATA') === null;
  const byHand = { coverage: 1, last_event_at: null, sources: [], missing_dates: [], noneThen: null };
  const records = {
    coverage: coverage_ratio,
    last_event_at: latestOf(events.map(({ startMs }) => startMs)),
    sources: [...sources],
    missing_dates: [...missing_dates],
    noneThen: null,
  };
  return {
    records,
    slot: records,
    // Records of activities do not tell a score.
    scores: {
      ...byHand,
      last_event_at: latestOf(scored.map(({ savedAtMs }) => savedAtMs)),
      noneThen: scored.length === 0 ? NONE_THEN.scores : null,
    },
    notes: {
      ...byHand,
      last_event_at: latestOf(notes.map(({ savedAtMs }) => savedAtMs)),
      noneThen: isUnknown(notes.filter(isReflective).length) ? NONE_THEN.notes : null,
    },
    products: { ...byHand, noneThen: isUnknown(products.length) ? NONE_THEN.products : null },
  };
}

/** A metric asked about: whether it is kept at all, and why it is unknown. */
interface Asked {
  readonly isKept: boolean;
  readonly on_wire: { readonly metric_id: string; readonly why: string | null };
}

/** What the metrics asked about allow: the records decide, unless all are of what is kept by hand or was never kept. */
function recommendationOf(metrics: readonly Asked[], ofRecords: Recommendation): Recommendation {
  const needsRecords = ({ isKept, on_wire: { metric_id } }: Asked) =>
    isKept && ['records', 'slot'].includes(basisOf(metric_id));
  if (metrics.some(needsRecords)) return ofRecords;
  const [first = 'ok', ...others] = new Set(metrics.map(ofKeptByHand));
  return others.length === 0 ? first : 'ask';
}

function ofKeptByHand({ isKept, on_wire: { why } }: Asked): Recommendation {
  if (!isKept) return 'connect';
  return why === null ? 'ok' : 'ask';
}

function formatAdvice(
  recommendation: Recommendation,
  { status, days_expected }: Pick<z.output<typeof TwinQuality>, 'status' | 'days_expected'>,
): string {
  const isEmpty = status === 'NO_DATA';
  if (recommendation === 'ok') return 'Данных для выводов хватает.';
  if (recommendation === 'connect')
    return isEmpty
      ? 'Данных нет: стоит начать записывать или подключить источник.'
      : 'Об этом данных нет: стоит начать это вести.';
  if (isEmpty && days_expected === 0) return 'Эти дни ещё не прошли: данных о них пока нет.';
  return isEmpty ? 'За эти дни данных нет: стоит спросить ученика.' : 'В данных есть пробелы: стоит спросить ученика.';
}

function latestOf(instants: readonly number[]): string | null {
  const last = instants.reduce<number | null>((latest, ms) => Math.max(latest ?? ms, ms), null);
  return last === null ? null : new Date(last).toISOString();
}
