import { evictDurableObject, runInDurableObject } from 'cloudflare:test';
import { migrate } from '@aisystant/mcp/learner-object';
import type { ExportFormat } from '@aisystant/mcp/learner-store';
import { BoundQuery, surql } from 'surrealdb';
import { runQuery } from '../store/surrealdb/connection.ts';
import { LearnerSession } from '../store/surrealdb/learner-session.ts';
import { redeemExport } from '../store/surrealdb/rights-records.ts';
import { learnerNameOf } from '../store/surrealdb/surrealdb-stores.ts';
import { bindings, IN_OBJECTS, type Learner, NOW, OWNER, stubOf, twinOf } from './person.ts';

// What tests do to stored records past the ports, in either store.

type Person = { readonly userId: string };
type Row = Readonly<Record<string, unknown>>;

/** Runs a query in SurrealDB as a person. */
export async function query({ userId }: Person, text: BoundQuery): Promise<readonly unknown[]> {
  return runQuery(bindings, await learnerNameOf(userId), text);
}

/** Every row of every table, with the name of its table. */
export async function rowsOf(person: Person): Promise<readonly (Row & { readonly name: string })[]> {
  if (!IN_OBJECTS) return recordsOf(person);
  return runInDurableObject(stubOf(person.userId), (_, { storage }) => {
    const tables = "select name from sqlite_master where type = 'table' and name not like '\\_cf%' escape '\\'";
    return storage.sql
      .exec<{ name: string }>(tables)
      .toArray()
      .filter(({ name }) => name !== 'schema_version')
      .flatMap(({ name }) =>
        Array.from(storage.sql.exec(`select * from "${name}"`), (row): Row & { name: string } => ({ ...row, name })),
      );
  });
}

const RECORDS = ['event', 'note', 'sync_report', 'document', 'cancellation'];

async function recordsOf(person: Person): Promise<readonly (Row & { readonly name: string })[]> {
  const named = RECORDS.map((name) => `${name}: (SELECT * OMIT id, learner, live, place FROM ${name})`).join(', ');
  const [found] = await query(person, new BoundQuery(`RETURN { learner: (SELECT * FROM $auth)[0], ${named} }`));
  const { learner, ...tables } = found as {
    learner?: { twin: Row | null; [table: string]: unknown };
    [table: string]: unknown;
  };
  const parts = learner && {
    twin: learner.twin ? [learner.twin] : [],
    withdrawal: learner['withdrawal'],
    ticket: learner['ticket'],
    tombstone: learner['tombstone'],
  };
  return Object.entries({ ...tables, ...parts }).flatMap(([name, rows]) =>
    (rows as readonly Row[]).map((row) => ({ ...row, name })),
  );
}

/** Sets the counters of events. */
export async function setCounters(
  person: Person,
  counters: { readonly events?: number; readonly events_of_day?: number },
): Promise<void> {
  if (!IN_OBJECTS) return void (await query(person, surql`UPDATE $auth MERGE ${{ twin: counters }}`));
  await runInDurableObject(stubOf(person.userId), (_, { storage }) => {
    for (const [column, value] of Object.entries(counters)) storage.sql.exec(`update twin set ${column} = ?`, value);
  });
}

/** The first call of a learner makes the tables of their twin. */
export const makeTables = ({ userId }: Person): Promise<unknown> => twinOf(userId).rights.rowCounts();

/** Adds so many events with this note, their ids beginning with `prefix`, a minute apart from the last one at `lastMs`. */
export async function addEvents(
  person: Person,
  count: number,
  { note = '', prefix = 'e', lastMs = NOW }: { note?: string; prefix?: string; lastMs?: number } = {},
): Promise<void> {
  if (!IN_OBJECTS) return addRecords(person, count, { note, prefix, lastMs });
  await makeTables(person);
  await runInDurableObject(stubOf(person.userId), (_, { storage }) => {
    storage.sql.exec(
      `with recursive n(i) as (select 1 union all select i + 1 from n where i < ${count})
       insert into event(event_id, source, external_id, activity_type, start_ms, confidence, client_id, recorded_at_ms, note)
       select ?1 || printf('%06d', i), 'timer', ?1 || i, 'reading', ${lastMs} - (${count} - i) * 60000, 0.8, 'test', 0, ?2 from n`,
      prefix,
      note,
    );
  });
}

