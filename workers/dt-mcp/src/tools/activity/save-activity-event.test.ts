import { describe, expect, test } from 'vitest';
import { addDays } from '../../domain/time/calendar.ts';
import { EVENT_LIMIT, EVENTS_PER_DAY } from '../../store/event-store.ts';
import { event, type Learner, NOW, newLearner, refusalOf, writer } from '../../testing/person.ts';
import { setCounters } from '../../testing/stored.ts';
import { listActivityEvents } from './list-activity-events.ts';
import { saveActivityEvent } from './save-activity-event.ts';
import { saveWorkProduct } from './save-work-product.ts';

const TODAY = '2026-11-16';
const READING = { activity_type: 'reading', occurred_at: `${TODAY}T09:00:00+03:00`, duration_minutes: 25 };

const save = async (learner: Learner, change: object = {}, now = NOW) =>
  (await learner.ask(saveActivityEvent, { ...READING, ...change }, now)).data;

/** All listed events of the last weeks. */
async function listed(learner: Learner) {
  const period = { start_date: '2026-10-01', end_date: '2026-11-30', limit: 100 };
  return (await learner.ask(listActivityEvents, period)).data['events'] as Record<string, unknown>[];
}

test('a record is stored with the source and confidence of a manual record', async () => {
  const learner = newLearner();
  const words = {
    title: 'Черновик',
    role: 'писатель',
    method: 'письмо',
    guide_ref: 'X3.2:1',
    guide_pages: 12,
    exercise_ref: 'ex-x3-07',
    exercise_verdict: 'needs_revision',
  };
  const { data, summary } = await learner.ask(saveActivityEvent, { ...READING, ...words });
  expect(data).toEqual({
    event_id: expect.stringMatching(/^[0-9a-f-]{36}$/),
    duplicate: false,
    differs: [],
    corrected: false,
    title: null,
    occurred_at: `${TODAY}T09:00:00+03:00`,
    activity_type: 'reading',
    duration_minutes: 25,
    minutes_by_date: [{ date: TODAY, minutes: 25 }],
    day_total_minutes: 25,
    streak_days: 1,
    warnings: [],
    timezone: 'Europe/Moscow',
  });
  expect(summary.split('\n')).toEqual([
    `Записано: чтение руководства, 16.11.2026 в 09:00, 25 минут (event_id=${data['event_id']}).`,
    'Всего за 16.11.2026: 25 минут.',
  ]);
  expect(await listed(learner)).toMatchObject([
    { event_id: data['event_id'], source: 'mcp', confidence: 0.4, ...words },
  ]);
});

test('a record may refer to an existing work product only', async () => {
  const learner = newLearner();
  const unknown = save(learner, { work_product_id: 'unknown' });
  expect(await refusalOf(unknown)).toMatchObject({
    code: 'NOT_FOUND',
    field: 'work_product_id',
    hint: 'Номера показывает dt_list_work_products.',
  });
  expect(await listed(learner)).toEqual([]);
  const { data } = await learner.ask(saveWorkProduct, { type: 'draft', title: 'Черновик' });
  const { product_id: work_product_id } = data['product'] as { product_id: string };
  await save(learner, { work_product_id });
  expect(await listed(learner)).toMatchObject([{ work_product_id }]);
});

test.each([
  ['чтение', 'reading'],
  ['Черновик', null],
  ['DRAFT', 'writing'],
  ['project work', 'project_work'],
])('%s is resolved to %s', async (activity_type, id) => {
  const call = save(newLearner(), { activity_type });
  if (id === null) expect(await refusalOf(call)).toMatchObject({ code: 'INVALID_ARGUMENT', field: 'activity_type' });
  else expect(await call).toMatchObject({ activity_type: id });
});

