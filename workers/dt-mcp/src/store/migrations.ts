/**
 * The schema of a twin, step by step. A twin made by an older version runs the steps it has not run yet; a step that
 * was released is never changed. The version stands in a table, since SQLite's `user_version` is closed to Workers.
 */
export const MIGRATIONS: readonly string[] = [
  `create table event(
     event_id text primary key,
     source text not null,
     external_id text not null,
     activity_type text not null,
     start_ms integer not null,
     duration_minutes integer,
     confidence real not null,
     event_type text, slot_id text, role text, method text, work_product_id text,
     guide_ref text, exercise_ref text, title text, note text,
     client_id text not null,
     recorded_at_ms integer not null,
     unique(source, external_id)
   ) strict, without rowid;
   create index event_by_start on event(start_ms, event_id);
   create index event_by_recorded on event(recorded_at_ms);`,
  `create table note(
     note_id text primary key,
     idempotency_key text not null unique,
     type text not null,
     period_start text,
     period_end text,
     body text not null,
     client_id text not null,
     saved_at_ms integer not null
   ) strict, without rowid;
   create index note_by_saved on note(type, saved_at_ms);
   create index note_by_period on note(type, period_start);`,
  `create table sync_report(
     source text not null,
     from_date text not null,
     to_date text not null,
     received_at_ms integer not null,
     primary key(source, from_date, to_date)
   ) strict, without rowid;
   create index sync_by_received on sync_report(received_at_ms);
   create table twin(one integer primary key check(one = 1), born_at_ms integer not null) strict;`,
  // The number of events stands in the twin's own row: to count them before every write costs more than the write.
  // A twin with data from before it had a row was born with its first write.
  `alter table twin add column events integer not null default 0;
   alter table twin add column day integer not null default 0;
   alter table twin add column events_of_day integer not null default 0;
   insert or ignore into twin(one, born_at_ms) select 1, min(at_ms) from (
     select recorded_at_ms as at_ms from event union all
     select saved_at_ms from note union all
     select received_at_ms from sync_report
   ) having min(at_ms) is not null;
   update twin set events = (select count(*) from event),
     day = (select coalesce(max(recorded_at_ms), 0) / 86400000 from event);
   update twin set events_of_day = (select count(*) from event where recorded_at_ms >= day * 86400000);
   drop index event_by_recorded;`,
  // Everything that has a version is one kind of row. A cancellation is a row of its own: the log is only added to.
  `create table document(
     kind text not null,
     id text not null,
     label text not null,
     on_date text not null,
     version integer not null,
     idempotency_key text,
     body text not null,
     client_id text not null,
     created_at_ms integer not null,
     updated_at_ms integer not null,
     primary key(kind, id)
   ) strict, without rowid;
   create index document_by_date on document(kind, on_date, id);
   create unique index document_by_key on document(kind, idempotency_key) where idempotency_key is not null;
   create table cancellation(
     kind text not null,
     id text not null,
     reason text,
     client_id text not null,
     cancelled_at_ms integer not null,
     primary key(kind, id)
   ) strict, without rowid;
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
   create table tombstone(hash text primary key, deleted_at_ms integer not null) strict, without rowid;`,
  // A document changes after it was made, so a repeated call is told from another one by what was said at first.
  'alter table document add column said text;',
  // Notes are looked up by the week they are about.
  'create index note_by_end on note(period_end, saved_at_ms);',
];

/** Runs the steps a twin has not run yet, each in its own transaction together with its number. */
export function migrate(storage: DurableObjectStorage, steps: readonly string[] = MIGRATIONS): void {
  const { sql } = storage;
  sql.exec('create table if not exists schema_version(version integer not null) strict');
  const [row] = sql.exec<{ version: number | null }>('select max(version) as version from schema_version').toArray();
  for (let version = (row?.version ?? 0) + 1; version <= steps.length; version += 1) {
    storage.transactionSync(() => {
      sql.exec(steps[version - 1] ?? '');
      sql.exec('insert into schema_version(version) values (?)', version);
    });
  }
}
