import type { Tool } from '@aisystant/mcp';
import { describe, expect, test } from 'vitest';
import { GRANULARITIES } from '../domain/activity/period-summary.ts';
import { INDICATORS } from '../domain/profile/indicators.ts';
import { addDays } from '../domain/time/calendar.ts';
import { TREND_METRICS } from '../domain/weeks/metric-trend.ts';
import { server } from '../server.ts';
import type { DtServices } from '../services.ts';
import {
  event,
  type Learner,
  learnerWith,
  MONDAY,
  morningEvents,
  NOW,
  newLearner,
  signIn,
  writer,
} from '../testing/person.ts';
import { isNamed, numbersNeverNull, zerosIn } from '../testing/zeros.ts';
import { getTimeInvestedSummary } from '../tools/activity/get-time-invested-summary.ts';
import { saveWorkProduct } from '../tools/activity/save-work-product.ts';
import { getSlotConsistency } from '../tools/planning/get-slot-consistency.ts';
import { getWeekPlan } from '../tools/planning/get-week-plan.ts';
import { saveGoal } from '../tools/planning/save-goal.ts';
import { saveSlot } from '../tools/planning/save-slot.ts';
import { saveWeekPlan } from '../tools/planning/save-week-plan.ts';
import { saveReflectionNote } from '../tools/reflection/save-reflection-note.ts';
import { getProgress } from '../tools/stages/get-progress.ts';
import { getStageStatus } from '../tools/stages/get-stage-status.ts';
import { getWeekSummary } from '../tools/weeks/get-week-summary.ts';

const PREVIOUS = { week: 'previous' };
const PERIOD = { start_date: MONDAY, end_date: addDays(MONDAY, 6) };

const assumptionsOf = (data: Record<string, unknown>) =>
  (data['data_quality'] as { assumptions: string[] }).assumptions;

describe('a learner whose first and only week has 300 minutes on five days', () => {
  const FIRST_WEEK = [60, 60, 60, 60, 60];

  test('has an average of five hours and five days: weeks before the twin existed do not count as zero', async () => {
    const { data, summary } = await (await learnerWith(FIRST_WEEK)).ask(getProgress, {});
    expect(data).toMatchObject({ hours_per_week: 5, regularity: { days_per_week: 5 }, period: { weeks: 4 } });
    expect(assumptionsOf(data)).toContain('Средние — по 1 неделе из 4: об остальных данных нет.');
    expect(summary).toContain('В среднем 5 часов и 5 дней с занятиями в неделю.');
    expect(summary).toContain('Данные неполные: за 7 дней из 28. До 09.11 записей о делах не было (дней: 21 из 28).');
    expect(data).toMatchObject({ data_quality: { status: 'PARTIAL_DATA', coverage_ratio: 0.25 } });
  });

  test('has no unmet criterion, since the weeks before are unknown', async () => {
    const { data, summary } = await (await learnerWith(FIRST_WEEK)).ask(getStageStatus, { detail: 'full' });
    expect(data).toMatchObject({ estimate: 'STG.Learner.Random', next: 'STG.Learner.Practicing' });
    expect(data['criteria']).toEqual([
      expect.objectContaining({ id: 'hours_per_week', value: 5, status: 'unknown' }),
      expect.objectContaining({ id: 'regularity_days_per_week', value: 5, status: 'unknown' }),
      expect.objectContaining({ id: 'streak_days', value: 5, status: 'met' }),
    ]);
    expect(JSON.stringify(data['stages'])).not.toContain('"unmet"');
    expect(summary).not.toContain('не выполнено');
  });
});

test('a week without data is left out of the average, but not a week that a timer reported as empty', async () => {
  const week = (back: number) =>
    [0, 1, 2].map((day) => event({ at: `${addDays(MONDAY, day - 7 * back)}T08:00:00+03:00`, minutes: 100 }));
  const learner = newLearner();
  await learner.twin.events.saveEvents([...week(3), ...week(2), ...week(0)], writer());
  const silent = (await learner.ask(getProgress, {})).data;
  expect(silent).toMatchObject({ hours_per_week: 5 });
  expect(assumptionsOf(silent)).toContain('Средние — по 3 неделям из 4: об остальных данных нет.');
  await learner.twin.events.saveSyncReport(
    { source: 'timer', from: addDays(MONDAY, -21), to: addDays(MONDAY, 6) },
    writer(),
  );
  const reported = (await learner.ask(getProgress, {})).data;
  expect(reported).toMatchObject({ hours_per_week: 3.8 });
  expect(assumptionsOf(reported).join()).not.toContain('Средние');
});

