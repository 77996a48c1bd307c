import { expect, test } from 'vitest';
import { INDICATORS } from '../../domain/profile/indicators.ts';
import { addDays } from '../../domain/time/calendar.ts';
import { event, MONDAY, morningEvents, NOW, newLearner, refusalOf, writer } from '../../testing/person.ts';
import { saveWorkProduct } from '../activity/save-work-product.ts';
import { saveReflectionNote } from '../reflection/save-reflection-note.ts';
import { getProgress } from '../stages/get-progress.ts';
import { readIndicators } from './read-indicators.ts';
import { saveProfile } from './save-profile.ts';

type Value = {
  readonly id: string;
  readonly value: unknown;
  readonly as_of: string | null;
  readonly confidence: unknown;
};
const valuesOf = (data: Record<string, unknown>) =>
  Object.fromEntries((data['values'] as Value[]).map(({ id, value }) => [id, value]));
const COMPUTED = INDICATORS.filter(({ metric }) => metric !== null).map(({ id }) => id);

test('all computable indicators are computed, even if the next stage has no norm for them', async () => {
  const learner = newLearner();
  await learner.twin.events.saveEvents(
    [
      ...morningEvents([60, 60, 60], 'timer'),
      event({ at: `${addDays(MONDAY, 3)}T08:00:00+03:00`, type: 'strategizing' }),
    ],
    writer(),
  );
  for (const day of [0, 1, 2, 3]) {
    const date = addDays(MONDAY, day);
    await learner.ask(saveReflectionNote, {
      type: 'daily',
      period: { start: date, end: date },
      text: 'вывод',
      mood: 4,
    });
  }
  await learner.ask(saveWorkProduct, { type: 'post', title: 'Пост', date: MONDAY });
  const { data } = await learner.ask(readIndicators, { ids: COMPUTED });
  expect(valuesOf(data)).toEqual({
    'IND.3.1.01': 3.4,
    'IND.3.1.02': 4,
    'IND.3.1.03': 4,
    // The weeks before the records may hide relapses.
    'IND.3.1.04': null,
    'IND.3.1.05': 100,
    'IND.3.2.02': 1,
    'IND.3.2.03': 3,
    'IND.3.3.01': 4,
    'IND.3.6.01': 4,
  });
  expect((await learner.ask(getProgress, {})).data).toMatchObject({ resourcefulness_self: { latest: 4 } });
});

test('a self-assessed indicator has the date and source of the self-assessment', async () => {
  const learner = newLearner();
  const ratedAt = NOW - 3 * 86_400_000;
  await learner.ask(saveReflectionNote, { type: 'insight', text: 'устал', mood: 2 }, ratedAt);
  const { data } = await learner.ask(readIndicators, { ids: ['IND.3.6.01'] });
  expect(data['values']).toEqual([
    { id: 'IND.3.6.01', value: 2, as_of: new Date(ratedAt).toISOString(), confidence: 1, why: null },
  ]);
});

test.each([
  ['the week that is not over', { start: '2026-11-16', end: '2026-11-22' }],
  ['last winter', { start: '2026-01-01', end: '2026-02-28' }],
])('a self-assessment of today counts in a note about %s', async (_, period) => {
  const learner = newLearner();
  await learner.ask(saveReflectionNote, { type: 'insight', text: 'ровно', mood: 4 }, NOW - 3 * 86_400_000);
  await learner.ask(saveReflectionNote, { type: 'weekly', period, text: 'устал', mood: 2 });
  const { data } = await learner.ask(readIndicators, { ids: ['IND.3.6.01'] });
  expect(valuesOf(data)).toEqual({ 'IND.3.6.01': 2 });
});

test('without records all computed indicators are null', async () => {
  const { data, summary } = await newLearner().ask(readIndicators, { ids: COMPUTED });
  for (const one of data['values'] as Value[]) {
    expect(one).toMatchObject({ value: null, as_of: null, confidence: null, why: expect.any(String) });
  }
  expect(summary.match(/: неизвестно, \p{L}/gu)).toHaveLength(COMPUTED.length);
});

test('a declared value is returned unchanged, and an indicator that cannot be written yet is null', async () => {
  const learner = newLearner();
  await learner.ask(saveProfile, { patch: { pace: 'slow', problems: ['сон'] } });
  const { data } = await learner.ask(readIndicators, { ids: ['pace', 'problems', '1.3.3', '2.4.1'] });
  expect(valuesOf(data)).toEqual({
    'IND.1.5.04': 'slow',
    'IND.1.4.01': ['сон'],
    'IND.1.3.03': null,
    'IND.2.4.01': null,
  });
  const why = (data['values'] as { why: string | null }[]).map((one) => one.why);
  expect(why).toEqual([null, null, 'двойник этого пока не записывает', 'двойник этого не считает']);
});

test('a name that is like no other is refused with the tool that tells them', async () => {
  const refusal = await refusalOf(newLearner().ask(readIndicators, { ids: ['IND.3.1.01', 'настроение'] }));
  expect(refusal).toMatchObject({ code: 'NOT_FOUND', field: 'ids.1', hint: 'Все показатели: dt_describe_metamodel.' });
});
