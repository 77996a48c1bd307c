import { beforeAll, describe, expect, test } from 'vitest';
import { addDays } from '../../domain/time/calendar.ts';
import { event, type Learner, MONDAY, newLearner, writer } from '../../testing/person.ts';
import { getSlotConsistency } from '../planning/get-slot-consistency.ts';
import { getWeekPlan } from '../planning/get-week-plan.ts';
import { saveSlot } from '../planning/save-slot.ts';
import { saveWeekPlan } from '../planning/save-week-plan.ts';
import { getProgress } from '../stages/get-progress.ts';
import { getStageStatus } from '../stages/get-stage-status.ts';
import { getWeekSummary } from './get-week-summary.ts';

test.each([
  ['previous', 'Неделя 09.11.2026–15.11.2026.'],
  ['current', 'Неделя 16.11.2026–22.11.2026, ещё идёт.'],
  ['next', 'Неделя 23.11.2026–29.11.2026, ещё не началась.'],
])('the %s week says whether it goes on', async (week, line) => {
  expect((await newLearner().ask(getWeekSummary, { week })).summary.split('\n')[0]).toBe(line);
});

describe('of a week of rest that is over, nothing is still to come', () => {
  let learner: Learner;
  beforeAll(async () => {
    learner = newLearner();
    await learner.ask(saveSlot, {
      slot_time: '08:00',
      slot_duration_minutes: 30,
      slot_days: ['mon', 'tue'],
      since: MONDAY,
    });
    for (const week_start of [MONDAY, addDays(MONDAY, 7)])
      await learner.ask(saveWeekPlan, { week_start, target_days: 3, target_minutes_per_day: 30 });
    const rests = [0, 2, 4, 6, 7].map((day) => event({ at: `${addDays(MONDAY, day)}T07:00:00+03:00`, type: 'rest' }));
    await learner.twin.events.saveEvents(rests, writer());
  });

  test.each([
    [getWeekSummary, 'пн, вт: не состоялся.', 'пн, вт: пока не состоялся.'],
    [getSlotConsistency, 'намечено: 2 слота, ни один не состоялся.', 'намечено: 2 слота, пока ни один не состоялся.'],
    [getWeekPlan, '3 дня; занятий не записано.', '3 дня; занятий пока нет.'],
  ])('%#: neither the slot nor the plan', async (tool, over, going) => {
    expect((await learner.ask(tool as typeof getWeekSummary, { week: 'previous' })).summary).toContain(over);
    expect((await learner.ask(tool as typeof getWeekSummary, { week: 'current' })).summary).toContain(going);
  });
});

test('the last recorded activity is dated, whatever rest was recorded since, and nothing is said of what was not recorded', async () => {
  const learner = newLearner();
  const rest = event({ at: `${addDays(MONDAY, 6)}T08:00:00+03:00`, type: 'rest' });
  await learner.twin.events.saveEvents([event({ at: `${MONDAY}T08:00:00+03:00` }), rest], writer());
  for (const tool of [getProgress, getStageStatus]) {
    const { summary } = await learner.ask(tool as typeof getProgress, {});
    expect(summary).toContain('Последняя запись о деле — 7 дней назад.');
    expect(summary).not.toContain('прошло');
  }
});
