import { formatDate, plural } from '@aisystant/mcp';
import * as z from 'zod';
import { dataQuality, recordedOrUnknown } from '../../domain/activity/coverage.ts';
import { datesTouched, isAction } from '../../domain/activity/event-dates.ts';
import { STREAK_LIMIT, streaks } from '../../domain/activity/streaks.ts';
import { exercisesDone, guidesStudied } from '../../domain/activity/studies.ts';
import { roundToHundredths, roundToTenths } from '../../domain/metrics/rounding.ts';
import { shownValue } from '../../domain/stages/shown-value.ts';
import { estimatePeriod, estimateStage } from '../../domain/stages/stage-estimate.ts';
import { LONGEST_WINDOW_WEEKS, type StageId } from '../../domain/stages/stages.ts';
import {
  ALL_DATES,
  addDays,
  type LocalDate,
  localDateAt,
  type Period,
  periodDays,
  type Week,
} from '../../domain/time/calendar.ts';
import { type Resourcefulness, resourcefulness } from '../../domain/weeks/resourcefulness.ts';
import {
  hoursOf,
  lastFullWeeks,
  type MeanOfWeeks,
  meanHours,
  meanOfWeeks,
  regularDaysOf,
  slotAssumptions,
  type WeekValues,
  weeklyValues,
} from '../../domain/weeks/weekly-values.ts';
import { currentStreak } from '../../queries/current-streak.ts';
import { confirmedStage } from '../../queries/stage.ts';
import { readTwin, type TwinRecords } from '../../queries/twin-facts.ts';
import type { TwinStores } from '../../store/twin-store.ts';
import { qualityOnWire, StageOnWire, TwinQuality, timezone } from '../fields.ts';
import { tool } from '../tool.ts';
import { PROGRESS_WIDGET } from '../widgets.ts';
import { formatStage, qualityLines } from '../wording.ts';
import { type ResolvedZone, resolveZone } from '../zone.ts';
import { CriterionOnWire, criterionOnWire } from './criterion.ts';
import { headlineFacts } from './headline.ts';
import {
  formatCriteria,
  formatExercises,
  formatGoals,
  formatGuides,
  formatResource,
  formatStreak,
} from './progress-lines.ts';

/** Most guides in an answer. */
const GUIDES_SHOWN = 50;

/** Length of a horizon, full weeks; `all` is a year. */
const HORIZON_WEEKS = { '4w': 4, '8w': 8, '12w': 12, all: 51 } as const;

