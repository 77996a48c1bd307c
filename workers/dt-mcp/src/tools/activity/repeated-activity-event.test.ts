import { describe, expect, test } from 'vitest';
import { clientOf, type Learner, NOW, newLearner, refusalOf } from '../../testing/person.ts';
import { listActivityEvents } from './list-activity-events.ts';
import { saveActivityEvent } from './save-activity-event.ts';
import { updateActivityEvent } from './update-activity-event.ts';

const TODAY = '2026-11-16';
const READING = { activity_type: 'reading', occurred_at: `${TODAY}T09:00:00+03:00`, duration_minutes: 25 };

const save = async (learner: Learner, change: object = {}, now = NOW) =>
  (await learner.ask(saveActivityEvent, { ...READING, ...change }, now)).data;

/** All listed events of the last weeks. */
async function listed(learner: Learner) {
  const period = { start_date: '2026-10-01', end_date: '2026-11-30', limit: 100 };
  return (await learner.ask(listActivityEvents, period)).data['events'] as Record<string, unknown>[];
}

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

  test('that differs says which record is kept, what is different, and how to keep both', async () => {
    const learner = newLearner();
    const first = await save(learner, { title: 'Глава 1' });
    const changes = { title: 'Глава 2', role: 'читатель', duration_minutes: 30 };
    const { data, summary } = await learner.ask(saveActivityEvent, { ...READING, ...changes });
    expect(data).toMatchObject({
      event_id: first['event_id'],
      duplicate: true,
      differs: ['duration_minutes', 'role', 'title'],
      title: 'Глава 1',
      duration_minutes: 25,
    });
    expect(summary).toContain(`09:00, 25 минут, «Глава 1» (event_id=${first['event_id']})`);
    expect(summary).toContain('Отличается: минуты, роль, название.');
    expect(summary).toContain('со своим ключом (idempotency_key=…)');
    const kept = { title: 'Глава 2', idempotency_key: 'second' };
    expect(await save(learner, kept)).toMatchObject({ duplicate: false, differs: [], title: null });
    expect((await listed(learner)).map(({ title }) => title).sort()).toEqual(['Глава 1', 'Глава 2']);
  });

  test('is silent about a difference exactly when there is none, for any field', async () => {
    const words = { title: 'а', role: 'б', method: 'в', guide_ref: 'г', exercise_ref: 'д' };
    const stored = newLearner();
    await save(stored, words);
    for (const field of Object.keys(words)) {
      expect(await save(stored, { ...words, [field]: 'другое' })).toMatchObject({ differs: [field] });
    }
    const { data, summary } = await stored.ask(saveActivityEvent, { ...READING, ...words });
    expect(data).toMatchObject({ duplicate: true, differs: [] });
    expect(summary).not.toMatch(/Отличается|ключ/);
    expect(await save(stored)).toMatchObject({ duplicate: true, differs: [] });
  });
});

