import { runInDurableObject } from 'cloudflare:test';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { addDays } from '../domain/time/calendar.ts';
import { event, IN_OBJECTS, type Learner, NOW, newLearner, writer } from '../testing/person.ts';
import { addReports, rowsOf, setCounters } from '../testing/stored.ts';
import { EVENT_LIMIT, EVENTS_PER_DAY, SYNC_REPORT_LIMIT } from './event-store.ts';

const DAY_MS = 86_400_000;
const MIDNIGHT = Math.ceil(NOW / DAY_MS) * DAY_MS;
const at = '2026-11-10T09:00:00+03:00';
const events = (...ids: readonly string[]) => ids.map((id) => event({ at, id }));

/** A twin with these counters. Writing so many rows would take minutes. */
async function twinThatHolds(inAll: number, ofDay: number, nowMs = NOW): Promise<Learner> {
  const learner = newLearner();
  await learner.twin.events.saveEvents(events('known'), writer(nowMs));
  await setCounters(learner, { events: inAll, events_of_day: ofDay });
  return learner;
}

const outcome = (saved: readonly { readonly status: string; readonly reason?: string }[]) =>
  saved.map(({ status, reason }) => reason ?? status);

test(`a day accepts ${EVENTS_PER_DAY} events and refuses more with a reason`, async () => {
  const { twin } = await twinThatHolds(EVENTS_PER_DAY - 2, EVENTS_PER_DAY - 2);
  const saved = await twin.events.saveEvents(events('a', 'known', 'b', 'c'), writer());
  expect(outcome(saved)).toEqual(['stored', 'duplicate', 'stored', 'daily_limit']);
  expect(outcome(await twin.events.saveEvents(events('c', 'a'), writer()))).toEqual(['daily_limit', 'duplicate']);
});

test('the daily limit resets at midnight UTC', async () => {
  const { twin } = await twinThatHolds(EVENTS_PER_DAY, EVENTS_PER_DAY);
  expect(outcome(await twin.events.saveEvents(events('a'), writer(MIDNIGHT - 1)))).toEqual(['daily_limit']);
  expect(outcome(await twin.events.saveEvents(events('a'), writer(MIDNIGHT)))).toEqual(['stored']);
  // A server whose clock is behind does not restore the quota of the previous day.
  expect(outcome(await twin.events.saveEvents(events('b'), writer(MIDNIGHT - 1)))).toEqual(['stored']);
});

test(`a twin accepts ${EVENT_LIMIT} events and refuses more with a reason`, async () => {
  const { twin } = await twinThatHolds(EVENT_LIMIT - 1, 0);
  expect(outcome(await twin.events.saveEvents(events('a', 'b'), writer()))).toEqual(['stored', 'total_limit']);
  expect(outcome(await twin.events.saveEvents(events('b', 'known'), writer(MIDNIGHT)))).toEqual([
    'total_limit',
    'duplicate',
  ]);
});

test('a refused event stores nothing', async () => {
  const { twin } = await twinThatHolds(EVENT_LIMIT, 0);
  await twin.events.saveEvents(events('a', 'b'), writer());
  const query = { fromMs: 0, toMs: NOW, types: null, sources: null, order: 'asc', limit: 10, after: null } as const;
  expect(await twin.events.listEvents(query)).toMatchObject({ total: 1, events: [{ externalId: 'known' }] });
});

test(`a twin keeps ${SYNC_REPORT_LIMIT} sync reports, the newest ones`, async () => {
  const learner = newLearner();
  const days = Array.from({ length: SYNC_REPORT_LIMIT + 2 }, (_, index) => addDays('2010-01-01', index));
  const [first = '', second = '', third = '', fourth = ''] = days;
  const report = (day: string, nowMs: number) =>
    learner.twin.events.saveSyncReport({ source: 'timer', from: day, to: day }, writer(nowMs));
  await report(first, NOW - SYNC_REPORT_LIMIT);
  await addReports(learner, days.slice(1, SYNC_REPORT_LIMIT));
  // One that is known again, and then two that are new.
  const added = [third, ...days.slice(SYNC_REPORT_LIMIT)];
  for (const [index, day] of added.entries()) await report(day, NOW + 1 + index);
  const kept = (await rowsOf(learner))
    .filter(({ name }) => name === 'sync_report')
    .sort((a, b) => Number(a['received_at_ms']) - Number(b['received_at_ms']))
    .map((row) => row['from_date']);
  expect(kept).toHaveLength(SYNC_REPORT_LIMIT);
  expect(kept).not.toContain(second);
  expect([kept[0], kept.slice(-3)]).toEqual([fourth, added]);
});

test('the stored event count always equals the number of events', async () => {
  const batch = fc.record({
    ids: fc.array(fc.integer({ min: 0, max: 12 }).map(String), { maxLength: 6 }),
    dayShift: fc.constantFrom(0, 0, 1, 2, -1),
    broken: fc.constantFrom(false, false, false, true),
  });
  await fc.assert(
    fc.asyncProperty(fc.array(batch, { minLength: 1, maxLength: 8 }), async (batches) => {
      const learner = newLearner();
      let latest = 0;
      for (const { ids, dayShift, broken } of batches) {
        const nowMs = NOW + dayShift * DAY_MS;
        const torn = broken ? [{ ...event({ at, id: 'torn' }), startMs: null as unknown as number }] : [];
        const save = learner.twin.events.saveEvents([...events(...ids), ...torn], writer(nowMs));
        await (broken ? expect(save).rejects.toThrow(/NOT NULL|start_ms/) : save);
        if (!broken) latest = Math.max(latest, nowMs);
      }
      if (latest === 0) return;
      const rows = await rowsOf(learner);
      const inAll = rows.filter(({ name }) => name === 'event').length;
      expect(rows.find(({ name }) => name === 'twin')).toMatchObject({
        events: inAll,
        day: Math.floor(latest / DAY_MS),
      });
    }),
    { numRuns: 25 },
  );
});

test.runIf(IN_OBJECTS)('checking the limit reads as many rows on a full twin as on a new one', async () => {
  const { twin, stub } = newLearner();
  await twin.events.saveEvents(events('known'), writer());
  const rowsReadFor = (id: string) =>
    runInDurableObject(stub, (object, { storage }) => {
      const exec = storage.sql.exec.bind(storage.sql);
      const cursors: { readonly rowsRead: number }[] = [];
      storage.sql.exec = (query, ...values) => {
        const cursor = exec(query, ...values);
        cursors.push(cursor);
        return cursor as never;
      };
      object.saveEvents(events(id), writer());
      storage.sql.exec = exec;
      return cursors.reduce((sum, { rowsRead }) => sum + rowsRead, 0);
    });
  const onNew = await rowsReadFor('a');
  expect(onNew).toBeGreaterThan(0);
  await runInDurableObject(stub, (_, { storage }) => {
    storage.sql.exec(
      `with recursive n(i) as (select 1 union all select i + 1 from n where i < 20000)
       insert into event(event_id, source, external_id, activity_type, start_ms, confidence, client_id, recorded_at_ms)
       select 'e' || i, 'timer', 'x' || i, 'reading', i, 0.8, 'test', ${NOW} from n`,
    );
  });
  expect(await rowsReadFor('b')).toBe(onNew);
});