/** `dt.get_progress`: progress over some weeks. */
export const getProgress = tool({
  id: 'dt.get_progress',
  version: '2.3.0',
  status: 'stable',
  title: 'Прогресс',
  intent: 'Какой у меня прогресс?',
  useWhen: ['нужна общая картина за недели'],
  doNotUseWhen: [
    { case: 'нужна одна неделя', use: 'dt.get_week_summary' },
    { case: 'нужны все критерии ступени', use: 'dt.get_stage_status' },
  ],
  scope: 'dt:read',
  effect: 'read',
  semantics:
    'Средние — по полным неделям горизонта с данными; all — последний год; streak — до 365 дней. null — неизвестно, а не ноль.',
  metrics: ['hours_per_week', 'regularity_days_per_week', 'streak_days', 'resourcefulness_self'],
  privacy: 'только прогресс этого ученика',
  errors: ['INVALID_ARGUMENT'],
  examples: [
    { question: 'Какой у меня прогресс?', input: {}, answer: 'Ступень, часы, регулярность, серия за четыре недели.' },
    { question: 'А за три месяца?', input: { horizon: '12w' }, answer: 'То же за двенадцать недель.' },
  ],
  ui: { widget: PROGRESS_WIDGET, invoking: 'Смотрю прогресс…', invoked: 'Прогресс на картинке' },
  input: () => z.strictObject({ horizon: z.enum(['4w', '8w', '12w', 'all']).default('4w'), timezone }),
  output: () =>
    z.object({
      period: z.object({ start: z.string(), end: z.string(), weeks: z.int() }),
      stage: z.object({
        estimate: StageOnWire.nullable(),
        confirmed: StageOnWire.nullable(),
        next: StageOnWire.nullable(),
        criteria: z.array(CriterionOnWire),
        suggest_reassessment: z.boolean(),
      }),
      hours_per_week: z.number().nullable(),
      regularity: z.object({
        days_per_week: z.number().nullable().describe('дни, когда состоялся слот; пока слота нет — дни с занятиями'),
        ratio: z.number().nullable(),
        active_days_per_week: z.number().nullable().describe('дни с занятиями, в слот или нет'),
      }),
      streak: z
        .object({
          current: z
            .int()
            .nullable()
            .describe(`дней подряд, не больше ${STREAK_LIMIT}; null — серии не видно, а о вчерашнем дне данных нет`),
          longest: z
            .int()
            .describe(`за недели горизонта, но не меньше ${LONGEST_WINDOW_WEEKS}; текущая входит целиком`),
        })
        .nullable(),
      resourcefulness_self: z
        .object({ median: z.number(), latest: z.number(), stale: z.boolean() })
        .nullable()
        .describe('самооценка 1–5'),
      guides: z
        .array(
          z.object({
            id: z.string(),
            done: z.int().nullable().describe('разных страниц, о которых есть записи'),
            total: z.int().nullable().describe('сколько в нём страниц, по последней записи'),
            why: z.string().nullable().describe('чего записи не говорят'),
          }),
        )
        .describe(`за всё время, последние сверху, до ${GUIDES_SHOWN}`),
      exercises: z
        .object({
          accepted: z.int().nullable().describe('принятые хоть раз'),
          revision: z.int().nullable().describe('проверенные, но ещё не принятые'),
          why: z.string().nullable().describe('чего записи не говорят'),
        })
        .describe('разные упражнения из записей, за всё время'),
      goals: z.object({ active: z.int(), done: z.int() }),
      headline_facts: z.array(z.string()),
      data_quality: TwinQuality,
    }),
  async run({ horizon, timezone: requestedZone }, { services, now }) {
    const resolved = await resolveZone(requestedZone, services);
    const today = localDateAt(now, resolved.zone);
    const weeks = lastFullWeeks(today, HORIZON_WEEKS[horizon]);
    const start = weeks[0]?.start ?? today;
    const [facts, extras, streak] = await Promise.all([
      readTwin(services, periodRead(start, today), resolved.zone),
      readExtras(services),
      currentStreak(services.events, resolved.zone, today),
    ]);
    return {
      period: { start, end: today, weeks: weeks.length },
      ...progressOf(facts, { ...extras, streak }, weeks, resolved, now),
      guides: guidesStudied(extras.studies.guides).slice(0, GUIDES_SHOWN),
      exercises: exercisesDone(extras.studies.exercises),
      goals: extras.goals,
    };
  },
  summarize: ({ period, stage, streak, headline_facts, goals, guides, exercises, ...rest }) =>
    [
      `За ${plural(period.weeks, 'полную неделю', 'полные недели', 'полных недель')} с ${formatDate(period.start)} и по сегодня.`,
      `Ступень: ${formatStage(stage.estimate, 'записей о делах нет')}, подтверждена: ${formatStage(stage.confirmed, 'пока никакая')}.`,
      ...headline_facts,
      ...formatStreak(streak),
      ...formatGoals(goals),
      ...formatResource(rest.resourcefulness_self),
      ...qualityLines(rest.data_quality),
      ...formatCriteria(stage),
      ...formatExercises(exercises),
      ...formatGuides(guides),
    ].join('\n'),
});

/** Goals, studies and the confirmed stage. */
async function readExtras(stores: TwinStores) {
  const count = async (status: string) => (await stores.documents.listDocuments('goal', goalsOf(status))).total;
  const [confirmed, studies, active, done] = await Promise.all([
    confirmedStage(stores),
    stores.events.studies(),
    count('active'),
    count('done'),
  ]);
  return { confirmed, studies, goals: { active, done } };
}

/** What is read besides the facts of the weeks. */
interface Extras {
  readonly confirmed: StageId | null;
  /** The current streak, days. */
  readonly streak: number;
}

