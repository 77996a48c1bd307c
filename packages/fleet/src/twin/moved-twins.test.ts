import { hash } from 'node:crypto';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { freePort } from '@aisystant/simulators/free-port';
import { type SurrealDb, startSurrealDb } from '@aisystant/simulators/surrealdb';
import { RecordId, Surreal } from 'surrealdb';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { twinsToMove } from './command.ts';
import { localTwinDatabase } from './database.ts';
import { migrateTwins } from './migrate.ts';

const database = localTwinDatabase('a key of a test with 32 characters', await freePort());
const object = 'f'.repeat(64);

/** What the database has of learners with these user ids. */
const LEARNERS = {
  'in it': { home: 'here', move: null, object },
  'moved to it': { home: 'here', move: 'm', object },
  'on the way back': { home: 'leaving', move: 'm', object },
  'on the way to it': { home: 'arriving', move: 'm', object },
  'back, or stopped before the object was told': { home: 'elsewhere', move: 'm', object },
  'never in it': { home: 'elsewhere', move: null, object },
  'before moves and connected': { home: 'here', move: null, object: null },
  'before moves': { home: 'here', move: null, object: null },
} as const;

let db: SurrealDb;
let dtMcp: Server;

beforeAll(async () => {
  db = await startSurrealDb({ port: Number(new URL(database.url).port), owner: database.owner });
  await migrateTwins(database);
  const owner = new Surreal();
  await owner.connect(new URL('/rpc', database.url), { authentication: database.owner });
  await owner.use({ namespace: database.namespace, database: database.database });
  const nothing = { revision: 0, ended: 0, twin: null, withdrawal: [], ticket: [], tombstone: [] };
  for (const [user, at] of Object.entries(LEARNERS)) {
    const id = new RecordId('learner', hash('sha256', user));
    await owner.query('CREATE $id CONTENT $content', { id, content: { ...nothing, ...at } });
  }
  await owner.close();
  const page = JSON.stringify({ users: ['before moves and connected', 'in it', 'another'], next: null });
  dtMcp = createServer((_, response) => response.end(page));
  await new Promise<void>((resolve) => dtMcp.listen(0, '127.0.0.1', resolve));
});

afterAll(async () => {
  dtMcp.close();
  await db.close();
});

test('all who move back are found wherever a move stopped, and those who cannot be found are counted', async () => {
  const { port } = dtMcp.address() as AddressInfo;
  const place = { target: { url: `http://127.0.0.1:${port}`, key: 'the key' }, database: () => database };
  const { twins, lost } = await twinsToMove(place, 'durable-object');
  const names = new Map(Object.keys(LEARNERS).map((user) => [hash('sha256', user), user]));
  const found = twins.map((twin) => ('user' in twin ? twin.user : names.get(twin.learner)));
  const expected = Object.keys(LEARNERS).filter((user) => user !== 'never in it' && user !== 'before moves');
  expect(found.sort()).toEqual(expected.sort());
  expect(twins).toContainEqual({ user: 'before moves and connected' });
  expect(lost).toBe(1);
});
