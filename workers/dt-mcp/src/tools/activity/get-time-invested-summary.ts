import { formatDate, formatDays, formatMinutes } from '@aisystant/mcp';
import * as z from 'zod';
import type { ActivityTypeId } from '../../domain/activity/activity-types.ts';
import { type DataStatus, dataQuality } from '../../domain/activity/coverage.ts';
import { SUSPICIOUS_HOURS } from '../../domain/activity/invested-time.ts';
import {
  GRANULARITIES,
  type KnownPeriodSummary,
  knownSummary,
  summarizePeriod,
} from '../../domain/activity/period-summary.ts';
import {
  addDays,
  daysBetween,
  isLocalDate,
  localDateAt,
  localDateSchema,
  type Period,
  periodDays,
  type TimeZone,
} from '../../domain/time/calendar.ts';
import { type PeriodRecords, readPeriod } from '../../queries/period-facts.ts';
import { MinutesByType, qualityOnWire, Recorded, TwinQuality, timezone } from '../fields.ts';
import { requirePeriod } from '../require.ts';
import { tool } from '../tool.ts';
import {
  caveatOf,
  formatActivity,
  formatParts,
  formatPeriod,
  perActiveDay,
  qualityLines,
  suspiciousLines,
} from '../wording.ts';
import { resolveZone } from '../zone.ts';

const PeriodOnWire = z.object({ start_date: localDateSchema, end_date: localDateSchema });

/** `dt.get_time_invested_summary`: the invested time of a period. */
export const getTimeInvestedSummary = tool({
  id: 'dt.get_time_invested_summary',
  version: '2.0.0',
  status: 'stable',
  title: 'Инвестированное время',
  intent: 'Сколько времени я вложил в развитие за период?',
  useWhen: ['нужна сумма минут за период от одного до 366 дней', 'нужно сравнить период с предыдущим'],
  doNotUseWhen: [
    { case: 'нужны отдельные записи', use: 'dt.list_activity_events' },
    { case: 'нужны итоги недели целиком', use: 'dt.get_week_summary' },
  ],
  scope: 'dt:read',
  effect: 'read',
  semantics:
    'Инвестированное время — минуты дел, которые развивают: отдых, сон и дорога не входят; пересечения записей считаются один раз; обе границы периода включены; день — по часовому поясу ученика.',
  metrics: ['time_invested_minutes', 'avg_minutes_per_active_day', 'days_with_activity'],
  privacy: 'только время этого ученика; тексты записей не возвращаются',
  errors: ['INVALID_ARGUMENT'],
  examples: [
    {
      question: 'Сколько времени я вложил за неделю?',
      input: { start_date: '2026-11-09', end_date: '2026-11-15' },
      answer: 'Сумма минут, среднее за день и за активный день, минуты по датам, качество данных.',
    },
    {
      question: 'Сколько всего за октябрь, без разбивки?',
      input: { start_date: '2026-10-01', end_date: '2026-10-31', granularity: 'none' },
      answer: 'Только сумма, средние и разбивка по видам дел.',
    },
  ],
  input: () =>
    z.strictObject({
      start_date: localDateSchema.describe('Дата ГГГГ-ММ-ДД'),
      end_date: localDateSchema.describe('Включительно'),
      timezone,
      granularity: z.enum(GRANULARITIES).default('day').describe('Как разбить'),
    }),
  output: () =>
    z.object({
      period: PeriodOnWire,
      total_minutes: Recorded,
      avg_minutes_per_day: z.int().nullable().describe('по прошедшим календарным дням периода'),
      avg_minutes_per_active_day: z.int().nullable(),
      days_with_activity: Recorded,
      breakdown: z
        .array(z.object({ date: localDateSchema.optional(), week: z.string().optional(), minutes: Recorded }))
        .describe('дата без данных или ещё не прошедшая — null; неделя — null, если нет данных ни об одной её дате'),
      by_activity_type: MinutesByType,
      suspicious_dates: z.array(localDateSchema).describe(`даты, где вышло больше ${SUSPICIOUS_HOURS} часов`),
      compare_previous: PeriodOnWire.extend({
        total_minutes: Recorded,
        status: TwinQuality.shape.status,
      })
        .nullable()
        .describe('период той же длины перед этим; null, если он раньше 2000 года'),
      data_quality: TwinQuality,
    }),
  async run({ start_date, end_date, timezone: requestedZone, granularity }, { services, now }) {
    const { zone, assumptions } = await resolveZone(requestedZone, services);
    const period = requirePeriod(start_date, end_date);
    const before = periodBefore(period);
    const start = before === null ? period.start : before.start;
    const facts = await readPeriod(services.events, { start, end: period.end }, zone);
    const days = periodDays(period, zone);
    const quality = dataQuality(facts, days, now);
    const recorded = summarizePeriod(facts.events, days, localDateAt(now, zone), granularity);
    return {
      period: { start_date, end_date },
      ...onWire(knownSummary(recorded, quality)),
      compare_previous: before && compare(facts, before, zone, now),
      data_quality: qualityOnWire(quality, zone, now, assumptions),
    };
  },
  summarize: ({ period, data_quality, compare_previous, suspicious_dates, ...found }) =>
    [
      `Инвестированное время ${formatPeriod(period.start_date, period.end_date)}: ${formatTime(found)}.`,
      ...formatBreakdown(found),
      ...(compare_previous === null ? [] : formatPrevious(compare_previous)),
      ...suspiciousLines(suspicious_dates),
      ...qualityLines(data_quality),
    ].join('\n'),
});

