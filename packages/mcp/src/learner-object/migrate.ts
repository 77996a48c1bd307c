/** The tables and indexes that all steps make in an empty object, once this isolate has seen them. */
const schemas = new WeakMap<readonly string[], string>();

/**
 * Runs the missing migrations with their version numbers, all in one transaction. Most objects are new and miss all: of
 * those the first in an isolate takes every step, and the others get the tables that it then had, without the indexes of
 * the tables `later`. The version is in a table, because Workers cannot set SQLite's `user_version`.
 */
export function migrate(storage: DurableObjectStorage, steps: readonly string[], later: readonly string[] = []): void {
  const { sql } = storage;
  sql.exec('create table if not exists schema_version(version integer not null) strict');
  const [row] = sql.exec<{ version: number | null }>('select max(version) as version from schema_version').toArray();
  const version = row?.version ?? 0;
  if (version >= steps.length) return;
  storage.transactionSync(() => {
    const schema = version === 0 ? schemas.get(steps) : undefined;
    for (const step of schema === undefined ? steps.slice(version) : [schema]) sql.exec(step);
    const numbers = JSON.stringify(Array.from(steps.keys(), (index) => index + 1).slice(version));
    sql.exec('insert into schema_version(version) select value from json_each(?)', numbers);
    if (version === 0) schemas.set(steps, schema ?? schemaOf(sql, later));
  });
}

function schemaOf(sql: SqlStorage, later: readonly string[]): string {
  const made = sql.exec<{ sql: string }>(
    `select sql from sqlite_master where sql is not null and name <> 'schema_version' and name not like '\\_cf%' escape '\\'
       and not (type = 'index' and tbl_name in (select value from json_each(?)))`,
    JSON.stringify(later),
  );
  return Array.from(made, (each) => `${each.sql};`).join('\n');
}

/**
 * The tables of `Documents` and `Rights`, for the first migration of a new server. dt-mcp made the same ones step by step
 * before this text existed.
 */
export const LEARNER_TABLES = `create table document(
     kind text not null,
     id text not null,
     label text not null,
     on_date text not null,
     version integer not null,
     idempotency_key text,
     said text,
     body text not null,
     client_id text not null,
     created_at_ms integer not null,
     updated_at_ms integer not null,
     primary key(kind, id)
   ) strict, without rowid;
   create index document_by_date on document(kind, on_date, id);
   create unique index document_by_key on document(kind, idempotency_key) where idempotency_key is not null;
   create table withdrawal(
     client_id text not null,
     scope text not null,
     withdrawn_at_ms integer not null,
     primary key(client_id, scope)
   ) strict, without rowid;
   create table ticket(
     hash text primary key,
     purpose text not null,
     expires_at_ms integer not null
   ) strict, without rowid;
   create table tombstone(hash text primary key, deleted_at_ms integer not null) strict, without rowid;`;
