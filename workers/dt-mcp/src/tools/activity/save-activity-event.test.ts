import { runInDurableObject } from 'cloudflare:test';
import { describe, expect, test } from 'vitest';
import { addDays } from '../../domain/time/calendar.ts';
import { EVENT_LIMIT, EVENTS_PER_DAY } from '../../store/event-store.ts';
import { event, type Learner, NOW, newLearner, refusalOf, writer } from '../../testing/person.ts';
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
    exercise_ref: 'ex-x3-07',
  };
  const { data, summary } = await learner.ask(saveActivityEvent, { ...READING, ...words });
  expect(data).toEqual({
    event_id: expect.stringMatching(/^[0-9a-f-]{36}$/),
    duplicate: false,
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
  expect(await refusalOf(unknown)).toMatchObject({ code: 'NOT_FOUND', field: 'work_product_id' });
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

describe('a repeated call', () => {
  test('with the same key returns the first record; another record with this key is a conflict', async () => {
    const learner = newLearner();
    const first = await save(learner, { idempotency_key: 'slot-1' });
    expect(await save(learner, { idempotency_key: 'slot-1' })).toEqual({ ...first, duplicate: true });
    const changes = [{ activity_type: 'writing' }, { duration_minutes: 26 }, { title: 'Другое' }, { role: 'писатель' }];
    for (const change of changes) {
      const other = save(learner, { ...change, idempotency_key: 'slot-1' });
      expect(await refusalOf(other)).toMatchObject({ code: 'CONFLICT', field: 'idempotency_key' });
    }
    expect(await listed(learner)).toHaveLength(1);
    expect(await save(learner, { idempotency_key: 'slot-2' })).toMatchObject({ duplicate: false });
  });

  test('without a key is recognized by the same activity type and start minute', async () => {
    const learner = newLearner();
    const first = await save(learner);
    const same = [
      {},
      { duration_minutes: 50, title: 'ещё раз' },
      { occurred_at: `${TODAY}T06:00:00Z` },
      { occurred_at: `${TODAY}T09:00:30+03:00` },
      { activity_type: 'чтение' },
    ];
    for (const change of same) {
      expect(await save(learner, change)).toMatchObject({ event_id: first['event_id'], duplicate: true });
    }
    const other = [{ occurred_at: `${TODAY}T09:01:00+03:00` }, { activity_type: 'writing' }, { idempotency_key: 'k' }];
    for (const change of other) expect(await save(learner, change)).toMatchObject({ duplicate: false });
    expect(await listed(learner)).toHaveLength(4);
  });

  test('is reported as such and does not change the total of the day', async () => {
    const learner = newLearner();
    await save(learner);
    const { data, summary } = await learner.ask(saveActivityEvent, READING);
    expect(data).toMatchObject({ day_total_minutes: 25, warnings: [] });
    expect(summary).toContain('Такая запись уже есть, вторая не создана: ');
  });

  test('made twenty times concurrently stores one record', async () => {
    const learner = newLearner();
    const answers = await Promise.all([...Array(20).keys()].map(() => save(learner)));
    expect(answers.filter(({ duplicate }) => duplicate === false)).toHaveLength(1);
    expect(await listed(learner)).toHaveLength(1);
  });
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
    expect(await save(newLearner(), { activity_type: 'rest' })).toMatchObject({ day_total_minutes: 0, streak_days: 0 });
  });
});

