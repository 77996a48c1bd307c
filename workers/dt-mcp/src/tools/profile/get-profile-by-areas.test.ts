import { expect, test } from 'vitest';
import { addDays } from '../../domain/time/calendar.ts';
import { event, MONDAY, newLearner, refusalOf, writer } from '../../testing/person.ts';
import { saveReflectionNote } from '../reflection/save-reflection-note.ts';
import { getStageStatus } from '../stages/get-stage-status.ts';
import { getProfileByAreas } from './get-profile-by-areas.ts';

interface Side {
  readonly status: string;
  readonly score: number | null;
  readonly gap: number | null;
  readonly sources: readonly { readonly id: string }[];
}
const areasOf = (data: Record<string, unknown>) =>
  Object.fromEntries(
    (data['areas'] as { id: string; mastery: Side; worldview: Side }[]).map(({ id, ...sides }) => [id, sides]),
  );
const PRACTICING = { stage: 'Практикующий' };

/** Four weeks of three mornings of an hour each, everything reported by the timer. */
async function steadyLearner() {
  const learner = newLearner();
  const mornings = [0, 7, 14, 21].flatMap((back) => [0, 1, 2].map((day) => addDays(MONDAY, day - back)));
  await learner.twin.events.saveEvents(
    mornings.map((date) => event({ at: `${date}T08:00:00+03:00`, minutes: 60, source: 'timer' })),
    writer(),
  );
  await learner.twin.events.saveSyncReport(
    { source: 'timer', from: addDays(MONDAY, -180), to: '2026-11-15' },
    writer(),
  );
  return learner;
}

test('with three hours of four and a regular rhythm, the only gap is in time', async () => {
  const { data, summary } = await (await steadyLearner()).ask(getProfileByAreas, {});
  expect(data).toMatchObject({
    stage: 'STG.Learner.Practicing',
    window_weeks: 4,
    max_gap: { area: 'time', gap: 0.25 },
    mapping_version: '1.0.0',
    data_quality: { status: 'OK' },
  });
  const { time, rhythm, reflection, writing: drafts } = areasOf(data);
  expect(time?.mastery).toMatchObject({ status: 'measured', score: 0.75, norm: 1, gap: 0.25 });
  expect(time?.mastery.sources).toEqual([
    expect.objectContaining({ id: 'hours_per_week', value: 3, norm: 4, unit: 'ч/нед', status: 'unmet' }),
  ]);
  expect(rhythm?.mastery).toMatchObject({ status: 'measured', score: 1, gap: 0 });
  for (const area of [reflection, drafts]) {
    expect(area?.mastery).toEqual({ status: 'not_asked', score: null, norm: null, gap: null, sources: [] });
  }
  expect(summary).toContain('Вложенное время: 75 % нормы');
  expect(summary).toContain('Рефлексия: ступень этого не требует');
  expect(summary).toContain('Самый большой из известных разрывов: Вложенное время, 25 %.');
});

test('the criteria equal those of the stage status', async () => {
  const learner = await steadyLearner();
  await learner.ask(saveReflectionNote, { type: 'daily', text: 'вывод' });
  const status = await learner.ask(getStageStatus, {});
  const { data } = await learner.ask(getProfileByAreas, {});
  const shown = Object.values(areasOf(data)).flatMap(({ mastery }) => mastery.sources);
  expect(shown).toEqual(expect.arrayContaining(status.data['criteria'] as unknown[]));
  expect(shown).toHaveLength((status.data['criteria'] as unknown[]).length);
});

test('a stage may be given by any of its names, and an unknown one is refused', async () => {
  const learner = await steadyLearner();
  const { data } = await learner.ask(getProfileByAreas, { stage: 'Проактивный' });
  expect(data).toMatchObject({ stage: 'STG.Learner.Proactive', window_weeks: 24 });
  expect(areasOf(data)['strategizing']?.mastery).toMatchObject({ score: 0, gap: 1 });
  const refusal = await refusalOf(learner.ask(getProfileByAreas, { stage: 'Мастер' }));
  expect(refusal).toMatchObject({
    code: 'INVALID_ARGUMENT',
    field: 'stage',
    hint: expect.stringContaining('Случайный'),
  });
});

test('the lowest stage has no criteria', async () => {
  const { data } = await (await steadyLearner()).ask(getProfileByAreas, { stage: 'random' });
  expect(Object.values(areasOf(data)).every(({ mastery }) => mastery.status === 'not_asked')).toBe(true);
  expect(data).toMatchObject({ max_gap: null });
});

test('a learner without records has no gap: all values are null', async () => {
  const { data, summary } = await newLearner().ask(getProfileByAreas, PRACTICING);
  expect(data).toMatchObject({ max_gap: null, data_quality: { status: 'NO_DATA', coverage_ratio: 0 } });
  for (const { mastery } of Object.values(areasOf(data))) {
    expect(['unknown', 'not_asked']).toContain(mastery.status);
    expect([mastery.score, mastery.gap]).toEqual([null, null]);
  }
  expect(summary).toContain('Известных разрывов нет.');
  expect(summary).toContain('Вложенное время: неизвестно, записей о делах за это время нет');
  expect(summary).not.toMatch(/\d % нормы/);
});

test('with gaps in the data, missed norms are unknown, and met norms still count', async () => {
  const learner = newLearner();
  const run = [20, 19, 18].map((back) => event({ at: `${addDays(MONDAY, -back)}T08:00:00+03:00`, minutes: 30 }));
  await learner.twin.events.saveEvents(run, writer());
  const { data, summary } = await learner.ask(getProfileByAreas, PRACTICING);
  expect(data).toMatchObject({ max_gap: null, data_quality: { status: 'PARTIAL_DATA' } });
  expect(areasOf(data)).toMatchObject({
    time: { mastery: { status: 'unknown', score: null } },
    rhythm: { mastery: { status: 'partial', score: 1 } },
  });
  expect(areasOf(data)['time']?.mastery.sources).toMatchObject([{ value: 1.5, status: 'unknown' }]);
  expect(summary).toContain('Вложенное время: неизвестно, данные есть за 3 дн. из 28');
  expect(summary).toContain('Ритм: по известной части 100 % нормы');
});

test('worldview is never measured', async () => {
  const { data } = await (await steadyLearner()).ask(getProfileByAreas, {});
  for (const { worldview } of Object.values(areasOf(data))) {
    expect(worldview).toEqual({ status: 'needs_dialog', score: null, norm: null, gap: null, sources: [] });
  }
  expect(data['needs_dialog']).toContain('мировоззрение');
});
