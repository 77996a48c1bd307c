import { describe, expect, test } from 'vitest';
import { addDays } from '../domain/time/calendar.ts';
import { learnerWith, MONDAY, morningEvents, NOW, newLearner, writer } from '../testing/person.ts';
import { getDataCoverage } from '../tools/activity/get-data-coverage.ts';
import { saveWorkProduct } from '../tools/activity/save-work-product.ts';
import { readIndicators } from '../tools/profile/read-indicators.ts';
import { cancelReflectionNote } from '../tools/reflection/cancel-reflection-note.ts';
import { listReflectionNotes } from '../tools/reflection/list-reflection-notes.ts';
import { saveReflectionNote } from '../tools/reflection/save-reflection-note.ts';
import { getStageStatus } from '../tools/stages/get-stage-status.ts';
import { getMetricTrend } from '../tools/weeks/get-metric-trend.ts';
import { getWeekSummary } from '../tools/weeks/get-week-summary.ts';

const PREVIOUS = { week: 'previous' };
const PERIOD = { start_date: MONDAY, end_date: addDays(MONDAY, 6) };

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
  // Kept today, but in the week before there is neither it nor any record.
  expect((await learner.ask(getDataCoverage, asked)).data).toMatchObject({ recommendation: 'ask' });
  const today = { ...asked, end_date: addDays(MONDAY, 7) };
  expect((await learner.ask(getDataCoverage, today)).data).toMatchObject({ recommendation: 'ok' });
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
    // Without records of activity nothing tells whether the notes of the week were kept elsewhere.
    expect((await learner.ask(getDataCoverage, notes)).data).toMatchObject({
      by_metric: [{ coverage: null, why: 'ни рефлексий, ни записей о делах нет' }],
    });
    await learner.twin.events.saveEvents(morningEvents([30, 30, 30, 30, 30]), writer());
    expect((await learner.ask(getDataCoverage, notes)).data).toMatchObject({
      by_metric: [{ coverage: 1, last_event_at: null }],
    });
  });
});