describe('an activity that ended now', () => {
  const save25 = (learner: Learner, nowMs: number, more: object = {}) =>
    learner.ask(saveActivityEvent, { activity_type: 'reading', ended: 'now', duration_minutes: 25, ...more }, nowMs);
  const MINUTE = 60_000;

  test('began as many minutes ago as it took, however many seconds the minute has', async () => {
    for (const seconds of [0, 59]) {
      const { data } = await save25(newLearner(), NOW + seconds * 1000);
      expect(data).toMatchObject({ occurred_at: `${TODAY}T11:35:00+03:00`, duration_minutes: 25, duplicate: false });
    }
  });

  test.each([0, 1, 24])('is the same activity when it is sent again %d minutes later', async (later) => {
    for (const more of [{}, { idempotency_key: 'k', title: 'Глава' }]) {
      const learner = newLearner();
      const { data: first } = await save25(learner, NOW, more);
      const { data: again } = await save25(learner, NOW + later * MINUTE, more);
      expect(again).toMatchObject({ duplicate: true, event_id: first['event_id'], occurred_at: first['occurred_at'] });
    }
  });

  test('is another activity when the first one was over before it began, or it is another one', async () => {
    const learner = newLearner();
    await save25(learner, NOW);
    expect((await save25(learner, NOW + 25 * MINUTE)).data).toMatchObject({ duplicate: false, day_total_minutes: 50 });
    expect((await save25(learner, NOW + 26 * MINUTE, { title: 'Глава' })).data).toMatchObject({ duplicate: false });
  });

  test('has either a start or an end, and a key belongs to one activity', async () => {
    const learner = newLearner();
    for (const times of [{ occurred_at: undefined }, { ended: 'now' }]) {
      const refusal = await refusalOf(learner.ask(saveActivityEvent, { ...READING, ...times }));
      expect(refusal).toMatchObject({ code: 'INVALID_ARGUMENT', field: 'occurred_at' });
    }
    await save25(learner, NOW, { idempotency_key: 'k' });
    const other = save25(learner, NOW, { idempotency_key: 'k', activity_type: 'writing' });
    expect(await refusalOf(other)).toMatchObject({ code: 'CONFLICT', field: 'idempotency_key' });
  });
});

describe('an overlap', () => {
  const at = (time: string, date = TODAY) => `${date}T${time}:00+03:00`;

  test('is reported with the id of the other record; both are stored and the common minutes count once', async () => {
    const learner = newLearner();
    const first = await save(learner, { duration_minutes: 60 });
    const change = { activity_type: 'writing', occurred_at: at('09:30'), duration_minutes: 60 };
    const { data, summary } = await learner.ask(saveActivityEvent, { ...READING, ...change });
    const warning = `Пересекается с другой записью: чтение руководства, 16.11.2026 09:00 (event_id=${first['event_id']}). Общие минуты считаются один раз.`;
    expect(data).toMatchObject({ duplicate: false, day_total_minutes: 90, warnings: [warning] });
    expect(summary).toContain(warning);
  });

  test.each([
    ['work that only touches', { activity_type: 'writing', occurred_at: at('09:25') }, 0],
    ['work inside', { activity_type: 'writing', occurred_at: at('09:10'), duration_minutes: 5 }, 1],
    ['work without minutes', { activity_type: 'writing', occurred_at: at('09:10'), duration_minutes: 0 }, 0],
    ['rest, which takes no minutes', { activity_type: 'rest', occurred_at: at('09:10') }, 0],
  ])('with %s', async (_, change, warnings) => {
    const learner = newLearner();
    await save(learner);
    expect((await save(learner, change))['warnings']).toHaveLength(warnings);
  });

  test('is found across midnight in both directions', async () => {
    const learner = newLearner();
    await save(learner, { occurred_at: at('00:10') });
    const before = { activity_type: 'writing', occurred_at: at('23:40', '2026-11-15'), duration_minutes: 60 };
    expect((await save(learner, before))['warnings']).toHaveLength(1);
    expect((await save(learner, { activity_type: 'practice', occurred_at: at('00:20') }))['warnings']).toHaveLength(2);
  });

  test('with many records lists five of them and counts the rest', async () => {
    const learner = newLearner();
    const short = [...Array(40).keys()].map((i) =>
      event({
        at: at(`0${Math.floor(i / 20)}:${String((i % 20) * 3).padStart(2, '0')}`),
        minutes: 1,
        source: 'timer',
      }),
    );
    await learner.twin.events.saveEvents(short, writer());
    const { warnings } = (await save(learner, { occurred_at: at('00:00'), duration_minutes: 600 })) as {
      warnings: string[];
    };
    expect(warnings).toHaveLength(6);
    expect(warnings.at(-1)).toBe('И ещё пересечений: 35.');
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

  test('is not broken by an empty today, but by an empty yesterday', async () => {
    for (const [until, days] of [
      [addDays(TODAY, -1), 36],
      [addDays(TODAY, -2), 0],
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
    await runInDurableObject(learner.stub, (_, { storage }) => {
      storage.sql.exec('update twin set events = ?, events_of_day = ?', events, ofDay);
    });
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
