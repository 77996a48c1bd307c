import { z } from 'zod';
import { addDays, type LocalDate, localDateAt, periodDays } from '../domain/calendar.ts';
import { dataQuality } from '../domain/coverage.ts';
import { datesTouched, isAction } from '../domain/event-dates.ts';
import { estimatePeriod, estimateStage } from '../domain/stage-estimate.ts';
import { streaks } from '../domain/streaks.ts';
import { lastFullWeeks, type WeekValues, weeklyValues } from '../domain/weekly-values.ts';
import { qualityOnWire, StageOnWire, TwinQuality, timezone } from './fields.ts';
import { CriterionOnWire, criterionOnWire } from './get-stage-status.ts';
import { ALL_DATES, confirmedStage, readTwin } from './read-twin.ts';
import { takeTimeZone } from './take.ts';
import { tool } from './tool.ts';
import { daysOf, plural, qualityLine } from './wording.ts';

/** How far back a horizon reaches, full weeks; `all` is a year. */
const HORIZON_WEEKS = { '4w': 4, '8w': 8, '12w': 12, all: 51 } as const;

/** `dt.get_progress`: where the learner stands. */
export const getProgress = tool({
  id: 'dt.get_progress',
  version: '1.0.0',
  status: 'stable',
  updated: '2026-11-20',
  title: 'Прогресс',
  intent: 'Какой у меня прогресс?',
  useWhen: ['нужна общая картина за недели'],
  doNotUseWhen: [
    { case: 'нужна одна неделя', use: 'dt.get_week_summary' },
    { case: 'нужны все критерии ступени', use: 'dt.get_stage_status' },
  ],
  scope: 'dt:read',
  effect: 'read',
  openWorld: false,
  semantics: 'Средние — по полным неделям горизонта; all — последний год. null — неизвестно, а не ноль.',
  metrics: ['hours_per_week', 'regularity_days_per_week', 'streak_days', 'resourcefulness_self'],
  dependsOn: ['TwinStore.facts', 'TwinStore.noteFacts', 'TwinStore.listDocuments'],
  privacy: 'только прогресс этого ученика',
  errors: ['INVALID_ARGUMENT', 'CONSENT_REQUIRED'],
  examples: [
    { question: 'Какой у меня прогресс?', input: {}, answer: 'Ступень, часы, регулярность, серия за четыре недели.' },
    { question: 'А за три месяца?', input: { horizon: '12w' }, answer: 'То же за двенадцать недель.' },
  ],
  input: z.strictObject({ horizon: z.enum(['4w', '8w', '12w', 'all']).default('4w'), timezone }),
  output: z.object({
    period: z.object({ start: z.string(), end: z.string(), weeks: z.int() }),
    stage: z.object({
      estimate: StageOnWire.nullable(),
      confirmed: StageOnWire.nullable(),
      next: StageOnWire.nullable(),
      criteria: z.array(CriterionOnWire),
      suggest_reassessment: z.boolean(),
    }),
    hours_per_week: z.number().nullable(),
    regularity: z.object({ days_per_week: z.number().nullable(), ratio: z.number().nullable() }),
    streak: z.object({ current: z.int(), longest: z.int() }),
    resourcefulness_self: z
      .object({ median: z.number(), latest: z.number(), stale: z.boolean() })
      .nullable()
      .describe('самооценка 1–5'),
    guides: z.array(z.object({ id: z.string(), done: z.int(), total: z.int().nullable() })),
    exercises: z.object({ accepted: z.int(), revision: z.int() }).nullable().describe('null — двойник их не ведёт'),
    goals: z.object({ active: z.int(), done: z.int() }),
    headline_facts: z.array(z.string()),
    data_quality: TwinQuality,
  }),
  async run({ horizon, timezone: wanted }, { services, now }) {
    const zone = await takeTimeZone(wanted, services);
    const { twin } = services;
    const today = localDateAt(now, zone);
    const weeks = lastFullWeeks(today, HORIZON_WEEKS[horizon]);
    const start = weeks[0]?.start ?? today;
    const wide = { start: minOf(start, estimatePeriod(today).start), end: today };
    const [facts, confirmed, goals, guides] = await Promise.all([
      readTwin(twin, wide, zone),
      confirmedStage(twin),
      Promise.all((['active', 'done'] as const).map((status) => twin.listDocuments('goal', goalsOf(status)))),
      twin.guideRefs(),
    ]);
    const values = weeklyValues(facts, weeks, zone, now);
    const days = periodDays({ start, end: today }, zone);
    const found = estimateStage(facts, confirmed, zone, now);
    const averages = averagesOf(values);
    const [active, done] = goals.map(({ total }) => total);
    const streak = streaks(datesTouched(facts.events.filter(isAction), periodDays(wide, zone)), today);
    return {
      period: { start, end: today, weeks: weeks.length },
      stage: {
        estimate: found.estimate,
        confirmed,
        next: found.next?.stage.id ?? null,
        criteria: found.next?.criteria.map(criterionOnWire) ?? [],
        suggest_reassessment: found.suggestReassessment,
      },
      hours_per_week: averages.hours,
      regularity: {
        days_per_week: averages.days,
        ratio: averages.days === null ? null : round(averages.days / 7, 100),
      },
      streak,
      resourcefulness_self: resourcefulness(facts.notes, start, today, (ms) => localDateAt(ms, zone)),
      guides: guidesOf(guides),
      exercises: null,
      goals: { active: active ?? 0, done: done ?? 0 },
      headline_facts: headlines(averages, streak, found.daysSinceLastEvent),
      data_quality: qualityOnWire(dataQuality(facts, days, now), zone, now, found.assumptions),
    };
  },
  summarize: ({ stage, headline_facts, goals, data_quality }) =>
    [
      `Ступень по числам: ${stage.estimate ?? 'нет данных'}, подтверждена: ${stage.confirmed ?? 'нет'}.`,
      ...headline_facts,
      `Цели: активных ${goals.active}, достигнутых ${goals.done}.`,
      qualityLine(data_quality),
    ].join('\n'),
});

