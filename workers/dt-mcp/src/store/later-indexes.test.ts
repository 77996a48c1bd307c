import { evictDurableObject, runInDurableObject } from 'cloudflare:test';
import { beforeAll, describe, expect, test } from 'vitest';
import { reflectionNoteSchema } from '../domain/reflection/reflection-note.ts';
import { event, IN_OBJECTS, type Learner, NOW, newLearner, writer } from '../testing/person.ts';
import { makeTables, takeSteps } from '../testing/stored.ts';
import { MIGRATIONS } from './migrations.ts';

/** The indexes of a twin that are not part of a table, by the table, as SQLite has them. */
async function indexesOf({ stub }: Learner): Promise<Record<string, string[]>> {
  const found = await runInDurableObject(stub, (_, { storage }) =>
    storage.sql
      .exec<{ table: string; sql: string }>(
        `select tbl_name as "table", sql from sqlite_master where type = 'index' and sql is not null order by name`,
      )
      .toArray(),
  );
  const tables = Map.groupBy(found, ({ table }) => table);
  return Object.fromEntries(Array.from(tables, ([table, all]) => [table, all.map(({ sql }) => sql)]));
}

/** What makes the first row of a table. */
const FIRST_ROWS: Readonly<Record<string, (learner: Learner) => Promise<unknown>>> = {
  note: ({ twin }) => {
    const note = reflectionNoteSchema.parse({ type: 'insight', text: 'мысль' });
    return twin.notes.saveNote(note, 'key', writer());
  },
  sync_report: ({ twin }) =>
    twin.events.saveSyncReport({ source: 'timer', from: '2026-11-09', to: '2026-11-15' }, writer()),
  document: ({ twin }) => {
    const body = { title: 'цель', horizon: 'week', status: 'active' } as const;
    const write = { id: null, create: true, expectedVersion: 0, idempotencyKey: null, label: 'active', date: '' };
    return twin.documents.saveDocument('goal', { ...write, body }, writer());
  },
};

/** A row of each table as another store gives it. */
const MOVED_ROWS: Readonly<Record<string, Record<string, string | number | null>>> = {
  note: {
    ...{ note_id: 'n', idempotency_key: 'k', type: 'insight', period_start: null, period_end: null },
    ...{ body: '{}', client_id: 'c', saved_at_ms: NOW },
  },
  sync_report: { source: 'timer', from_date: '2026-11-09', to_date: '2026-11-15', received_at_ms: NOW },
  document: {
    ...{ kind: 'goal', id: 'd', label: 'active', on_date: '', version: 1, idempotency_key: null, said: null },
    ...{ body: '{}', client_id: 'c', created_at_ms: NOW, updated_at_ms: NOW },
  },
};

describe.runIf(IN_OBJECTS)('the indexes of tables that most learners leave empty', () => {
  /** Those of a twin that took every step, as the first of an isolate does. */
  let all: Record<string, string[]>;
  beforeAll(async () => {
    const learner = newLearner();
    await takeSteps(learner.stub, [...MIGRATIONS]);
    all = await indexesOf(learner);
    // The first twin of an isolate takes every step; the file may be the first to make one.
    await makeTables(newLearner());
  });

  test('are not made in a new twin, nor by an activity', async () => {
    const learner = newLearner();
    await makeTables(learner);
    expect(Object.keys(await indexesOf(learner))).toEqual(['event']);
    await learner.twin.events.saveEvents([event({ at: '2026-11-10T09:00:00+03:00' })], writer());
    expect(await indexesOf(learner)).toEqual({ event: all['event'] });
    expect(Object.keys(all).toSorted()).toEqual([...Object.keys(FIRST_ROWS), 'event'].toSorted());
  });

  test.each(Object.entries(FIRST_ROWS))(
    'of %s are made with its first row, as every step makes them',
    async (table, write) => {
      const learner = newLearner();
      await write(learner);
      expect(await indexesOf(learner)).toEqual({ event: all['event'], [table]: all[table] });
      await write(learner);
      expect(await indexesOf(learner)).toEqual({ event: all['event'], [table]: all[table] });
    },
  );

  test.each(Object.entries(MOVED_ROWS))(
    'of %s are made with the first row that another store gives',
    async (table, row) => {
      const { stub, ...learner } = newLearner();
      await stub.giveUpEmpty();
      await stub.changeHome('arrive', 'move');
      await stub.putMoved('move', table, []);
      expect(await indexesOf({ stub, ...learner })).toEqual({ event: all['event'] });
      expect(await stub.putMoved('move', table, [row])).toBe(true);
      expect(await indexesOf({ stub, ...learner })).toEqual({ event: all['event'], [table]: all[table] });
    },
  );

  test.each(MIGRATIONS.slice(0, -1).map((_, index) => index + 1))(
    'are made with the first rows of a twin too that came without them to version %i, before its newest steps',
    async (version) => {
      const steps = MIGRATIONS.slice(0, version);
      const learner = newLearner();
      for (const { stub } of [newLearner(), learner]) await takeSteps(stub, steps, Object.keys(FIRST_ROWS));
      expect(Object.keys(await indexesOf(learner))).toEqual(['event']);
      await evictDurableObject(learner.stub);
      for (const write of Object.values(FIRST_ROWS)) await write(learner);
      expect(await indexesOf(learner)).toEqual(all);
    },
  );

  test('are made again for nobody whose records are erased, and stay', async () => {
    const learner = newLearner();
    await FIRST_ROWS['note']?.(learner);
    await learner.twin.rights.issueTicket('delete', 'hash', NOW + 1_000, writer());
    expect(await learner.twin.rights.erase('hash', writer())).toMatchObject({ status: 'erased' });
    await FIRST_ROWS['note']?.(learner);
    expect(await indexesOf(learner)).toEqual({ event: all['event'], note: all['note'] });
  });

  test('are not left behind by a first row that fails', async () => {
    const learner = newLearner();
    await makeTables(learner);
    await runInDurableObject(learner.stub, (_, { storage }) =>
      storage.sql.exec("create trigger refuse before insert on note begin select raise(abort, 'full disk'); end"),
    );
    await expect(FIRST_ROWS['note']?.(learner)).rejects.toThrow();
    expect(await indexesOf(learner)).toEqual({ event: all['event'] });
  });
});
