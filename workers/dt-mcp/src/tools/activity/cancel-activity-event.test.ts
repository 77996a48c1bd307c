import { expect, test } from 'vitest';
import { eventInput, type Learner, newLearner, refusalOf, signIn } from '../../testing/person.ts';
import { getWeekSummary } from '../weeks/get-week-summary.ts';
import { cancelActivityEvent } from './cancel-activity-event.ts';
import { listActivityEvents } from './list-activity-events.ts';
import { saveActivityEvent } from './save-activity-event.ts';

const work = (duration_minutes: number, more: object = {}) => ({
  activity_type: 'writing',
  occurred_at: '2026-11-15T10:00:00+03:00',
  duration_minutes,
  ...more,
});
const total = async (learner: Learner) =>
  (await learner.ask(getWeekSummary, { week: 'previous' })).data['time'] as { total_minutes: number | null };

test('a wrong record can be replaced: the cancelled one counts nowhere', async () => {
  const learner = newLearner();
  const { data: wrong } = await learner.ask(saveActivityEvent, work(400));
  const cancelled = await learner.ask(cancelActivityEvent, { event_id: wrong['event_id'], reason: 'лишний ноль' });
  expect(cancelled.data).toMatchObject({ already_cancelled: false, day_total_minutes: null });
  expect(await total(learner)).toMatchObject({ total_minutes: null });
  const { data: right } = await learner.ask(saveActivityEvent, work(40));
  expect(right).toMatchObject({ duplicate: false, day_total_minutes: 40 });
  expect((await learner.ask(saveActivityEvent, work(40))).data).toMatchObject({
    duplicate: true,
    event_id: right['event_id'],
  });
  expect(await total(learner)).toMatchObject({ total_minutes: 40 });
  const { data } = await learner.ask(listActivityEvents, { start_date: '2026-11-09', end_date: '2026-11-15' });
  expect(data).toMatchObject({ total_estimate: 1, events: [{ event_id: right['event_id'] }] });
});

test('a cancellation does not deny what is left of the day without a length', async () => {
  const { ask, post } = await signIn();
  await post([eventInput({ at: '2026-11-15T08:00:00+03:00', minutes: null, source: 'bot' })]);
  const { data } = await ask(saveActivityEvent, work(20));
  const cancelled = await ask(cancelActivityEvent, { event_id: data['event_id'] });
  expect(cancelled.data).toMatchObject({ day_total_minutes: null });
  expect(cancelled.summary).toContain('Других минут за тот день не записано.');
});

test('a cancellation can be repeated, and the key of the cancelled record stays used', async () => {
  const learner = newLearner();
  const { data } = await learner.ask(saveActivityEvent, work(30, { idempotency_key: 'k' }));
  const event_id = data['event_id'];
  const first = await learner.ask(cancelActivityEvent, { event_id });
  const again = await learner.ask(cancelActivityEvent, { event_id, reason: 'другая' });
  expect(again.data).toEqual({ ...first.data, already_cancelled: true });
  const refusal = await refusalOf(learner.ask(saveActivityEvent, work(30, { idempotency_key: 'k' })));
  expect(refusal).toMatchObject({ code: 'CONFLICT', field: 'idempotency_key' });
});

test('a cancelled event that is sent again stays cancelled', async () => {
  const { post, ask } = await signIn();
  const event = eventInput({ at: '2026-11-10T09:00:00+03:00', source: 'timer' });
  const { results } = await (await post([event])).json<{ results: { event_id: string }[] }>();
  await ask(cancelActivityEvent, { event_id: results[0]?.event_id });
  expect(await (await post([event])).json()).toMatchObject({ duplicate: 1, stored: 0 });
  const { data } = await ask(listActivityEvents, { start_date: '2026-11-09', end_date: '2026-11-15' });
  expect(data).toMatchObject({ total_estimate: 0 });
});

test('a record of another learner cannot be cancelled', async () => {
  const [anna, boris] = [newLearner(), newLearner()];
  const { data } = await anna.ask(saveActivityEvent, work(30));
  const refusal = await refusalOf(boris.ask(cancelActivityEvent, { event_id: data['event_id'] }));
  expect(refusal).toMatchObject({ code: 'NOT_FOUND', hint: 'Номера показывает dt_list_activity_events.' });
  expect(await total(anna)).toMatchObject({ total_minutes: 30 });
});
