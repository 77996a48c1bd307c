import { describe, expect, test } from 'vitest';
import { addDays } from '../../domain/time/calendar.ts';
import { event, type Learner, MONDAY, newLearner, writer } from '../../testing/person.ts';
import { saveSlot } from '../planning/save-slot.ts';
import { readIndicators } from '../profile/read-indicators.ts';
import { getProgress } from './get-progress.ts';
import { getStageStatus } from './get-stage-status.ts';

/** A learner whose timer reported a year, with mornings of so many minutes from a date on. */
async function learnerOf(from: string, mornings: number, minutes: number): Promise<Learner> {
  const learner = newLearner();
  const events = Array.from({ length: mornings }, (_, day) =>
    event({ at: `${addDays(from, day)}T08:00:00+03:00`, minutes, source: 'timer' }),
  );
  await learner.twin.events.saveEvents(events, writer());
  await learner.twin.events.saveSyncReport({ source: 'timer', from: '2025-10-01', to: '2026-11-16' }, writer());
  return learner;
}

describe('a mean that rounds to zero', () => {
  test('is no zero: two mornings of a year are little, not none', async () => {
    const learner = await learnerOf('2026-03-02', 2, 60);
    await learner.ask(saveSlot, {
      slot_time: '08:00',
      slot_duration_minutes: 30,
      slot_days: ['mon', 'tue'],
      since: '2025-01-01',
    });
    const { data, summary } = await learner.ask(getProgress, { horizon: 'all' });
    expect(data).toMatchObject({
      hours_per_week: 0.04,
      regularity: { days_per_week: 0.04, ratio: 0.01, active_days_per_week: 0.04 },
    });
    expect(summary).toContain(
      'В среднем меньше 0,1 часа и меньше 0,1 дня с занятиями в неделю; слот — реже 0,1 раза в неделю.',
    );
  });

  test('of a year without activity is zero', async () => {
    const { summary } = await (await learnerOf(MONDAY, 0, 60)).ask(getProgress, { horizon: 'all' });
    expect(summary).toContain('Занятий за эти недели не записано.');
  });
});

test('a value that misses a norm is not rounded to it, in any tool', async () => {
  const learner = await learnerOf(addDays(MONDAY, -21), 28, 34);
  const { data, summary } = await learner.ask(getStageStatus, {});
  expect(data['criteria']).toContainEqual(
    expect.objectContaining({ id: 'hours_per_week', value: 3.97, norm: 4, status: 'unmet' }),
  );
  expect(summary).toContain('Часов в неделю: 3,97 ч/нед, нужно от 4 — не выполнено');
  expect((await learner.ask(getProgress, {})).data).toMatchObject({ hours_per_week: 3.97 });
  expect((await learner.ask(readIndicators, { ids: ['IND.3.1.01'] })).data).toMatchObject({
    values: [{ value: 3.97 }],
  });
});