describe('an unknown value is null, not zero', () => {
  test('in the time of a period', async () => {
    const { data, summary } = await newLearner().ask(getTimeInvestedSummary, PERIOD);
    expect(data).toMatchObject({ total_minutes: null, compare_previous: { total_minutes: null, status: 'NO_DATA' } });
    expect(summary).toContain('Инвестированное время 09.11.2026–15.11.2026: записей о делах нет.');
    expect(summary).not.toMatch(/0 (минут|дней)/);
  });

  test('in a plan', async () => {
    const learner = newLearner();
    await learner.ask(saveWeekPlan, { week_start: MONDAY, target_days: 3, target_minutes_per_day: 30 });
    const { data, summary } = await learner.ask(getWeekPlan, PREVIOUS);
    expect(data).toMatchObject({
      fact: { minutes: null, days: null },
      plan_vs_fact: { target_minutes: 90, fact_minutes: null, minutes_percent: null, fact_days: null },
    });
    expect(summary).toContain(
      'План недели 09.11.2026–15.11.2026, версия 1: намечено 90 минут, 3 дня; записей о делах нет.',
    );
    expect(summary).not.toContain('сделано');
  });

  test('in a slot, including its share and band', async () => {
    const learner = newLearner();
    const slot = { slot_time: '08:00', slot_duration_minutes: 30, slot_days: ['mon'], since: MONDAY };
    await learner.ask(saveSlot, slot);
    const { data, summary } = await learner.ask(getSlotConsistency, PREVIOUS);
    expect(data).toMatchObject({
      slot: { target_days: 1, days_held: null, consistency_percent: null },
      missed_dates: [],
    });
    expect(summary).toContain('Неделя 09.11.2026–15.11.2026: намечено: 1 слот, записей о делах нет.');
    expect(summary).not.toContain('%)');
    expect((await learner.ask(getWeekSummary, PREVIOUS)).data).toMatchObject({
      slot: { target_days: 1, days_held: null, consistency_percent: null },
      bands: { minutes: null, days: null, slot: null },
    });
  });

  test('in the products of a week without records', async () => {
    const learner = newLearner();
    await learner.ask(saveWorkProduct, { type: 'note', title: 'Заметка', date: addDays(MONDAY, -14) });
    expect((await learner.ask(getWeekSummary, PREVIOUS)).data).toMatchObject({
      work_products: { total: null, by_type: [] },
      bands: { products: null },
    });
  });
});

test.each([
  ['dt_get_time_invested_summary', PERIOD],
  // Of the current week no day is over on a Monday.
  ['dt_get_week_summary', PREVIOUS],
  ['dt_list_activity_events', PERIOD],
])('%s without records is an answer with NO_DATA, not an error', async (name, input) => {
  const { call } = await signIn();
  expect((await call(name, input)).result).toMatchObject({
    isError: false,
    structuredContent: { data_quality: { status: 'NO_DATA', coverage_ratio: expect.any(Number) } },
  });
});

const READS = server.tools.filter(({ facts }) => facts.effect === 'read');
const WEEKS = [{ week: 'previous' }, { week: 'current' }];
const DAY_MS = 86_400_000;

/** Numbers that are never unknown, and why: by their path, or by its end after a dot. */
const ALWAYS_KNOWN = {
  '.total_estimate': 'a count of the records of a list',
  total: 'a count of the records of a list',
  '.version': 'of a record; 0 of a profile that is not there yet',
  'goals.active': 'a count of the goals that are kept',
  'goals.done': 'a count of the goals that are kept',
  '.by_activity_type.[].minutes': 'only types with minutes are listed',
  'actions_by_type.[].count': 'only types with records are listed',
  '.by_type.[].count': 'only types with products are listed',
  'streak.longest': 'the whole streak is null without data',
  'resourcefulness_self.median': 'a score from 1 on that the learner gave',
  'resourcefulness_self.latest': 'a score from 1 on that the learner gave',
  'events.[].confidence': 'of a record',
  '.norm': 'from the catalogue of stages',
  '.window_weeks': 'from the catalogue of stages',
  'period.weeks': 'what was asked for',
  '.target_minutes': 'from the plan of the learner',
  '.days.[].minutes': 'from the plan of the learner',
  '.target_days': 'from the plan or the slot of the learner',
  '.slot_duration_minutes': 'from the slot of the learner',
  '.progress': 'as the learner declared it',
  '.time_budget_hours': 'as the learner declared it',
  'max_gap.gap': 'only a gap that is known is named',
};

/** Numbers that may be null, and may be zero all the same when there are no data. */
const ZERO_WITHOUT_DATA = {
  '.coverage': 'says how little is known',
  '.coverage_ratio': 'says how little is known',
  '.days_known': 'says how little is known',
  '.days_expected': 'says how much could be known',
  '.days_since_last_event': 'days to a record that there is',
};

/** Inputs that reach every number of the answers; the other reads are asked as in their examples. */
const INPUTS: Readonly<Record<string, readonly object[]>> = {
  'dt.get_time_invested_summary': GRANULARITIES.map((granularity) => ({ ...PERIOD, granularity })),
  'dt.get_week_summary': WEEKS,
  'dt.get_week_plan': WEEKS,
  'dt.get_slot_consistency': WEEKS,
  'dt.get_progress': [{ horizon: '4w' }, { horizon: 'all' }],
  'dt.get_stage_status': [{ detail: 'full' }],
  'dt.get_metric_trend': [0, 4].map((from) => ({ metric_ids: TREND_METRICS.slice(from, from + 4), period: '24w' })),
  'dt.read_indicators': [{ ids: INDICATORS.filter(({ metric }) => metric !== null).map(({ id }) => id) }],
};
const inputsOf = ({ facts, input }: Tool<DtServices>) =>
  INPUTS[facts.id] ??
  facts.examples.map((example) => ({ ...example.input, ...('start_date' in input.shape && PERIOD) }));

