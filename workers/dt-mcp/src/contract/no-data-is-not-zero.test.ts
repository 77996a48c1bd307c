import { describe, expect, test } from 'vitest';
import { addDays } from '../domain/time/calendar.ts';
import { event, type Learner, MONDAY, morningEvents, NOW, newLearner, signIn, writer } from '../testing/person.ts';
import { getDataCoverage } from '../tools/activity/get-data-coverage.ts';
import { getTimeInvestedSummary } from '../tools/activity/get-time-invested-summary.ts';
import { saveWorkProduct } from '../tools/activity/save-work-product.ts';
import { getSlotConsistency } from '../tools/planning/get-slot-consistency.ts';
import { getWeekPlan } from '../tools/planning/get-week-plan.ts';
import { saveSlot } from '../tools/planning/save-slot.ts';
import { saveWeekPlan } from '../tools/planning/save-week-plan.ts';
import { readIndicators } from '../tools/profile/read-indicators.ts';
import { cancelReflectionNote } from '../tools/reflection/cancel-reflection-note.ts';
import { listReflectionNotes } from '../tools/reflection/list-reflection-notes.ts';
import { saveReflectionNote } from '../tools/reflection/save-reflection-note.ts';
import { getProgress } from '../tools/stages/get-progress.ts';
import { getStageStatus } from '../tools/stages/get-stage-status.ts';
import { getMetricTrend } from '../tools/weeks/get-metric-trend.ts';
import { getWeekSummary } from '../tools/weeks/get-week-summary.ts';

const PREVIOUS = { week: 'previous' };
const PERIOD = { start_date: MONDAY, end_date: addDays(MONDAY, 6) };

async function learnerWith(minutes: readonly (number | null)[]): Promise<Learner> {
  const learner = newLearner();
  await learner.twin.events.saveEvents(morningEvents(minutes), writer());
  return learner;
}
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
    const { summary } = await newLearner().ask(getTimeInvestedSummary, PERIOD);
    expect(summary).toContain('Инвестированное время 09.11.2026–15.11.2026: записей о делах нет.');
    expect(summary).not.toMatch(/0 (минут|дней)/);
  });

  test('in a plan', async () => {
    const learner = newLearner();
    await learner.ask(saveWeekPlan, { week_start: MONDAY, target_days: 3, target_minutes_per_day: 30 });
    const { summary } = await learner.ask(getWeekPlan, PREVIOUS);
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
    expect(data).toMatchObject({ slot: { target_days: 1, consistency_percent: null } });
    expect(summary).toContain('Неделя 09.11.2026–15.11.2026: намечено: 1 слот, записей о делах нет.');
    expect(summary).not.toContain('%)');
    expect((await learner.ask(getWeekSummary, PREVIOUS)).data).toMatchObject({
      slot: { target_days: 1, consistency_percent: null },
      bands: { minutes: null, days: null, slot: null },
    });
  });

  test('in the products of a week without records', async () => {
    const learner = newLearner();
    await learner.ask(saveWorkProduct, { type: 'note', title: 'Заметка', date: addDays(MONDAY, -14) });
    expect((await learner.ask(getWeekSummary, PREVIOUS)).data).toMatchObject({ bands: { products: null } });
  });
});

