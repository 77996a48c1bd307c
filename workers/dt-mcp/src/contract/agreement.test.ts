import type { Tool } from '@aisystant/mcp';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { addDays } from '../domain/time/calendar.ts';
import { arbitraryTwin, filledLearner } from '../testing/arbitrary-twin.ts';
import { MONDAY } from '../testing/person.ts';
import { getDataCoverage } from '../tools/activity/get-data-coverage.ts';
import { getTimeInvestedSummary } from '../tools/activity/get-time-invested-summary.ts';
import { listActivityEvents } from '../tools/activity/list-activity-events.ts';
import { listWorkProducts } from '../tools/activity/list-work-products.ts';
import { getSlotConsistency } from '../tools/planning/get-slot-consistency.ts';
import { getWeekPlan } from '../tools/planning/get-week-plan.ts';
import { getProfileByAreas } from '../tools/profile/get-profile-by-areas.ts';
import { readIndicators } from '../tools/profile/read-indicators.ts';
import { listReflectionNotes } from '../tools/reflection/list-reflection-notes.ts';
import { getProgress } from '../tools/stages/get-progress.ts';
import { getStageStatus } from '../tools/stages/get-stage-status.ts';
import { getMetricTrend } from '../tools/weeks/get-metric-trend.ts';
import { getWeekSummary } from '../tools/weeks/get-week-summary.ts';

interface Criterion {
  readonly id: string;
  readonly value: number | null;
}

/** The fields of the answers that are compared. */
interface Answer {
  readonly [field: string]: unknown;
  readonly data_quality: Record<string, unknown> & { readonly missing_dates: readonly string[] };
  readonly time: { readonly total_minutes: number | null; readonly avg_minutes_per_active_day: number | null };
  readonly slot: { readonly consistency_percent: number | null } | null;
  readonly work_products: { readonly total: number | null } | null;
  readonly previous: { readonly total_minutes: number | null; readonly status: string };
  readonly events: readonly { readonly activity_type: string }[];
  readonly notes: readonly { readonly type: string }[];
  readonly actions_by_type: readonly { readonly count: number }[];
  readonly series: readonly { readonly points: readonly { readonly value: number | null }[] }[];
  readonly criteria: readonly Criterion[];
  readonly stages: readonly { readonly stage: string; readonly criteria: readonly Criterion[] }[];
  readonly areas: readonly { readonly mastery: { readonly sources: readonly Criterion[] } }[];
  readonly values: readonly { readonly value: unknown }[];
}

type Learner = Awaited<ReturnType<typeof filledLearner>>;

const SUNDAY = addDays(MONDAY, 6);
const WEEK = { week: 'previous' };
const PERIOD = { start_date: MONDAY, end_date: SUNDAY };

const answerOf = async ({ ask }: Learner, tool: Parameters<Learner['ask']>[0], input: object) =>
  (await ask(tool as Tool<never>, input)).data as unknown as Answer;

/** Runs the assertions for twins of any records. */
const forAnyTwin = (numRuns: number, check: (learner: Learner) => Promise<void>) =>
  fc.assert(
    fc.asyncProperty(arbitraryTwin, async (twin) => check(await filledLearner(twin))),
    { numRuns },
  );

/** The part of data quality that every tool must give alike; assumptions depend on what a tool computes. */
const daysOf = ({ data_quality }: Answer) => {
  const { status, coverage_ratio, days_known, days_expected, missing_dates, sources, confidence, notes } = data_quality;
  return { status, coverage_ratio, days_known, days_expected, missing_dates, sources, confidence, notes };
};

test('all tools that speak of the same week agree', async () => {
  await forAnyTwin(8, async (learner) => {
    const week = await answerOf(learner, getWeekSummary, WEEK);
    const time = await answerOf(learner, getTimeInvestedSummary, PERIOD);
    const { breakdown, by_activity_type, total_minutes, avg_minutes_per_day, avg_minutes_per_active_day } = time;
    expect(week.time).toMatchObject({
      breakdown,
      by_activity_type,
      total_minutes,
      avg_minutes_per_day,
      avg_minutes_per_active_day,
    });
    expect(week['days_with_activity']).toBe(time['days_with_activity']);
    const { previous } = week;
    expect(time['compare_previous']).toMatchObject({ total_minutes: previous.total_minutes, status: previous.status });

    const plan = await answerOf(learner, getWeekPlan, WEEK);
    expect(plan['fact']).toEqual({ minutes: total_minutes, days: time['days_with_activity'] });
    expect(plan['plan_vs_fact']).toEqual(week['plan_vs_fact']);

    const slot = await answerOf(learner, getSlotConsistency, WEEK);
    if (week.slot === null) expect(slot['slot']).toBeNull();
    else expect(slot['slot']).toMatchObject(week.slot);

    const events = await answerOf(learner, listActivityEvents, { ...PERIOD, limit: 100 });
    const actions = events.events.filter(({ activity_type }) => activity_type !== 'rest');
    expect(week.actions_by_type.reduce((sum, { count }) => sum + count, 0)).toBe(actions.length);

    const products = await answerOf(learner, listWorkProducts, PERIOD);
    const { total, by_type } = products;
    // None of a week without data is unknown; of the list it is none.
    const counted = week.work_products ?? { total: null, by_type: [] };
    expect({ ...counted, total: counted.total ?? 0 }).toEqual({ total, by_type });

    const coverage = await answerOf(learner, getDataCoverage, { ...PERIOD, metrics: ['time_invested_minutes'] });
    const { coverage_ratio, missing_dates, sources } = daysOf(week);
    expect(coverage['by_metric']).toMatchObject([{ coverage: coverage_ratio, missing_dates, sources }]);

    for (const other of [time, plan, slot, events, coverage]) expect(daysOf(other)).toEqual(daysOf(week));
  });
});

