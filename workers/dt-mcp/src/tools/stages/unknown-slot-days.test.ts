import { beforeAll, describe, expect, test } from 'vitest';
import { addDays } from '../../domain/time/calendar.ts';
import { event, type Learner, MONDAY, newLearner, writer } from '../../testing/person.ts';
import { saveSlot } from '../planning/save-slot.ts';
import { readIndicators } from '../profile/read-indicators.ts';
import { getMetricTrend } from '../weeks/get-metric-trend.ts';
import { getProgress } from './get-progress.ts';
import { getStageStatus } from './get-stage-status.ts';

/** A learner with a morning slot on these days, who worked on these mornings, counted from Monday of the last week. */
async function learnerWith(slot_days: readonly string[], mornings: readonly number[]): Promise<Learner> {
  const learner = newLearner();
  await learner.ask(saveSlot, { slot_time: '08:00', slot_duration_minutes: 30, slot_days, since: '2026-01-01' });
  const events = mornings.map((day) => event({ at: `${addDays(MONDAY, day)}T08:00:00+03:00`, minutes: 30 }));
  await learner.twin.events.saveEvents(events, writer());
  return learner;
}

const metric_ids = ['slot_consistency_percent', 'regularity_days_per_week'];

describe('a week without data of the days of the slot is not a week without the slot', () => {
  let learner: Learner;
  beforeAll(async () => {
    // Three whole weeks, then Monday to Wednesday.
    learner = await learnerWith(
      ['fri', 'sat', 'sun'],
      Array.from({ length: 24 }, (_, day) => day - 21),
    );
  });

  test('in the criterion of a stage, which stays open', async () => {
    const { data, summary } = await learner.ask(getStageStatus, {});
    const criteria = data['criteria'] as readonly { readonly id: string }[];
    expect(criteria.find(({ id }) => id === 'regularity_days_per_week')).toMatchObject({ value: 3, status: 'unknown' });
    expect(summary).toContain('3 дн/нед, нужно от 3 — неизвестно: есть недели, о днях слота которых данных нет');
  });

  test('in the mean of the progress, which says over how many weeks it is', async () => {
    const { data, summary } = await learner.ask(getProgress, {});
    expect(data).toMatchObject({ regularity: { days_per_week: 3, active_days_per_week: 6 } });
    expect(summary).toContain('с занятиями в неделю; слот — 3 раза в неделю.');
    expect(summary).toContain('Дни слота — по 3 неделям из 4: об остальных днях слота данных нет.');
  });

  test('in the trend, where both metrics of the slot are unknown alike', async () => {
    const { summary } = await learner.ask(getMetricTrend, { metric_ids, period: '4w' });
    expect(summary).toContain('Удержание слота, %: 100; 100; 100; о днях слота данных нет');
    expect(summary).toContain('Дней в неделю со слотом: 3; 3; 3; о днях слота данных нет');
  });
});

test('where no week has data of the days of the slot, it is unknown whether it was held', async () => {
  const learner = await learnerWith(['mon', 'tue'], [6]);
  const { data, summary } = await learner.ask(getProgress, {});
  expect(data).toMatchObject({ regularity: { days_per_week: null, ratio: null, active_days_per_week: 1 } });
  expect(summary).toContain('В среднем 0,5 часа и 1 день с занятиями в неделю; о днях слота данных нет.');
  const indicators = await learner.ask(readIndicators, { ids: ['IND.3.1.02'] });
  expect(indicators.data).toMatchObject({
    values: [{ value: null, why: 'есть недели, о днях слота которых данных нет' }],
  });
});
