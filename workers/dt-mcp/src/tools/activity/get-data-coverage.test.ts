import { expect, test } from 'vitest';
import { event, newLearner, writer } from '../../testing/person.ts';
import { saveReflectionNote } from '../reflection/save-reflection-note.ts';
import { getDataCoverage } from './get-data-coverage.ts';

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