/** A learner who keeps everything, all of it at this time; the plan is of the tested week. */
async function keptAt(nowMs: number): Promise<Learner> {
  const learner = newLearner();
  const at = new Date(nowMs - 2 * 3_600_000).toISOString();
  await learner.twin.events.saveEvents([event({ at, minutes: 30 })], writer(nowMs));
  await learner.ask(saveReflectionNote, { type: 'daily', text: 'мысль', mood: 3 }, nowMs);
  await learner.ask(saveWorkProduct, { type: 'post', title: 'Пост' }, nowMs);
  await learner.ask(saveGoal, { title: 'Цель' }, nowMs);
  await learner.ask(saveSlot, {
    slot_time: '08:00',
    slot_duration_minutes: 30,
    slot_days: ['mon', 'fri'],
    since: MONDAY,
  });
  await learner.ask(saveWeekPlan, { week_start: MONDAY, target_days: 3, target_minutes_per_day: 30 });
  return learner;
}

/** The zeros of an answer, or of the week or period before, that has no data, but those with a reason. */
function zerosWithoutData(data: Record<string, unknown>): readonly string[] {
  const statusOf = (part: unknown) => (part as { status?: string } | null | undefined)?.status;
  const parts = ['previous', 'compare_previous'].filter((part) => statusOf(data[part]) === 'NO_DATA');
  const zeros =
    statusOf(data['data_quality']) === 'NO_DATA' ? zerosIn(data) : parts.flatMap((part) => zerosIn(data[part], part));
  return zeros.filter((path) => !isNamed(path, { ...ALWAYS_KNOWN, ...ZERO_WITHOUT_DATA }));
}

describe('a number that nobody recorded is null in the data of an answer, not zero:', () => {
  const neverNull = READS.map(({ facts, outputSchema }) => ({ id: facts.id, paths: numbersNeverNull(outputSchema) }));

  test.each(neverNull)('$id may say so of each number, or there is a reason why it is always known', ({ paths }) => {
    expect(paths.filter((path) => !isNamed(path, ALWAYS_KNOWN))).toEqual([]);
  });

  test('no reason is left for a number that is gone', () => {
    const all = neverNull.flatMap(({ paths }) => paths);
    const needed = Object.entries(ALWAYS_KNOWN).filter(([name]) => all.some((path) => isNamed(path, { [name]: '' })));
    expect(Object.fromEntries(needed)).toEqual(ALWAYS_KNOWN);
  });

  test.each([
    ['without records', () => newLearner()],
    ['with records of more than a year before', () => keptAt(NOW - 400 * DAY_MS)],
    ['with records of today only', () => keptAt(NOW)],
  ])('of a learner %s', async (_, arrange) => {
    const learner = await arrange();
    const answered: string[] = [];
    for (const tool of READS) {
      for (const input of inputsOf(tool)) {
        const { data } = await learner.ask(tool, input);
        expect(zerosWithoutData(data), `${tool.name} ${JSON.stringify(input)}`).toEqual([]);
        const { status } = Object(data['data_quality']);
        if (status === 'NO_DATA') answered.push(tool.facts.id);
      }
    }
    // What is asked about has no data, whatever is recorded of other days.
    for (const id of [
      'dt.get_time_invested_summary',
      'dt.get_week_summary',
      'dt.get_week_plan',
      'dt.get_slot_consistency',
    ]) {
      expect(answered).toContain(id);
    }
    expect(answered).toEqual(
      expect.arrayContaining(['dt.get_stage_status', 'dt.get_metric_trend', 'dt.read_indicators']),
    );
  });

  test('and so is a day of a week that is known in part: today is not over, and other days are to come', async () => {
    const learner = newLearner();
    await learner.twin.events.saveEvents(morningEvents([25, null, 20]), writer());
    const friday = Date.parse('2026-11-13T12:00:00+03:00');
    const { data } = await learner.ask(getWeekSummary, {}, friday);
    expect(data).toMatchObject({
      time: { total_minutes: 45, breakdown: [25, 0, 20, 0, null, null, null].map((minutes) => ({ minutes })) },
      actions_by_day: [1, 0, 1, 0, null, null, null].map((count) => ({ count })),
    });
    const { data: over } = await learner.ask(getWeekSummary, WEEKS[0] ?? {});
    expect(over).toMatchObject({
      time: { total_minutes: 45, breakdown: [25, 0, 20, null, null, null, null].map((minutes) => ({ minutes })) },
    });
  });
});
