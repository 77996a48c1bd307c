import { evictDurableObject, runInDurableObject } from 'cloudflare:test';
import { migrate } from '@aisystant/mcp/learner-object';
import { describe, expect, test } from 'vitest';
import { ALL_EVENTS, event, type Learner, NOW, newLearner, writer } from '../testing/person.ts';
import { makeTables, takeSteps } from '../testing/stored.ts';
import { MIGRATIONS } from './migrations.ts';

const EARLIER = NOW - 86_400_000;
const PERIOD = { start: '2026-11-09', end: '2026-11-15' };
const SPAN = { fromMs: NOW - 8 * 86_400_000, toMs: NOW };

/** Rows of each version: events since the first, notes since the second, reports since the third. */
const DATA = [
  `insert into event(event_id, source, external_id, activity_type, start_ms, duration_minutes, confidence, client_id, recorded_at_ms)
   values ('e1', 'timer', 't-1', 'reading', ${SPAN.fromMs + 1000}, 25, 0.8, 'old client', ${EARLIER}),
          ('e2', 'timer', 't-2', 'writing', ${SPAN.fromMs + 2000}, null, 0.8, 'old client', ${NOW})`,
  `insert into note(note_id, idempotency_key, type, period_start, body, client_id, saved_at_ms)
   values ('n1', 'key:1', 'daily', '2026-11-10', '{"type":"daily"}', 'old client', ${NOW})`,
  `insert into sync_report(source, from_date, to_date, received_at_ms) values ('timer', '2026-11-09', '2026-11-11', ${NOW});
   insert into twin(one, born_at_ms) values (1, ${EARLIER})`,
  `update twin set events = 2, day = ${Math.floor(NOW / 86_400_000)}, events_of_day = 1`,
];

/** An evicted twin after the first `k` migrations. */
async function twinOfVersion(k: number, data = DATA.slice(0, k)): Promise<Learner> {
  const learner = newLearner();
  await takeSteps(learner.stub, MIGRATIONS.slice(0, k));
  await runInDurableObject(learner.stub, (_, { storage }) => {
    for (const rows of data) storage.sql.exec(rows);
  });
  await evictDurableObject(learner.stub);
  return learner;
}

/** The tables and indexes of the schema. */
function schemaOf({ storage }: DurableObjectState): unknown[] {
  return storage.sql
    .exec("select type, name, tbl_name, sql from sqlite_master where name not like '\\_cf%' escape '\\' order by name")
    .toArray();
}

const versionsOf = ({ storage }: DurableObjectState) =>
  storage.sql.exec('select version from schema_version order by version').toArray();

/** Schema and versions of a new object that takes these steps one by one. */
const schemaAfter = async (steps: readonly string[]) => {
  const { stub } = newLearner();
  await takeSteps(stub, steps);
  return runInDurableObject(stub, (_, state) => [schemaOf(state), versionsOf(state)]);
};

describe.each(MIGRATIONS.slice(0, -1).map((_, i) => i + 1))('a twin of version %i', (k) => {
  test('is migrated to the newest version with its data when it is next used', async () => {
    const { twin, stub } = await twinOfVersion(k);
    const facts = await twin.events.periodFacts(SPAN, PERIOD);
    expect(facts.events.map((event) => event.eventId)).toEqual(['e1', 'e2']);
    expect(facts.dailyNotes.map((note) => note.date)).toEqual(k >= 2 ? ['2026-11-10'] : []);
    expect(facts.syncReports.map((report) => report.to)).toEqual(k >= 3 ? ['2026-11-11'] : []);
    const after = await runInDurableObject(stub, (_, state) => [schemaOf(state), versionsOf(state)]);
    expect(after).toEqual(await schemaAfter([...MIGRATIONS]));
  });

  test('has its creation time and its event count', async () => {
    const { twin, stub } = await twinOfVersion(k);
    expect((await twin.events.periodFacts(SPAN, PERIOD)).createdAtMs).toBe(EARLIER);
    const row = await runInDurableObject(stub, (_, { storage }) =>
      storage.sql.exec('select events, day, events_of_day from twin').one(),
    );
    expect(row).toEqual({ events: 2, day: Math.floor(NOW / 86_400_000), events_of_day: 1 });
  });

  test('still works: an old event is a duplicate, a new one is stored', async () => {
    const { twin } = await twinOfVersion(k);
    const old = event({ at: '2026-11-10T09:00:00+03:00', source: 'timer', id: 't-1' });
    const fresh = event({ at: '2026-11-10T10:00:00+03:00', source: 'timer', id: 't-3' });
    const saved = await twin.events.saveEvents([old, fresh], writer());
    expect(saved.map(({ status }) => status)).toEqual(['duplicate', 'stored']);
  });
});