/** A transaction that inserts twice as many takes four times as long. */
const INSERTED_AT_ONCE = 200;

async function addRecords(
  person: Person,
  count: number,
  { note, prefix, lastMs }: { readonly note: string; readonly prefix: string; readonly lastMs: number },
): Promise<void> {
  const session = new LearnerSession(bindings, await learnerNameOf(person.userId), OWNER);
  const unknown = ['event_type', 'slot_id', 'role', 'method', 'work_product_id', 'guide_ref', 'exercise_ref', 'title'];
  const empty = [...unknown, 'duration_minutes', 'guide_pages', 'exercise_verdict'].map((name) => [name, null]);
  for (let from = 1; from <= count; from += INSERTED_AT_ONCE) {
    const rows = Array.from({ length: Math.min(INSERTED_AT_ONCE, count - from + 1) }, (_, index) => {
      const event_id = `${prefix}${String(from + index).padStart(6, '0')}`;
      return {
        ...Object.fromEntries(empty),
        id: session.id('event', event_id),
        event_id,
        source: 'timer',
        external_id: event_id,
        activity_type: 'reading',
        start_ms: lastMs - (count - from - index) * 60_000,
        confidence: 0.8,
        note,
        client_id: 'test',
        recorded_at_ms: 0,
        version: 1,
        live: true,
      };
    });
    await query(person, surql`INSERT INTO event ${rows} RETURN NONE`);
  }
}

/** Adds a sync report about each of these days, received a ms after the one before; the last one at `lastMs`. */
export async function addReports(person: Person, days: readonly string[], lastMs = NOW): Promise<void> {
  const rows = days.map((day, index) => {
    const received_at_ms = lastMs - days.length + index + 1;
    return { source: 'timer', from_date: day, to_date: day, received_at_ms };
  });
  if (!IN_OBJECTS) {
    const session = new LearnerSession(bindings, await learnerNameOf(person.userId), OWNER);
    const records = rows.map((row) => ({
      id: session.id('sync_report', row.source, row.from_date, row.to_date),
      ...row,
    }));
    for (let from = 0; from < records.length; from += INSERTED_AT_ONCE) {
      await query(person, surql`INSERT INTO sync_report ${records.slice(from, from + INSERTED_AT_ONCE)} RETURN NONE`);
    }
    return;
  }
  await runInDurableObject(stubOf(person.userId), (_, { storage }) => {
    storage.sql.exec(
      `insert into sync_report(source, from_date, to_date, received_at_ms)
       select value ->> 'source', value ->> 'from_date', value ->> 'to_date', value ->> 'received_at_ms' from json_each(?)`,
      JSON.stringify(rows),
    );
  });
}

/** Ends what the store keeps in memory. */
export async function evict(person: Person): Promise<void> {
  if (IN_OBJECTS) await evictDurableObject(stubOf(person.userId));
}

/** Redeems an export link by the hash of its secret. */
export async function redeem({ userId }: Person, hash: string, format: ExportFormat, nowMs = NOW) {
  if (IN_OBJECTS) return stubOf(userId).redeem(hash, format, nowMs);
  return redeemExport(new LearnerSession(bindings, await learnerNameOf(userId), OWNER), hash, { format, nowMs });
}

/**
 * Makes a twin one without records that has taken these steps of its schema, one by one where they are another array; else it has no
 * index of the tables `later`.
 */
export function takeSteps(stub: Learner['stub'], steps: readonly string[], later?: readonly string[]): Promise<void> {
  return runInDurableObject(stub, (_, { storage }) => {
    const tables = storage.sql.exec<{ name: string }>(
      "select name from sqlite_master where type = 'table' and name not like '\\_cf%' escape '\\'",
    );
    for (const { name } of tables.toArray()) storage.sql.exec(`drop table ${name}`);
    migrate(storage, steps, later);
  });
}
