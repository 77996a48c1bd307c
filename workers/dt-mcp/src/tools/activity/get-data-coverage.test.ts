import { describe, expect, test } from 'vitest';
import { event, learnerWith, morningEvents, newLearner, writer } from '../../testing/person.ts';
import { saveGoal } from '../planning/save-goal.ts';
import { saveReflectionNote } from '../reflection/save-reflection-note.ts';
import { getMetricTrend } from '../weeks/get-metric-trend.ts';
import { getDataCoverage } from './get-data-coverage.ts';
import { saveWorkProduct } from './save-work-product.ts';

const WEEK = { start_date: '2026-11-09', end_date: '2026-11-15' };
const METRICS = ['time_invested_minutes', 'reflection_notes_per_week'];

test('the last record of a period is one that reaches into it', async () => {
  const learner = newLearner();
  const last = async () => {
    const { data } = await learner.ask(getDataCoverage, { ...WEEK, metrics: METRICS });
    return (data['by_metric'] as { last_event_at: string | null }[]).map(({ last_event_at }) => last_event_at);
  };
  // An evening that ends with the Sunday before, and a note about the week after.
  await learner.twin.events.saveEvents([event({ at: '2026-11-08T23:00:00+03:00', minutes: 60 })], writer());
  const after = { start: '2026-11-16', end: '2026-11-22' };
  await learner.ask(
    saveReflectionNote,
    { type: 'weekly', period: after, text: 'планы' },
    Date.parse('2026-11-15T20:00:00+03:00'),
  );
  expect(await last()).toEqual([null, null]);
  await learner.twin.events.saveEvents([event({ at: '2026-11-08T23:30:00+03:00', minutes: 40 })], writer());
  expect(await last()).toEqual(['2026-11-08T20:30:00.000Z', null]);
});

describe('the advice agrees with what is known', () => {
  const recordedWeek = () => learnerWith([30, 30, 30, 30, 30, 30, 30]);

  test('of a slot that is not set: complete records do not suffice for it', async () => {
    const { data, summary } = await (await recordedWeek()).ask(getDataCoverage, {
      ...WEEK,
      metrics: ['slot_consistency_percent'],
    });
    expect(data).toMatchObject({ by_metric: [{ coverage: null, why: 'слот не задан' }], recommendation: 'connect' });
    expect(summary).toMatch(/^Об этом данных нет: стоит начать это вести\.\n/);
    const both = { ...WEEK, metrics: ['slot_consistency_percent', 'hours_per_week'] };
    expect((await (await recordedWeek()).ask(getDataCoverage, both)).data).toMatchObject({ recommendation: 'ok' });
  });

  test.each([
    ['to come', { start_date: '2026-11-17', end_date: '2026-11-22' }, 'Эти дни ещё не прошли: данных о них пока нет.'],
    ['of today', { start_date: '2026-11-16', end_date: '2026-11-16' }, 'Эти дни ещё не прошли: данных о них пока нет.'],
    [
      'before the first record',
      { start_date: '2026-10-05', end_date: '2026-10-11' },
      'За эти дни данных нет: стоит спросить ученика.',
    ],
  ])('of days %s: who records is not told to begin', async (_, period, advice) => {
    const { data, summary } = await (await recordedWeek()).ask(getDataCoverage, period);
    expect(data).toMatchObject({ recommendation: 'ask', data_quality: { status: 'NO_DATA' } });
    expect(summary.split('\n')[0]).toBe(advice);
    expect((await newLearner().ask(getDataCoverage, period)).data).toMatchObject({ recommendation: 'connect' });
  });

  test('of notes and products: kept, but none in a period without records, is unknown as in the trend', async () => {
    const learner = newLearner();
    await learner.ask(saveReflectionNote, { type: 'insight', text: 'мысль' });
    await learner.ask(saveWorkProduct, { type: 'post', title: 'Пост' });
    const metrics = ['reflection_notes_per_week', 'work_products_count'];
    const { data } = await learner.ask(getDataCoverage, { ...WEEK, metrics });
    const trend = await learner.ask(getMetricTrend, { metric_ids: metrics, period: '4w' });
    const series = trend.data['series'] as readonly { readonly points: readonly { readonly why: string }[] }[];
    const reasons = series.map(({ points }) => points.at(-1)?.why);
    expect(data).toMatchObject({ by_metric: reasons.map((why) => ({ coverage: null, why })), recommendation: 'ask' });
    // Of a week that is known, none is none.
    await learner.twin.events.saveEvents(morningEvents([30, 30, 30, 30, 30, 30, 30]), writer());
    const known = await learner.ask(getDataCoverage, { ...WEEK, metrics });
    expect(known.data).toMatchObject({ by_metric: [{ coverage: 1 }, { coverage: 1 }], recommendation: 'ok' });
  });
});

describe('the self-assessment is known exactly of a period that has scores', () => {
  const RECORDS = [30, 30, 30, 30, 30, 30, 30];
  const about = { type: 'weekly', period: { start: WEEK.start_date, end: WEEK.end_date }, text: 'как прошло' };
  const ofSelf = async (records: readonly number[], note: object) => {
    const learner = await learnerWith(records);
    await learner.ask(saveReflectionNote, { ...about, ...note });
    return learner.ask(getDataCoverage, { ...WEEK, metrics: ['resourcefulness_self'] });
  };

  test.each([
    ['a blocker without records', 'blocker', []],
    ['a milestone without records', 'milestone', []],
    ['a reflection without records', 'weekly', []],
    ['a blocker beside records', 'blocker', RECORDS],
  ])('of %s', async (_, type, records) => {
    const { data } = await ofSelf(records, { type, mood: 4 });
    expect(data).toMatchObject({ by_metric: [{ coverage: 1, why: null }], recommendation: 'ok' });
  });

  test.each([
    ['without records', []],
    ['beside records', RECORDS],
  ])('not of a reflection without scores %s', async (_, records) => {
    const { data, summary } = await ofSelf(records, {});
    const why = 'самооценок за это время нет';
    expect(data).toMatchObject({ by_metric: [{ coverage: null, last_event_at: null, why }], recommendation: 'ask' });
    expect(summary).toContain(`Неизвестно, ${why}: ресурсность (самооценка).`);
  });
});

test('a twin misses no dates from before its first write, whatever was written', async () => {
  const learner = newLearner();
  await learner.ask(saveGoal, { title: 'Цель' });
  const october = { start_date: '2026-10-01', end_date: '2026-10-31' };
  const before = await learner.ask(getDataCoverage, october);
  expect(before.data).toMatchObject({ data_quality: { status: 'NO_DATA', coverage_ratio: null, missing_dates: [] } });
  expect(before.summary).toContain('Тогда дела ещё не записывались.');
  // Two weeks later the days since are missing.
  const later = { start_date: '2026-11-16', end_date: '2026-11-29' };
  const after = await learner.ask(getDataCoverage, later, Date.parse('2026-11-30T12:00:00+03:00'));
  expect(after.data).toMatchObject({ data_quality: { coverage_ratio: 0, missing_dates: { length: 14 } } });
});