test('a migration does not give an empty twin a creation time', async () => {
  for (const k of MIGRATIONS.keys()) {
    const { twin } = await twinOfVersion(k, []);
    expect(await twin.events.periodFacts(SPAN, PERIOD)).toMatchObject({ events: [], createdAtMs: null });
  }
});

test('migrating a second time changes nothing', async () => {
  const learner = newLearner();
  await learner.twin.events.saveEvents([event({ at: '2026-11-10T09:00:00+03:00' })], writer());
  const [before, after] = await runInDurableObject(learner.stub, (_, state) => {
    const look = () =>
      JSON.stringify([schemaOf(state), versionsOf(state), state.storage.sql.exec('select * from twin').toArray()]);
    const first = look();
    migrate(state.storage, MIGRATIONS);
    migrate(state.storage, MIGRATIONS);
    return [first, look()];
  });
  expect(after).toBe(before);
});

test('a later twin of an isolate has the same tables as one that took every step', async () => {
  const steps = [...MIGRATIONS];
  const first = await schemaAfter(steps);
  expect(await schemaAfter(steps)).toEqual(first);
  expect(await schemaAfter([...MIGRATIONS])).toEqual(first);
});

/** What may be asked of a twin that was never used. */
const FIRST_CALLS: Readonly<Record<string, (learner: Learner) => unknown>> = {
  'a read': ({ twin }) => twin.events.listEvents(ALL_EVENTS),
  'a write': ({ twin }) => twin.events.saveEvents([event({ at: '2026-11-10T09:00:00+03:00' })], writer()),
  'a link to a copy': ({ stub }) => stub.redeem('unknown', 'json', NOW),
  'where its records are': ({ stub }) => stub.residence(),
  'to move': ({ stub }) => stub.changeHome('leave', 'move'),
  'a write that fails': ({ stub }) =>
    runInDurableObject(stub, (twin) => expect(() => twin.issueTicket('export', null as never, 1, writer())).toThrow()),
};

test.each(Object.entries(FIRST_CALLS))('a new twin has its tables when %s is asked first', async (_, ask) => {
  const learner = newLearner();
  await ask(learner);
  expect(await runInDurableObject(learner.stub, (_, state) => versionsOf(state).length)).toBe(MIGRATIONS.length);
  await evictDurableObject(learner.stub);
  expect(await learner.twin.rights.rowCounts()).toMatchObject({ notes: 0, reports: 0, documents: 0 });
});

test('a failing step leaves the previous version intact', async () => {
  const learner = newLearner();
  await makeTables(learner);
  const [error, tables, versions] = await runInDurableObject(learner.stub, (_, state) => {
    const broken = [...MIGRATIONS, 'create table half(x integer); insert into nowhere values (1)'];
    const caught = (() => {
      try {
        return migrate(state.storage, broken) ?? null;
      } catch (reason) {
        return String(reason);
      }
    })();
    const found = state.storage.sql.exec("select name from sqlite_master where name = 'half'").toArray();
    return [caught, found, versionsOf(state).length] as const;
  });
  expect(error).toContain('nowhere');
  expect(tables).toEqual([]);
  expect(versions).toBe(MIGRATIONS.length);
});