describe('the key of a record that was corrected since', () => {
  const KEYED = { ...READING, idempotency_key: 'pomodoro-1' };
  const corrected = async (change: object, first: object = KEYED) => {
    const learner = newLearner();
    const event_id = (await save(learner, first))['event_id'];
    await learner.ask(updateActivityEvent, { event_id, ...change });
    return { learner, event_id };
  };

  test.each([
    ['activity_type', { activity_type: 'writing' }, 'вид дела'],
    ['occurred_at', { occurred_at: '2026-11-15T10:00:00+03:00' }, 'начало'],
    ['duration_minutes', { duration_minutes: 40 }, 'минуты'],
  ])('does not hide that another %s was sent, and how to keep both', async (field, change, word) => {
    const { learner, event_id } = await corrected({ role: 'читатель' });
    const { data, summary } = await learner.ask(saveActivityEvent, { ...KEYED, ...change });
    expect(data).toMatchObject({ event_id, duplicate: true, differs: [field], activity_type: 'reading' });
    expect(summary).toContain(`Отличается: ${word}. `);
    expect(summary).toContain('со своим ключом (idempotency_key=…)');
  });

  test('says nothing of a start that was not sent', async () => {
    const ended = { occurred_at: undefined, ended: 'now', idempotency_key: 'k' };
    const { learner } = await corrected({ occurred_at: `${TODAY}T10:00:00+03:00` }, ended);
    expect(await save(learner, ended)).toMatchObject({ duplicate: true, differs: [] });
  });

  test('tells a client that may not read only what it sent itself', async () => {
    const { learner } = await corrected({ activity_type: 'strategizing', occurred_at: '2026-11-15T10:10:00+03:00' });
    const blind = clientOf(learner, { clientId: 'timer', scopes: ['dt:write'] });
    for (const sent of [KEYED, { ...KEYED, activity_type: 'writing' }]) {
      const { data, summary } = await blind(saveActivityEvent, sent);
      const { activity_type, occurred_at } = sent;
      expect(data).toMatchObject({
        duplicate: true,
        activity_type,
        occurred_at,
        differs: null,
        duration_minutes: null,
      });
      expect(summary).not.toMatch(/стратег|10:10/i);
    }
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

  test.each([
    ['its words', { title: 'Глава 3', role: 'читатель' }],
    ['its length', { duration_minutes: 40, occurred_at: `${TODAY}T11:20:00+03:00` }],
    ['its start, to a later one', { duration_minutes: 20, occurred_at: `${TODAY}T11:40:00+03:00` }],
    ['its length, to hours', { duration_minutes: 150, occurred_at: `${TODAY}T09:30:00+03:00` }],
  ])('is the same activity after %s were corrected, when it is sent again', async (_, correction) => {
    const learner = newLearner();
    const event_id = (await save25(learner, NOW)).data['event_id'];
    await learner.ask(updateActivityEvent, { event_id, ...correction }, NOW + MINUTE);
    expect((await save25(learner, NOW + 2 * MINUTE)).data).toMatchObject({ duplicate: true, event_id });
    expect(await listed(learner)).toHaveLength(1);
    expect((await save25(learner, NOW + 25 * MINUTE)).data).toMatchObject({ duplicate: false });
  });

  test('is another activity than a corrected one that has its own key', async () => {
    const learner = newLearner();
    const keyed = (await save25(learner, NOW, { idempotency_key: 'k' })).data['event_id'];
    await learner.ask(updateActivityEvent, { event_id: keyed, title: 'Глава 3' }, NOW + MINUTE);
    const { data } = await save25(learner, NOW + 2 * MINUTE);
    expect(data).toMatchObject({ duplicate: false, differs: [], corrected: false });
    expect((await save25(learner, NOW + 3 * MINUTE)).data).toMatchObject({ event_id: data['event_id'] });
    expect(await listed(learner)).toHaveLength(2);
  });

  test('is told how to keep both when the record was corrected, although nothing that was sent differs', async () => {
    const learner = newLearner();
    const event_id = (await save25(learner, NOW)).data['event_id'];
    expect((await save25(learner, NOW + MINUTE)).summary).not.toContain('idempotency_key');
    await learner.ask(updateActivityEvent, { event_id, title: 'Глава 3' }, NOW + MINUTE);
    const { data, summary } = await save25(learner, NOW + 2 * MINUTE);
    expect(data).toMatchObject({ event_id, duplicate: true, differs: [], corrected: true });
    expect(summary).toContain('Прежнюю запись с тех пор исправили. Если это другое дело');
    expect(summary).toContain('со своим ключом (idempotency_key=…)');
    expect(summary).not.toContain('Отличается');
    const blind = clientOf(learner, { clientId: 'timer', scopes: ['dt:write'] });
    const unread = await blind(
      saveActivityEvent,
      { activity_type: 'reading', ended: 'now', duration_minutes: 25 },
      NOW + 2 * MINUTE,
    );
    expect(unread.data).toMatchObject({ duplicate: true, corrected: null });
    expect(unread.summary).not.toContain('исправили');
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
