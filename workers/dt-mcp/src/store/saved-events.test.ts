import { describe, expect, test } from 'vitest';
import type { ActivityTypeId } from '../domain/activity/activity-types.ts';
import { event, type Learner, NOW, newLearner, writer } from '../testing/person.ts';
import { evict } from '../testing/stored.ts';

const PERIOD = { start: '2026-11-09', end: '2026-11-15' };
const SPAN = { fromMs: NOW - 10 * 86_400_000, toMs: NOW };
const at = '2026-11-10T09:00:00+03:00';

/** All events of a twin, in order. */
async function all({ twin }: Learner) {
  const query = { ...SPAN, types: null, sources: null, order: 'asc', limit: 10_000, after: null } as const;
  return (await twin.events.listEvents(query)).events;
}

const statuses = (saved: readonly { readonly status: string }[]) => saved.map(({ status }) => status);

describe('one (source, external id) is one event', () => {
  test('a second one with the same pair is a duplicate, and the result has the first', async () => {
    const learner = newLearner();
    const first = event({ at, id: 'a', minutes: 25, title: 'первая' });
    const second = event({ at: '2026-11-11T09:00:00+03:00', id: 'a', minutes: 50, title: 'вторая' });
    const [stored] = await learner.twin.events.saveEvents([first], writer());
    const [repeated] = await learner.twin.events.saveEvents([second], writer());
    expect(stored).toMatchObject({ status: 'stored', event: first });
    expect(repeated).toEqual({ ...stored, status: 'duplicate', cancelled: false });
    expect(await all(learner)).toEqual([stored?.status === 'stored' && stored.event]);
  });

  test('within one batch the first wins too', async () => {
    const learner = newLearner();
    const batch = [25, 50, 75].map((minutes) => event({ at, id: 'a', minutes }));
    expect(statuses(await learner.twin.events.saveEvents(batch, writer()))).toEqual([
      'stored',
      'duplicate',
      'duplicate',
    ]);
    expect(await all(learner)).toMatchObject([{ durationMinutes: 25 }]);
  });

  test('the same id of another source is another event', async () => {
    const learner = newLearner();
    const batch = ['timer', 'bot', 'lms'].map((source) => event({ at, id: 'a', source }));
    expect(statuses(await learner.twin.events.saveEvents(batch, writer()))).toEqual(['stored', 'stored', 'stored']);
  });

  test('results are in the order of the batch', async () => {
    const learner = newLearner();
    await learner.twin.events.saveEvents([event({ at, id: 'b' })], writer());
    const batch = ['a', 'b', 'c', 'a'].map((id) => event({ at, id }));
    const saved = await learner.twin.events.saveEvents(batch, writer());
    expect(statuses(saved)).toEqual(['stored', 'duplicate', 'stored', 'duplicate']);
    expect(saved.map((item) => item.status !== 'rejected' && item.event.externalId)).toEqual(['a', 'b', 'c', 'a']);
  });
});

test('a stored event is returned with all its fields unchanged and a new id', async () => {
  const learner = newLearner();
  const words = {
    eventType: 'slot_logged',
    slotId: 's-1',
    role: 'ученик',
    method: 'письмо',
    workProductId: 'w-1',
    guideRef: 'X1.2:3',
    exerciseRef: 'ex-x1-06',
    title: "'; drop table event; --",
    note: 'строка\nвторая "в кавычках" и \u0000 и 🍅',
  };
  const full = { ...event({ at }), ...words };
  const bare = event({ at, id: 'bare', minutes: null });
  await learner.twin.events.saveEvents([full, bare], writer());
  const [first, second] = await all(learner);
  const [a, b] = first?.title === null ? [second, first] : [first, second];
  expect(a).toEqual({ ...full, eventId: a?.eventId, version: 1 });
  expect(b).toEqual({ ...bare, eventId: b?.eventId, version: 1 });
  expect(a?.eventId).toMatch(/^[0-9a-f-]{36}$/);
  expect(a?.eventId).not.toBe(b?.eventId);
});

test('a batch is atomic: an error in its last event stores none of the others', async () => {
  const learner = newLearner();
  await learner.twin.events.saveEvents([event({ at, id: 'before' })], writer());
  const broken = { ...event({ at, id: 'broken' }), activityType: null as unknown as ActivityTypeId };
  const batch = [...Array(20).keys()].map((i) => event({ at, id: `${i}` }));
  await expect(learner.twin.events.saveEvents([...batch, broken], writer())).rejects.toThrow(/NOT NULL|activity_type/);
  expect((await all(learner)).map((event) => event.externalId)).toEqual(['before']);
  expect(statuses(await learner.twin.events.saveEvents(batch, writer()))).toEqual(Array(20).fill('stored'));
});

test('fifty concurrent writers lose nothing and store nothing twice', async () => {
  const learner = newLearner();
  const common = event({ at, id: 'common' });
  const answers = await Promise.all(
    [...Array(50).keys()].map((writer) => {
      const own = [...Array(5).keys()].map((i) => event({ at, id: `${writer}-${i}` }));
      return learner.twin.events.saveEvents([common, ...own], { clientId: `client-${writer}`, nowMs: NOW });
    }),
  );
  const counted = answers.flatMap(statuses);
  expect(counted.filter((status) => status === 'stored')).toHaveLength(251);
  expect(counted.filter((status) => status === 'duplicate')).toHaveLength(49);
  const ids = (await all(learner)).map((event) => event.externalId);
  expect(ids).toHaveLength(251);
  expect(new Set(ids).size).toBe(251);
});

test('everything survives an eviction', async () => {
  const learner = newLearner();
  await learner.twin.events.saveEvents([event({ at }), event({ at, id: 'b' })], writer());
  await learner.twin.events.saveSyncReport({ source: 'timer', from: PERIOD.start, to: PERIOD.end }, writer());
  const look = async () => JSON.stringify([await all(learner), await learner.twin.events.periodFacts(SPAN, PERIOD)]);
  const before = await look();
  await evict(learner);
  expect(await look()).toBe(before);
});

test('the twins of two learners are separate, even with equal ids', async () => {
  const [anna, boris] = [newLearner(), newLearner()];
  const batch = (title: string) => [event({ at, id: 'same', title })];
  await Promise.all([
    anna.twin.events.saveEvents(batch('Анна'), writer()),
    boris.twin.events.saveEvents(batch('Борис'), writer()),
  ]);
  await anna.twin.events.saveSyncReport({ source: 'timer', from: PERIOD.start, to: PERIOD.end }, writer());
  expect(await all(anna)).toMatchObject([{ title: 'Анна' }]);
  expect(await all(boris)).toMatchObject([{ title: 'Борис' }]);
  expect((await boris.twin.events.periodFacts(SPAN, PERIOD)).syncReports).toEqual([]);
  expect(await all(newLearner())).toEqual([]);
});