describe('the total of the day', () => {
  test('is that of the date of the start, in the learner’s time zone', async () => {
    const learner = newLearner();
    await save(learner);
    expect(await save(learner, { activity_type: 'writing', occurred_at: `${TODAY}T10:00:00+03:00` })).toMatchObject({
      day_total_minutes: 50,
    });
    const overMidnight = { occurred_at: '2026-11-15T23:50:00+03:00', duration_minutes: 30 };
    const { data, summary } = await learner.ask(saveActivityEvent, { ...READING, ...overMidnight });
    const minutes_by_date = [
      { date: '2026-11-15', minutes: 10 },
      { date: '2026-11-16', minutes: 20 },
    ];
    expect(data).toMatchObject({ day_total_minutes: 10, minutes_by_date });
    expect(summary).toContain(
      'Дело шло через полночь, минуты разошлись по датам: 15.11.2026 — 10 минут, 16.11.2026 — 20 минут.\nВсего за 15.11.2026: 10 минут.',
    );
    expect(await save(learner, { ...overMidnight, timezone: 'Europe/Berlin' })).toMatchObject({
      day_total_minutes: 30,
      occurred_at: '2026-11-15T21:50:00+01:00',
      timezone: 'Europe/Berlin',
    });
  });

  test('does not include rest', async () => {
    expect(await save(newLearner(), { activity_type: 'rest' })).toMatchObject({
      day_total_minutes: 0,
      streak_days: null,
    });
  });
});

describe('the streak', () => {
  const mornings = (days: number, until = TODAY) =>
    [...Array(days).keys()].map((i) => event({ at: `${addDays(until, -i)}T08:00:00+03:00`, source: 'timer' }));

  test.each([1, 2, 34, 35, 36, 69, 70, 71, 365])('of %i days is complete', async (days) => {
    const learner = newLearner();
    await learner.twin.events.saveEvents(mornings(days), writer());
    expect(await save(learner)).toMatchObject({ streak_days: days });
  });

  test('of more than a year is reported as a year, since a write does not read all events', async () => {
    const learner = newLearner();
    await learner.twin.events.saveEvents(mornings(400), writer());
    expect(await save(learner)).toMatchObject({ streak_days: 365 });
  });

  test('ends at the first day without work, even if there is earlier work', async () => {
    const learner = newLearner();
    await learner.twin.events.saveEvents([...mornings(40), ...mornings(40, addDays(TODAY, -41))], writer());
    expect(await save(learner)).toMatchObject({ streak_days: 40 });
  });

  test('is not broken by an empty today, and not seen after an empty yesterday: that is no zero', async () => {
    for (const [until, days] of [
      [addDays(TODAY, -1), 36],
      [addDays(TODAY, -2), null],
    ] as const) {
      const learner = newLearner();
      await learner.twin.events.saveEvents(mornings(36, until), writer());
      const old = { occurred_at: '2026-10-20T08:00:00+03:00', activity_type: 'writing' };
      expect(await save(learner, old)).toMatchObject({ streak_days: days });
    }
  });
});

describe('a full twin', () => {
  test.each([
    [
      'RATE_LIMITED',
      true,
      0,
      EVENTS_PER_DAY,
      `За сутки принято ${EVENTS_PER_DAY} записей; следующие — после полуночи по UTC.`,
    ],
    ['CONFLICT', false, EVENT_LIMIT, 0, `В двойнике уже ${EVENT_LIMIT} записей, больше он не принимает.`],
  ])('answers %s, retryable: %s', async (code, retryable, events, ofDay, message) => {
    const learner = newLearner();
    await save(learner);
    await setCounters(learner, { events, events_of_day: ofDay });
    const refusal = await refusalOf(save(learner, { activity_type: 'writing' }));
    expect(refusal).toMatchObject({ code, retryable, message });
    expect(await listed(learner)).toHaveLength(1);
    expect(await save(learner)).toMatchObject({ duplicate: true });
  });
});

test.each(['сон', 'sleep', 'transport', 'дорога', 'idle', 'social_feed'])(
  'the activity type “%s” is refused with a hint',
  async (activity_type) => {
    const refusal = await refusalOf(newLearner().ask(saveActivityEvent, { ...READING, activity_type }));
    expect(refusal).toMatchObject({ field: 'activity_type', hint: expect.stringMatching(/.{10}/) });
  },
);
