import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { freePort } from '@aisystant/simulators/free-port';
import { type SurrealDb, startSurrealDb } from '@aisystant/simulators/surrealdb';
import { RecordId, Surreal } from 'surrealdb';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { localTwinDatabase, MIGRATIONS } from './database.ts';
import { migrateTwins } from './migrate.ts';

const database = localTwinDatabase('a key of a test with 32 characters', await freePort());
const BEFORE_HINTS = ['0001_twin.surql', '0002_home.surql'];
const learner = new RecordId('learner', 'anna');
const idOf = (table: string, key: string) => new RecordId(table, ['anna', key]);
const NOTHING = { role: null, method: null, work_product_id: null, guide_ref: null, exercise_ref: null, slot_id: null };

let db: SurrealDb;
let owner: Surreal;
beforeAll(async () => {
  db = await startSurrealDb({ port: Number(new URL(database.url).port), owner: database.owner });
  owner = new Surreal();
  await owner.connect(new URL('/rpc', database.url), { authentication: database.owner });
  await owner.query(`DEFINE NAMESPACE ${database.namespace}`);
  await owner.use({ namespace: database.namespace });
  await owner.query(`DEFINE DATABASE ${database.database}`);
  await owner.use({ namespace: database.namespace, database: database.database });
});
afterAll(async () => {
  await owner.close();
  await db.close();
});

test('what keeps a migration out is said in a sentence, without the password', async () => {
  const closed = { ...database, url: `http://localhost:${await freePort()}` };
  const foreign = { ...database, owner: { username: 'owner', password: 'another word' } };
  for (const target of [closed, foreign]) {
    const error = await migrateTwins(target).catch((reason: Error) => reason);
    expect(error).toMatchObject({
      name: 'UsageError',
      message: expect.stringContaining(`SurrealDB at ${target.url} does not`),
    });
    expect(String(error)).not.toContain(target.owner.password);
  }
  await expect(migrateTwins({ ...database, namespace: 'a b' })).rejects.toThrow(
    '"a b" is no name of a database: it has',
  );
});

const event = (id: string, start_ms: number, live = true) => ({
  ...NOTHING,
  id: idOf('event', id),
  learner,
  live,
  event_id: id,
  source: 'timer',
  external_id: id,
  activity_type: 'reading',
  start_ms,
  duration_minutes: null,
  confidence: 1,
  event_type: null,
  title: null,
  note: null,
  client_id: 'c',
  recorded_at_ms: 0,
  version: 1,
  guide_pages: null,
  exercise_verdict: null,
});
test('a migration keeps the records of a learner who was there before, and orders their events by start', async () => {
  await owner.query('DEFINE TABLE migration SCHEMAFULL; DEFINE FIELD name ON migration TYPE string');
  for (const name of BEFORE_HINTS) {
    await owner.query(await readFile(path.join(MIGRATIONS, name), 'utf8'));
    await owner.query('CREATE migration SET name = $name', { name });
  }
  const content = { revision: 3, ended: 0, twin: null, withdrawal: [], ticket: [], tombstone: [] };
  await owner.query('CREATE $learner CONTENT $content', { learner, content });
  // The owner is no learner, to whom a record could belong.
  await owner.query('DEFINE FIELD OVERWRITE learner ON event TYPE record<learner>');
  const [cancelled, first, second] = [1_700_000_000_000, 1_700_000_060_000, 1_800_000_000_000];
  const events = [event('b', second), event('a', first), event('gone', cancelled, false)];
  await owner.query('INSERT INTO event $events', { events });

  expect(await migrateTwins(database)).not.toContain(BEFORE_HINTS[0]);

  const [[found], places, between, rows] = await owner.query<[[object], string[], string[], object[]]>(
    `SELECT hints, revision FROM learner; SELECT VALUE place FROM event ORDER BY place;
     SELECT VALUE event_id FROM event WHERE place >= 'anna live 1' AND place < 'anna live 10018';
     SELECT event_id, learner, start_ms, live FROM event ORDER BY event_id`,
  );
  const place = (ms: number) => `anna live ${ms + 1e15}`;
  expect(found).toEqual({
    hints: { event: place(0), noted: '', daily_ms: 0, reported: '', received_ms: 0 },
    revision: 3,
  });
  expect(places).toEqual([`anna gone ${cancelled + 1e15}`, place(first), place(second)]);
  expect(between).toEqual(['a']);
  const kept = events.map(({ event_id, start_ms, live }) => ({ event_id, learner, start_ms, live }));
  expect(rows).toEqual(kept.toSorted((a, b) => (a.event_id < b.event_id ? -1 : 1)));
  expect(await migrateTwins(database)).toEqual([]);
});
