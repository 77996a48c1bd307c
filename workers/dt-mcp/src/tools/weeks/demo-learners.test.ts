import { beforeAll, describe, expect, test } from 'vitest';
import { addDays } from '../../domain/time/calendar.ts';
import { event, type Learner, MONDAY, NOW, newLearner, writer } from '../../testing/person.ts';
import { saveWorkProduct } from '../activity/save-work-product.ts';
import { getSlotConsistency } from '../planning/get-slot-consistency.ts';
import { saveSlot } from '../planning/save-slot.ts';
import { saveWeekPlan } from '../planning/save-week-plan.ts';
import { saveReflectionNote } from '../reflection/save-reflection-note.ts';
import { getProgress } from '../stages/get-progress.ts';
import { getStageStatus } from '../stages/get-stage-status.ts';
import { saveStageAssessment } from '../stages/save-stage-assessment.ts';
import { getWeekSummary } from './get-week-summary.ts';

const PREVIOUS = { week: 'previous' };
const at = (date: string, time = '08:00') => `${date}T${time}:00+03:00`;
const slot = (slot_days: string[]) => ({ slot_time: '08:00', slot_duration_minutes: 30, slot_days, since: MONDAY });

async function withEvents(events: readonly Parameters<typeof event>[0][]): Promise<Learner> {
  const learner = newLearner();
  await learner.twin.events.saveEvents(
    events.map((input) => event(input)),
    writer(),
  );
  return learner;
}

test('“empty” has no data, and unknown values are null', async () => {
  const learner = newLearner();
  expect((await learner.ask(getWeekSummary, PREVIOUS)).data).toMatchObject({
    data_quality: { status: 'NO_DATA', coverage_ratio: 0 },
    days_with_activity: null,
    time: { total_minutes: null },
    slot: null,
    work_products: null,
    plan_vs_fact: null,
  });
  expect((await learner.ask(getProgress, {})).data).toMatchObject({ stage: { estimate: null }, hours_per_week: null });
});

test('“weak”: 45 minutes, two days, one slot of three, one note, and unknown days', async () => {
  const learner = await withEvents([
    { at: at(MONDAY, '08:05'), minutes: 25 },
    { at: at(addDays(MONDAY, 2), '21:10'), minutes: 20, type: 'writing' },
  ]);
  await learner.ask(saveSlot, slot(['mon', 'wed', 'fri']));
  await learner.ask(saveWorkProduct, { type: 'note', title: 'Заметка', date: addDays(MONDAY, 2) });
  expect((await learner.ask(getWeekSummary, PREVIOUS)).data).toMatchObject({
    days_with_activity: 2,
    time: { total_minutes: 45 },
    slot: { days_held: 1, target_days: 3, consistency_percent: 33 },
    work_products: { total: 1, by_type: [{ type: 'note', count: 1 }] },
    bands: { minutes: 'mid', days: 'low', products: 'low', slot: 'mid' },
    data_quality: { status: 'PARTIAL_DATA', coverage_ratio: 0.43 },
  });
});

test('“good”: 180 minutes, five days, the slot five of five, six products', async () => {
  const minutes = [40, 35, 30, 40, 35];
  const learner = await withEvents(minutes.map((length, day) => ({ at: at(addDays(MONDAY, day)), minutes: length })));
  await learner.ask(saveSlot, slot(['mon', 'tue', 'wed', 'thu', 'fri']));
  for (let i = 0; i < 6; i += 1) await learner.ask(saveWorkProduct, { type: 'note', title: `${i}`, date: MONDAY });
  await learner.ask(saveWorkProduct, { type: 'draft', title: 'начат', date: MONDAY, finished: false });
  await learner.ask(saveWeekPlan, { week_start: MONDAY, target_days: 5, target_minutes_per_day: 40 });
  expect((await learner.ask(getWeekSummary, PREVIOUS)).data).toMatchObject({
    days_with_activity: 5,
    time: { total_minutes: 180, avg_minutes_per_active_day: 36, avg_minutes_per_day: 26 },
    slot: { days_held: 5, target_days: 5, consistency_percent: 100 },
    work_products: { total: 6 },
    plan_vs_fact: { target_minutes: 200, fact_minutes: 180, minutes_percent: 90, target_days: 5, fact_days: 5 },
    bands: { minutes: 'good', days: 'high', products: 'high', slot: 'high' },
    data_quality: { status: 'OK', coverage_ratio: 1 },
  });
  expect((await learner.ask(getSlotConsistency, PREVIOUS)).data).toMatchObject({
    slot_configured: true,
    missed_dates: [],
  });
});

