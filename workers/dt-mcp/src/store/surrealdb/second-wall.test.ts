import { BoundQuery, surql } from 'surrealdb';
import { describe, expect, test } from 'vitest';
import { bindings, event, type Learner, newLearner, OWNER, writer } from '../../testing/person.ts';
import { runQuery } from './connection.ts';
import { LearnerSession } from './learner-session.ts';
import { learnerNameOf } from './surrealdb-stores.ts';

const TABLES = ['event', 'note', 'sync_report', 'document', 'cancellation', 'learner'];
const at = '2026-11-10T09:00:00+03:00';

async function filledLearner(): Promise<Learner> {
  const learner = newLearner();
  const { events, notes, documents } = learner.twin;
  const [saved] = await events.saveEvents([event({ at })], writer());
  if (saved?.status === 'stored') await events.cancelEvent(saved.event.eventId, null, writer());
  await events.saveSyncReport({ source: 'timer', from: '2026-11-09', to: '2026-11-10' }, writer());
  await notes.saveNote(
    { type: 'daily', achievements: [], challenges: [], insights: [], next_focus: [] },
    'key',
    writer(),
  );
  await documents.saveDocument(
    'profile',
    {
      id: 'me',
      create: true,
      label: '',
      date: '2026-11-10',
      body: { name: 'Анна' } as never,
      expectedVersion: 0,
      idempotencyKey: null,
    },
    writer(),
  );
  return learner;
}

const answerTo = async ({ userId }: Learner, query: BoundQuery) =>
  runQuery(bindings, await learnerNameOf(userId), query);

/** What a learner gets, be it a refusal. */
const as = (learner: Learner, query: BoundQuery) => answerTo(learner, query).catch((error: unknown) => error);

/** Rows of a table that a learner sees. */
const rowsOf = async (learner: Learner, table: string) =>
  (await answerTo(learner, surql`SELECT * FROM ${new BoundQuery(table)}`)) as [unknown[]];

describe('the schema itself lets a learner’s token', () => {
  test.each(TABLES)('see only the learner’s own rows of %s', async (table) => {
    const [anna, boris] = [await filledLearner(), await filledLearner()];
    const [seen, other] = [await rowsOf(anna, table), await rowsOf(boris, table)];
    expect([seen[0].length, other[0].length]).toEqual([1, 1]);
    expect(JSON.stringify(seen)).not.toBe(JSON.stringify(other));
  });

  // As if our own queries asked for another learner by mistake.
  test.each(TABLES)(
    'S39 read nothing of another in %s: not by id, not by a range of ids, not in a subquery, not as a count',
    async (table) => {
      const [anna, boris] = [await filledLearner(), await filledLearner()];
      const [[{ id }]] = (await rowsOf(boris, table)) as [[{ id: unknown }]];
      const range = new LearnerSession(bindings, await learnerNameOf(boris.userId), OWNER).range(table);
      const everything = new BoundQuery(table);
      for (const query of [
        surql`SELECT * FROM ${id}`,
        surql`SELECT * FROM ${range}`,
        surql`SELECT * FROM (SELECT * FROM ${id})`,
        surql`SELECT * FROM ${everything} WHERE id = ${id}`,
        surql`SELECT count() FROM ${everything} WHERE id = ${id} GROUP ALL`,
      ]) {
        expect(JSON.stringify(await as(anna, query))).toMatch(/^\[\[(\{"count":0\})?\]\]$/);
      }
      expect(await as(anna, surql`RETURN ${id}.*`)).toEqual([undefined]);
      const [[{ count }]] = (await as(anna, surql`SELECT count() FROM ${everything} GROUP ALL`)) as [
        [{ count: number }],
      ];
      expect(count).toBe(1);
    },
  );

  test.each(TABLES)('neither change, remove nor add rows of another in %s', async (table) => {
    const [anna, boris] = [await filledLearner(), await filledLearner()];
    const [before] = await rowsOf(boris, table);
    const [{ id }] = before as [{ id: unknown }];
    await as(anna, surql`UPDATE ${id} SET client_id = 'x'`);
    await as(anna, surql`DELETE ${id}`);
    await as(anna, surql`UPSERT ${id} CONTENT ${before[0]}`);
    await as(anna, new BoundQuery(`DELETE ${table}`));
    expect(JSON.stringify((await rowsOf(boris, table))[0])).toBe(JSON.stringify(before));
  });

  test('nothing, once it has expired, is of another key or names nobody', async () => {
    const learner = await filledLearner();
    const name = await learnerNameOf(learner.userId);
    const foreign = { ...bindings, SURREALDB_KEY: `another ${bindings.SURREALDB_KEY}` };
    await expect(runQuery(foreign, name, surql`SELECT * FROM event`)).rejects.toThrow();
    expect(await runQuery(bindings, '', surql`SELECT * FROM event`).catch(() => [[]])).toEqual([[]]);
  });

  test('do nothing to the schema', async () => {
    const learner = await filledLearner();
    for (const statement of ['REMOVE TABLE event', 'DEFINE TABLE event PERMISSIONS FULL', 'INFO FOR DB']) {
      expect(await as(learner, new BoundQuery(statement))).toBeInstanceOf(Error);
    }
    expect(await rowsOf(learner, 'event')).toMatchObject([[{}]]);
  });
});