/** The part of the answer that is computed from the facts. */
function progressOf(
  facts: TwinRecords,
  { confirmed, streak: current }: Extras,
  weeks: readonly Week[],
  { zone, assumptions }: ResolvedZone,
  nowMs: number,
) {
  const today = localDateAt(nowMs, zone);
  const start = weeks[0]?.start ?? today;
  const found = estimateStage(facts, confirmed, zone, nowMs);
  const values = weeklyValues(facts, weeks, zone, nowMs);
  const { hours, days, activeDays, partialWeeks } = averagesOf(values);
  const withoutSlot = slotAssumptions(values, facts.slots);
  const allAssumptions = new Set([...assumptions, ...found.assumptions, ...withoutSlot, ...partialWeeks]);
  const active = datesTouched(facts.events.filter(isAction), periodDays(periodRead(start, today), zone));
  const quality = dataQuality(facts, periodDays({ start, end: today }, zone), nowMs);
  return {
    stage: {
      estimate: found.estimate,
      confirmed,
      next: found.next?.stage.id ?? null,
      criteria: found.next?.criteria.map(criterionOnWire) ?? [],
      suggest_reassessment: found.suggestReassessment,
    },
    hours_per_week: hours,
    regularity: {
      days_per_week: days,
      ratio: days === null ? null : roundToHundredths(days / 7),
      active_days_per_week: activeDays,
    },
    streak: quality.status === 'NO_DATA' ? null : streakOf(active, current, today, quality.known_dates),
    resourcefulness_self: selfEstimate(resourcefulness(facts.notes, start, zone, nowMs)),
    headline_facts: headlineFacts(
      { hours, activeDays, slot: withoutSlot.length === 0 ? { days } : null },
      current,
      found.daysSinceLastEvent,
    ),
    data_quality: qualityOnWire(quality, zone, nowMs, [...allAssumptions]),
  };
}

/** A current streak of no days is over only if nothing was done yesterday: else it may only not be recorded. */
function streakOf(active: ReadonlySet<LocalDate>, current: number, today: LocalDate, known: readonly LocalDate[]) {
  const isYesterdayKnown = known.includes(addDays(today, -1));
  return {
    current: recordedOrUnknown(current, isYesterdayKnown),
    longest: Math.max(streaks(active, today).longest, current),
  };
}

const goalsOf = (status: string) => ({
  ...ALL_DATES,
  labels: ['week', 'month', 'quarter', 'long'].map((horizon) => `${status} ${horizon}`),
  limit: 1,
  after: null,
});

/** The period of the horizon or of the stage estimate, whichever starts earlier. */
function periodRead(start: LocalDate, today: LocalDate): Period {
  const estimate = estimatePeriod(today);
  return start < estimate.start ? { ...estimate, start } : estimate;
}

/** Means over the weeks whose values are known, and assumptions when these are not all weeks. */
function averagesOf(weeks: readonly WeekValues[]) {
  const hours = meanHours(weeks);
  const days = meanOfWeeks(weeks, regularDaysOf);
  const active = meanOfWeeks(weeks, ({ activeDays }) => activeDays);
  const over = (count: number, all: number) => `${plural(count, 'неделе', 'неделям', 'неделям')} из ${all}`;
  const isPart = active.weeks > 0 && active.weeks < weeks.length;
  const isPartOf = ({ weeks: some }: MeanOfWeeks) => some > 0 && some < active.weeks;
  return {
    hours: hours.mean === null ? null : shownValue('hours_per_week', hours.mean),
    days: days.mean === null ? null : shownValue('regularity_days_per_week', days.mean),
    activeDays: active.mean === null ? null : roundToTenths(active.mean),
    partialWeeks: [
      ...(isPart ? [`Средние — по ${over(active.weeks, weeks.length)}: об остальных данных нет.`] : []),
      ...(isPartOf(hours)
        ? [`Часы — по ${over(hours.weeks, weeks.length)}: в остальных длительность не записана.`]
        : []),
      ...(weeks.some((week) => week.hasUntimed && hoursOf(week) !== null)
        ? ['Занятия без записанной длительности в часы не вошли.']
        : []),
      ...(isPartOf(days)
        ? [`Дни слота — по ${over(days.weeks, weeks.length)}: об остальных днях слота данных нет.`]
        : []),
    ],
  };
}

function selfEstimate(found: Resourcefulness | null) {
  return found && { median: roundToTenths(found.median), latest: roundToTenths(found.latest), stale: found.stale };
}
