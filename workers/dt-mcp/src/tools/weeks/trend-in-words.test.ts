import { expect, test } from 'vitest';
import { addDays } from '../../domain/time/calendar.ts';
import { event, MONDAY, newLearner, writer } from '../../testing/person.ts';
import { saveReflectionNote } from '../reflection/save-reflection-note.ts';
import { getMetricTrend } from './get-metric-trend.ts';

/** A learner with so many mornings of 60 minutes in each of the last weeks, oldest first. */
async function learnerWith(mornings: readonly number[]) {
  const learner = newLearner();
  const events = mornings.flatMap((days, at) =>
    Array.from({ length: days }, (_, day) =>
      event({ at: `${addDays(MONDAY, day - 7 * (mornings.length - 1 - at))}T08:00:00+03:00`, minutes: 60 }),
    ),
  );
  await learner.twin.events.saveEvents(events, writer());
  return learner;
}

const ask = { metric_ids: ['time_invested_minutes'], period: '4w' };

test('a week of which only a part is known is not shown as a whole one', async () => {
  const learner = await learnerWith([7, 7, 7, 2]);
  const { data, summary } = await learner.ask(getMetricTrend, ask);
  expect(data).toMatchObject({
    series: [
      { points: [{ status: 'OK' }, { status: 'OK' }, { status: 'OK' }, { value: 120, status: 'PARTIAL_DATA' }] },
    ],
  });
  expect(summary).toContain('420; 420; 420; 120 (данные неполные) — для вывода данных пока нет.');
  // Notes are kept by hand: gaps in the records of activities say nothing of them.
  await learner.ask(saveReflectionNote, { type: 'insight', text: 'мысль', period: { start: MONDAY, end: MONDAY } });
  const notes = await learner.ask(getMetricTrend, { ...ask, metric_ids: ['reflection_notes_per_week'] });
  expect(notes.summary).not.toContain('данные неполные');
});

test.each([
  [[5, 5, 6, 7], 'растёт на 30 %.'],
  [[7, 7, 5, 5], 'снижается на 29 %.'],
  [[7, 7, 7, 6], 'держится, разница 7 %.'],
  [[6, 6, 6, 6], 'держится.'],
])('of %j a change is told as one: it may stand beside percents', async (mornings, told) => {
  expect((await (await learnerWith(mornings)).ask(getMetricTrend, ask)).summary).toContain(`— ${told}`);
});