test('the trend of a week is what its summary says', async () => {
  await forAnyTwin(6, async (learner) => {
    const week = await answerOf(learner, getWeekSummary, WEEK);
    const metric_ids = [
      'time_invested_minutes',
      'days_with_activity',
      'slot_consistency_percent',
      'work_products_count',
    ];
    const values = async (ids: readonly string[]) => {
      const { series } = await answerOf(learner, getMetricTrend, { metric_ids: ids, period: '4w' });
      return series.map(({ points }) => points.at(-1)?.value);
    };
    const { status } = daysOf(week);
    const { time, slot, work_products: products } = week;
    const activity = [time.total_minutes, week['days_with_activity'], slot?.consistency_percent ?? null];
    expect(await values(metric_ids)).toEqual([...activity, products?.total ?? null]);
    expect(await values(['avg_minutes_per_active_day'])).toEqual([time.avg_minutes_per_active_day]);

    const listed = await answerOf(learner, listReflectionNotes, { period: { start: MONDAY, end: SUNDAY } });
    const isKept = (await answerOf(learner, listReflectionNotes, {})).notes.length > 0;
    const reflections = listed.notes.filter(({ type }) => type !== 'blocker').length;
    expect(await values(['reflection_notes_per_week'])).toEqual([
      (status === 'NO_DATA' && reflections === 0) || !isKept ? null : reflections,
    ]);
  });
});

test('progress, stage, areas and indicators have the same numbers', async () => {
  await forAnyTwin(6, async (learner) => {
    const progress = await answerOf(learner, getProgress, { horizon: '4w' });
    const status = await answerOf(learner, getStageStatus, { detail: 'full' });
    const { stages } = status;
    const practicing = stages.find(({ stage }) => stage.endsWith('Practicing'))?.criteria ?? [];
    const measured = (id: string) => practicing.find((criterion) => criterion.id === id)?.value;
    expect(progress['hours_per_week']).toBe(measured('hours_per_week'));
    expect(progress['regularity']).toMatchObject({ days_per_week: measured('regularity_days_per_week') });
    expect(progress['stage']).toMatchObject({
      estimate: status['estimate'],
      confirmed: status['confirmed'],
      next: status['next'],
      criteria: status['criteria'],
      suggest_reassessment: status['suggest_reassessment'],
    });

    const byAreas = await answerOf(learner, getProfileByAreas, {});
    const inAreas = byAreas.areas.flatMap(({ mastery }) => mastery.sources);
    const sorted = (criteria: readonly Criterion[]) => criteria.toSorted((a, b) => (a.id < b.id ? -1 : 1));
    if (status['next'] !== null) expect(sorted(inAreas)).toEqual(sorted(status.criteria));
    expect(daysOf(byAreas)).toEqual(daysOf(status));

    const ids = ['hours_per_week', 'regularity_days_per_week', 'streak_days'];
    const { values } = await answerOf(learner, readIndicators, { ids });
    const next = stages.find(({ stage }) => stage === status['next'])?.criteria ?? [];
    const shown = values.map(({ value }) => value);
    expect(shown).toEqual(ids.map((id) => next.find((criterion) => criterion.id === id)?.value));
  });
});

test('a day is covered, or not, whatever period is asked about', async () => {
  const period = fc.tuple(fc.integer({ min: -30, max: 6 }), fc.nat(40)).map(([from, length]) => {
    const start = addDays(MONDAY, from);
    return { start_date: start, end_date: addDays(start, length) };
  });
  await fc.assert(
    fc.asyncProperty(arbitraryTwin, fc.array(period, { minLength: 2, maxLength: 4 }), async (twin, periods) => {
      const learner = await filledLearner(twin);
      const missing = new Map<string, boolean>();
      for (const asked of periods) {
        const { missing_dates } = daysOf(await answerOf(learner, listActivityEvents, asked));
        // Beyond 31 only the latest are listed.
        const from = missing_dates.length < 31 ? asked.start_date : (missing_dates[0] ?? asked.start_date);
        for (let date = from; date <= asked.end_date && date <= '2026-11-15'; date = addDays(date, 1)) {
          const isMissing = missing_dates.includes(date);
          expect(missing.get(date) ?? isMissing, date).toBe(isMissing);
          missing.set(date, isMissing);
        }
      }
    }),
    { numRuns: 8 },
  );
});