/** Without data no zero is stated. */
function formatTime({
  total_minutes,
  days_with_activity,
  avg_minutes_per_active_day: average,
}: Pick<KnownPeriodSummary, 'total_minutes' | 'days_with_activity' | 'avg_minutes_per_active_day'>): string {
  if (days_with_activity === null) return 'записей о делах нет';
  if (days_with_activity === 0) return 'занятий не записано';
  return [
    ...(total_minutes ? [formatMinutes(total_minutes)] : []),
    `${formatDays(days_with_activity)} с занятиями`,
    ...(total_minutes ? [] : ['длительность не записана']),
    ...(average === null
      ? []
      : [`в среднем ${formatMinutes(average)} ${perActiveDay(average, total_minutes, days_with_activity)}`]),
  ].join(', ');
}

interface Breakdown {
  readonly breakdown: readonly {
    readonly date?: string | undefined;
    readonly week?: string | undefined;
    minutes: number | null;
  }[];
  readonly by_activity_type: readonly { readonly activity_type: ActivityTypeId; readonly minutes: number }[];
}

/** Minutes by date or week and by type; what has none is left out. */
function formatBreakdown({ breakdown, by_activity_type }: Breakdown): string[] {
  const minutes = (part: { readonly minutes: number }) => formatMinutes(part.minutes);
  const filled = breakdown.flatMap((part) => (part.minutes ? [{ ...part, minutes: part.minutes }] : []));
  const when = ({ date, week = '' }: (typeof breakdown)[number]) =>
    date === undefined ? `${Number(week.slice(6))}-я неделя ${week.slice(0, 4)} года` : formatDate(date);
  return [
    ...(filled.length === 0 ? [] : [`По времени: ${formatParts(filled, when, minutes)}.`]),
    ...(by_activity_type.length === 0
      ? []
      : [`По видам дел: ${formatParts(by_activity_type, (part) => formatActivity(part.activity_type), minutes)}.`]),
  ];
}

function formatPrevious({
  start_date,
  end_date,
  total_minutes,
  status,
}: z.output<typeof PeriodOnWire> & { total_minutes: number | null; status: DataStatus }): readonly string[] {
  if (status === 'NO_DATA' && total_minutes === null) return [];
  const total = total_minutes ? formatMinutes(total_minutes) : 'минут не записано';
  return [`Перед этим, ${formatPeriod(start_date, end_date)}: ${total}${caveatOf(status)}.`];
}

/** The preceding period of the same length; null when it would start before 2000. */
function periodBefore({ start, end }: Period): Period | null {
  const before = { start: addDays(start, daysBetween(end, start) - 1), end: addDays(start, -1) };
  return isLocalDate(before.start) ? before : null;
}

function compare(facts: PeriodRecords, period: Period, zone: TimeZone, nowMs: number) {
  const days = periodDays(period, zone);
  const quality = dataQuality(facts, days, nowMs);
  const recorded = summarizePeriod(facts.events, days, localDateAt(nowMs, zone), 'none');
  return {
    start_date: period.start,
    end_date: period.end,
    total_minutes: knownSummary(recorded, quality).total_minutes,
    status: quality.status,
  };
}

function onWire(summary: KnownPeriodSummary) {
  return {
    ...summary,
    breakdown: [...summary.breakdown],
    by_activity_type: [...summary.by_activity_type],
    suspicious_dates: [...summary.suspicious_dates],
  };
}