describe('“long”: twelve weeks of nine hours in six days', () => {
  let learner: Learner;
  beforeAll(async () => {
    const days = Array.from({ length: 12 }, (_, week) => {
      const first = addDays(MONDAY, 7 * (week - 11) + (week < 6 ? 0 : 1));
      return Array.from({ length: 6 }, (_, day) => addDays(first, day));
    });
    learner = await withEvents(
      days.flatMap((dates, week) =>
        dates.map((date, day) => {
          const strategizing = day === 5 && week !== 4 && week !== 9;
          return { at: at(date), minutes: 90, type: strategizing ? 'strategizing' : 'reading', source: 'timer' };
        }),
      ),
    );
    for (const date of days.flat()) {
      await learner.ask(saveReflectionNote, { type: 'daily', period: { start: date, end: date }, text: 'вывод' });
    }
    await learner.ask(saveWorkProduct, { type: 'zagotovka', title: 'Заготовка', date: days[3]?.[5] });
    await learner.ask(saveWorkProduct, { type: 'post', title: 'Пост', date: days[11]?.[5] });
  });

  test('has the estimate Disciplined, not Proactive, and no relapse', async () => {
    const { data } = await learner.ask(getStageStatus, { detail: 'full' });
    expect(data).toMatchObject({
      estimate: 'STG.Learner.Disciplined',
      next: 'STG.Learner.Proactive',
      confirmed: null,
      suggest_reassessment: false,
      // The window of the next stage is twice as long as the records.
      data_quality: { status: 'PARTIAL_DATA', coverage_ratio: 0.5 },
    });
    const stages = data['stages'] as { stage: string; criteria: { id: string; value: number; status: string }[] }[];
    const disciplined = stages.find(({ stage }) => stage === 'STG.Learner.Disciplined')?.criteria ?? [];
    expect(Object.fromEntries(disciplined.map(({ id, value }) => [id, value]))).toEqual({
      hours_per_week: 9,
      regularity_days_per_week: 6,
      streak_days: 6,
      reflection_notes_per_week: 6,
      strategizing_weeks_percent: 83.3,
      drafts_per_window: 2,
      relapse_count: 0,
    });
    expect(disciplined.every(({ status }) => status === 'met')).toBe(true);
  });

  test('is confirmed only by a dialog that agrees with the estimate', async () => {
    const propose = (proposed_stage: string, basis: string) =>
      learner.ask(saveStageAssessment, { proposed_stage, basis, reason: 'обсудили' });
    expect((await propose('Проактивный', 'dialog')).data).toMatchObject({
      confirmed: false,
      differs_from_estimate: true,
    });
    expect((await propose('Дисциплинированный', 'self')).data).toMatchObject({ confirmed: false });
    expect((await propose('STG.Student.Disciplined', 'dialog')).data).toMatchObject({ confirmed: true });
    // Half a year later without records the confirmed stage remains.
    const later = NOW + 180 * 86_400_000;
    expect((await learner.ask(getStageStatus, {}, later)).data).toMatchObject({
      estimate: 'STG.Learner.Disciplined',
      confirmed: 'STG.Learner.Disciplined',
      estimate_confidence: 'low',
    });
  });
});

describe('“relapse”: five good weeks, then nothing for six days', () => {
  const LAST = '2026-11-10'; // six days before the Monday of the tests
  const events = Array.from({ length: 35 }, (_, back) => back)
    .filter((back) => back % 7 < 5)
    .map((back) => ({ at: at(addDays(LAST, -back)), minutes: 60, type: 'practice', source: 'timer' }));
  const relapses = async (learner: Learner) => {
    const { data } = await learner.ask(getStageStatus, { detail: 'full' });
    const stages = data['stages'] as {
      stage: string;
      criteria: { id: string; value: number | null; status: string }[];
    }[];
    const criteria = stages.find(({ stage }) => stage === 'STG.Learner.Proactive')?.criteria ?? [];
    return { data, relapse: criteria.find(({ id }) => id === 'relapse_count') };
  };

  test('with a timer that still reports, is a relapse that does not lower the estimate', async () => {
    const learner = await withEvents(events);
    await learner.twin.events.saveSyncReport({ source: 'timer', from: addDays(LAST, -34), to: '2026-11-15' }, writer());
    const { data, relapse } = await relapses(learner);
    expect(relapse).toMatchObject({ value: 1, status: 'unmet' });
    expect(data).toMatchObject({
      estimate: 'STG.Learner.Practicing',
      suggest_reassessment: true,
      days_since_last_event: 6,
    });
  });

  test('with manual records only, is not known to be a relapse', async () => {
    const { data, relapse } = await relapses(await withEvents(events));
    expect(relapse).toMatchObject({ value: null, status: 'unknown' });
    expect(data).toMatchObject({ suggest_reassessment: false, days_since_last_event: 6 });
  });
});