const goalsOf = (status: string) => ({
  ...ALL_DATES,
  labels: ['week', 'month', 'quarter', 'long'].map((horizon) => `${status} ${horizon}`),
  limit: 1,
  after: null,
});

const minOf = (a: LocalDate, b: LocalDate) => (a < b ? a : b);
const round = (value: number, parts = 10) => Math.round(value * parts) / parts;

/** Sections that were worked on, by guide: what stands before the first slash. How many there are is not known here. */
function guidesOf(refs: readonly string[]) {
  const done = new Map<string, number>();
  for (const ref of refs) {
    const [id = ref] = ref.split('/');
    done.set(id, (done.get(id) ?? 0) + 1);
  }
  return [...done].slice(0, 50).map(([id, sections]) => ({ id, done: sections, total: null }));
}

/** Means over the weeks; null when no week has data. */
function averagesOf(weeks: readonly WeekValues[]) {
  if (weeks.every(({ status }) => status === 'NO_DATA')) return { hours: null, days: null };
  const mean = (of: (week: WeekValues) => number) => weeks.reduce((sum, week) => sum + of(week), 0) / weeks.length;
  return {
    hours: round(mean(({ minutes }) => minutes) / 60),
    days: round(mean(({ slotHeld, activeDays }) => slotHeld ?? activeDays)),
  };
}

/** The learner's own estimates of the horizon; the latest is stale after two weeks. */
function resourcefulness(
  notes: readonly { readonly savedAtMs: number; readonly scores: readonly number[] }[],
  start: LocalDate,
  today: LocalDate,
  dateOf: (ms: number) => LocalDate,
) {
  const scored = notes
    .filter(({ scores, savedAtMs }) => scores.length > 0 && dateOf(savedAtMs) >= start)
    .toSorted((a, b) => a.savedAtMs - b.savedAtMs)
    .map(({ scores, savedAtMs }) => ({ savedAtMs, score: scores.reduce((sum, n) => sum + n, 0) / scores.length }));
  const latest = scored.at(-1);
  if (latest === undefined) return null;
  const sorted = scored.map(({ score }) => score).toSorted((a, b) => a - b);
  const [low = 0, high = 0] = [sorted[(sorted.length - 1) >> 1], sorted[sorted.length >> 1]];
  const stale = addDays(dateOf(latest.savedAtMs), 14) < today;
  return { median: round((low + high) / 2), latest: round(latest.score), stale };
}

function headlines(
  { hours, days }: ReturnType<typeof averagesOf>,
  streak: { readonly current: number },
  sinceLast: number | null,
): string[] {
  return [
    ...(hours === null ? [] : [`В среднем ${hours} ч в неделю, ${days} дн. в неделю.`]),
    ...(streak.current > 1 ? [`Подряд: ${daysOf(streak.current)}.`] : []),
    ...(sinceLast !== null && sinceLast > 3
      ? [`С последней записи прошло: ${plural(sinceLast, 'день', 'дня', 'дней')}.`]
      : []),
  ];
}