describe('what was never kept is unknown in every answer, though a week is full of records', () => {
  const FULL = [60, 60, 60, 60, 60, 60, 60];
  const NEVER = [
    ['reflection_notes_per_week', 'заметки не ведутся'],
    ['work_products_count', 'рабочие продукты не ведутся'],
    ['slot_consistency_percent', 'слот не задан'],
  ] as const;

  test.each(NEVER)('%s', async (metric, why) => {
    const learner = await learnerWith(FULL);
    const trend = await learner.ask(getMetricTrend, { metric_ids: [metric], period: '4w' });
    const unknown = { value: null, why };
    expect(trend.data).toMatchObject({ series: [{ points: [unknown, unknown, unknown, unknown] }] });
    expect(trend.summary).toMatch(new RegExp(`: неизвестно, ${why}\\.`));
    const coverage = await learner.ask(getDataCoverage, { ...PERIOD, metrics: [metric] });
    expect(coverage.data).toMatchObject({ by_metric: [{ coverage: null, why }] });
    expect(coverage.summary).toContain(why);
  });

  test('in the stage, the progress, the indicators and the week', async () => {
    const learner = await learnerWith(FULL);
    const { data } = await learner.ask(getStageStatus, { detail: 'full' });
    const criteria = (data['stages'] as { criteria: { id: string }[] }[]).flatMap((stage) => stage.criteria);
    for (const [id, why] of [
      ['reflection_notes_per_week', 'заметки не ведутся'],
      ['drafts_per_window', 'рабочие продукты не ведутся'],
    ]) {
      const own = criteria.filter((criterion) => criterion.id === id);
      expect(own.length).toBeGreaterThan(0);
      for (const criterion of own) expect(criterion).toMatchObject({ value: null, status: 'unknown', why });
    }
    const indicators = await learner.ask(readIndicators, { ids: ['3.3.01', '3.2.02', '3.6.01'] });
    expect(indicators.data['values']).toMatchObject([
      { value: null, why: 'заметки не ведутся' },
      { value: null, why: 'рабочие продукты не ведутся' },
      { value: null, why: 'заметки не ведутся' },
    ]);
    expect(indicators.summary).toContain('неизвестно, заметки не ведутся');
    const week = await learner.ask(getWeekSummary, PREVIOUS);
    expect(week.data).toMatchObject({ slot: null, work_products: null });
    expect(week.summary).toContain('Рабочие продукты не ведутся, слот не задан.');
  });

  test('and known once one is kept, until it is cancelled', async () => {
    const learner = await learnerWith(FULL);
    const points = async () => {
      const { data } = await learner.ask(getMetricTrend, { metric_ids: ['reflection_notes_per_week'], period: '4w' });
      return (data['series'] as { points: { value: number | null }[] }[])[0]?.points.map(({ value }) => value);
    };
    const { data } = await learner.ask(saveReflectionNote, { type: 'blocker', text: 'мысль' }, NOW - 90 * 86_400_000);
    expect(await points()).toEqual([null, null, null, 0]);
    await learner.ask(cancelReflectionNote, { note_id: data['note_id'] as string });
    expect(await points()).toEqual([null, null, null, null]);
  });
});

test.each([
  ['reflection_notes_per_week', saveReflectionNote, { type: 'insight', text: 'мысль' }],
  ['work_products_count', saveWorkProduct, { type: 'note', title: 'Заметка' }],
] as const)('coverage of %s says what to do about it, not about records of activities', async (metric, save, input) => {
  const learner = newLearner();
  const asked = { ...PERIOD, metrics: [metric] };
  expect((await learner.ask(getDataCoverage, asked)).data).toMatchObject({ recommendation: 'connect' });
  await learner.ask(save as typeof saveReflectionNote, input as never);
  expect((await learner.ask(getDataCoverage, asked)).data).toMatchObject({ recommendation: 'ok' });
});

describe('existing notes are not reported as missing data', () => {
  const NEVER = 'Таких записей ещё не было.';
  const quality = (status: string, notes: string | null) => ({ data_quality: { status, notes } });

  test('by a search without matches', async () => {
    const learner = newLearner();
    expect((await learner.ask(listReflectionNotes, { query: 'сон' })).data).toMatchObject(quality('NO_DATA', NEVER));
    await learner.ask(saveReflectionNote, { type: 'insight', text: 'мысль' });
    const { data } = await learner.ask(listReflectionNotes, { query: 'сон' });
    expect(data).toMatchObject({ total_estimate: 0, ...quality('OK', null) });
  });

  test('by a period without notes', async () => {
    const learner = newLearner();
    const notes = { ...PERIOD, metrics: ['reflection_notes_per_week'] };
    expect((await learner.ask(getDataCoverage, notes)).data).toMatchObject({ by_metric: [{ coverage: null }] });
    await learner.ask(saveReflectionNote, { type: 'insight', text: 'мысль' }, NOW - 60 * 86_400_000);
    expect((await learner.ask(getDataCoverage, notes)).data).toMatchObject({
      by_metric: [{ coverage: 1, last_event_at: null }],
    });
  });
});

test.each([
  ['dt_get_time_invested_summary', PERIOD],
  ['dt_get_week_summary', {}],
  ['dt_list_activity_events', PERIOD],
])('%s without records is an answer with NO_DATA, not an error', async (name, input) => {
  const { call } = await signIn();
  expect((await call(name, input)).result).toMatchObject({
    isError: false,
    structuredContent: { data_quality: { status: 'NO_DATA', coverage_ratio: expect.any(Number) } },
  });
});
