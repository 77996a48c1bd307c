import { expect, test } from 'vitest';
import { STREAK_LIMIT } from '../../domain/activity/streaks.ts';
import { addDays, localDateAt } from '../../domain/time/calendar.ts';
import { event, NOW, newLearner, writer } from '../../testing/person.ts';
import { saveReflectionNote } from '../reflection/save-reflection-note.ts';
import { getProgress } from '../stages/get-progress.ts';
import { saveActivityEvent } from './save-activity-event.ts';

const TODAY = localDateAt(NOW, 'Europe/Moscow');
const EVENT = { activity_type: 'writing', occurred_at: `${TODAY}T10:00:00+03:00`, duration_minutes: 25 };

test.each([
  [1, '4w'],
  [200, '4w'],
  [360, 'all'],
  [400, '4w'],
])('after %i days in a row, saving and progress over %s report the same streak', async (days, horizon) => {
  const learner = newLearner();
  const works = Array.from({ length: days }, (_, i) => event({ at: `${addDays(TODAY, -i)}T08:00:00+03:00` }));
  await learner.twin.events.saveEvents(works, writer());
  const streak = Math.min(days, STREAK_LIMIT);
  expect((await learner.ask(saveActivityEvent, EVENT)).data).toMatchObject({ streak_days: streak });
  const { data } = await learner.ask(getProgress, { horizon });
  expect(data['streak']).toMatchObject({ current: streak });
  expect((data['streak'] as { longest: number }).longest).toBeGreaterThanOrEqual(streak);
});

test('a finished streak can be the longest of the weeks that are read', async () => {
  const learner = newLearner();
  const dates = [3, 4, 5, 6, 60, 61, 62, 63, 64].map((back) => addDays(TODAY, -back));
  await learner.twin.events.saveEvents(
    dates.map((date) => event({ at: `${date}T08:00:00+03:00` })),
    writer(),
  );
  expect((await learner.ask(getProgress, {})).data).toMatchObject({ streak: { current: 0, longest: 5 } });
});

test('a streak is over only where yesterday is known to be empty: it may only not be recorded', async () => {
  const learner = newLearner();
  const dates = [8, 9, 10].map((back) => addDays(TODAY, -back));
  await learner.twin.events.saveEvents(
    dates.map((date) => event({ at: `${date}T08:00:00+03:00` })),
    writer(),
  );
  const silent = await learner.ask(getProgress, {});
  expect(silent.data).toMatchObject({ streak: { current: null, longest: 3 } });
  expect(silent.summary).toContain('Самая длинная серия: 3 дня, о нынешней ничего не известно: за вчера данных нет.');
  const late = { ...EVENT, occurred_at: `${addDays(TODAY, -11)}T10:00:00+03:00` };
  expect((await learner.ask(saveActivityEvent, late)).data).toMatchObject({ streak_days: null });

  await learner.ask(saveReflectionNote, {
    type: 'daily',
    period: { start: addDays(TODAY, -1), end: addDays(TODAY, -1) },
    text: 'Отдыхал',
  });
  const closed = await learner.ask(getProgress, {});
  expect(closed.data).toMatchObject({ streak: { current: 0, longest: 4 } });
  expect(closed.summary).toContain('Самая длинная серия: 4 дня, сейчас её нет.');
});

test('without data the streak is null, not zero', async () => {
  expect((await newLearner().ask(getProgress, {})).data).toMatchObject({ streak: null });
});
