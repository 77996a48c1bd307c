import { beforeAll, describe, expect, test } from 'vitest';
import { addDays } from '../../domain/time/calendar.ts';
import { event, type Learner, MONDAY, newLearner, writer } from '../../testing/person.ts';
import { getTimeInvestedSummary } from '../activity/get-time-invested-summary.ts';
import { getProgress } from '../stages/get-progress.ts';
import { getStageStatus } from '../stages/get-stage-status.ts';
import { getMetricTrend } from './get-metric-trend.ts';
import { getWeekSummary } from './get-week-summary.ts';

const PERIOD = { start_date: MONDAY, end_date: addDays(MONDAY, 6) };

/** A learner who read on these mornings of the week; null is a reading without a duration. */
async function learnerWho(minutes: readonly (number | null)[], weeks = 1): Promise<Learner> {
  const learner = newLearner();
  const events = Array.from({ length: weeks }, (_, back) => back).flatMap((back) =>
    minutes.map((length, day) => event({ at: `${addDays(MONDAY, day - 7 * back)}T08:00:00+03:00`, minutes: length })),
  );
  await learner.twin.events.saveEvents(events, writer());
  return learner;
}

describe('of weeks whose activities have no duration nothing is concluded about time', () => {
  let learner: Learner;
  beforeAll(async () => {
    learner = await learnerWho([null, null, null, null, null], 4);
  });

  test('in the week', async () => {
    const { data, summary } = await learner.ask(getWeekSummary, { week: 'previous' });
    const time = { total_minutes: null, avg_minutes_per_day: null, avg_minutes_per_active_day: null };
    expect(data).toMatchObject({ days_with_activity: 5, pomodoros_count: null, time, patterns: [] });
    expect(data).toMatchObject({ bands: { minutes: null, days: 'high' } });
    expect(summary).toContain('Занятия: 5 дней из 7, длительность не записана.');
    expect(summary).toContain('Неделей раньше: 5 дней, длительность не записана.');
    expect(summary).not.toMatch(/Заметно|0 минут/);
  });

  test('in the period', async () => {
    const { data, summary } = await learner.ask(getTimeInvestedSummary, PERIOD);
    expect(data).toMatchObject({
      total_minutes: null,
      days_with_activity: 5,
      compare_previous: { total_minutes: null },
    });
    expect(summary).toContain('5 дней с занятиями, длительность не записана.');
    expect(summary).toContain('Перед этим, 02.11.2026–08.11.2026: минут не записано');
  });

  test('in the trend', async () => {
    const metric_ids = ['time_invested_minutes', 'hours_per_week', 'avg_minutes_per_active_day'];
    const { data, summary } = await learner.ask(getMetricTrend, { metric_ids, period: '4w' });
    const series = data['series'] as readonly { readonly points: readonly object[] }[];
    for (const { points } of series) expect(points.at(-1)).toMatchObject({ value: null });
    expect(summary).toContain('Часов в неделю: неизвестно, длительность не записана.');
  });

  test('in the progress and in the criterion of a stage', async () => {
    const { data, summary } = await learner.ask(getProgress, {});
    expect(data).toMatchObject({ hours_per_week: null, regularity: { active_days_per_week: 5 } });
    expect(summary).toContain('В среднем 5 дней с занятиями в неделю; длительность не записана.');
    expect((await learner.ask(getStageStatus, {})).summary).toContain(
      'Часов в неделю: значения нет, нужно от 4 — неизвестно: есть занятия, длительность которых не записана',
    );
  });
});

test('of empty weeks and one whose activities have no duration the hours are unknown, not zero', async () => {
  const learner = await learnerWho([null, null, null]);
  await learner.twin.events.saveSyncReport(
    { source: 'timer', from: addDays(MONDAY, -60), to: PERIOD.end_date },
    writer(),
  );
  const progress = await learner.ask(getProgress, {});
  expect(progress.data).toMatchObject({
    hours_per_week: null,
    regularity: { active_days_per_week: expect.any(Number) },
  });
  expect(progress.summary).toContain('с занятиями в неделю; длительность не записана.');
  expect(progress.summary).not.toMatch(/Часы — по/);
  expect((await learner.ask(getStageStatus, {})).summary).toContain(
    'Часов в неделю: значения нет, нужно от 4 — неизвестно: есть занятия, длительность которых не записана',
  );
});

test('the average of active days is over those with a recorded duration, and says so', async () => {
  const learner = await learnerWho([60, null, null]);
  const week = await learner.ask(getWeekSummary, { week: 'previous' });
  expect(week.data).toMatchObject({ days_with_activity: 3, time: { avg_minutes_per_active_day: 60 } });
  expect(week.summary).toContain('В среднем за день с записанной длительностью: 60 минут.');
  const period = await learner.ask(getTimeInvestedSummary, PERIOD);
  expect(period.summary).toContain(
    '60 минут, 3 дня с занятиями, в среднем 60 минут за день с записанной длительностью',
  );
});

test('minutes beside activities without a duration are a lower bound: by them no criterion is missed, and no trend drawn', async () => {
  const learner = newLearner();
  const mornings = [4, 3, 2, 1, 0].flatMap((back) =>
    [0, 1, 2, 3, 4, 5, 6].map((day) => ({
      at: `${addDays(MONDAY, day - 7 * back)}T08:00:00+03:00`,
      minutes: 50 - 10 * (4 - back),
    })),
  );
  await learner.twin.events.saveEvents(
    mornings.map((each) => event(each)),
    writer(),
  );
  const trend = { metric_ids: ['time_invested_minutes'], period: '4w' };
  const seriesOf = async () => ((await learner.ask(getMetricTrend, trend)).data['series'] as object[])[0];
  const hours = async () => {
    const { criteria } = (await learner.ask(getStageStatus, {})).data as { criteria: { id: string }[] };
    return criteria.find(({ id }) => id === 'hours_per_week');
  };
  expect(await seriesOf()).toMatchObject({ direction: 'down' });
  expect(await hours()).toMatchObject({ value: 2.9, status: 'unmet', why: null });

  const answers = [0, 1].map((back) => ({
    at: `${addDays(MONDAY, -7 * back)}T20:00:00+03:00`,
    minutes: null,
    source: 'bot',
  }));
  await learner.twin.events.saveEvents(
    answers.map((each) => event(each)),
    writer(),
  );
  expect(await seriesOf()).toMatchObject({ direction: null, insufficient_data: true });
  const why = 'есть занятия, длительность которых не записана';
  expect(await hours()).toMatchObject({ value: 2.9, status: 'unknown', why });
  const { summary } = await learner.ask(getProgress, {});
  expect(summary).toContain('Занятия без записанной длительности в часы не вошли.');
});
