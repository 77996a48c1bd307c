import type { TableIndexes } from '@aisystant/mcp/learner-object';

/** Migrations of a twin, in order. A released migration is never changed. */
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
  // Event counters in the row of the twin: counting before every write costs more than the write. Twins with older data
  // get the time of their first write.
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
  // Everything with a version is a document. A cancellation is its own row, so the log stays append-only.
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
  // Fingerprint of the creating request: the body may change later, so it cannot identify a repeated request.
  'alter table document add column said text;',
  // For lookups of notes by week.
  'create index note_by_end on note(period_end, saved_at_ms);',
  // An event can be corrected.
  'alter table event add column version integer not null default 1;',
  // What the model carries over from the servers of guides and exercises.
  `alter table event add column guide_pages integer;
   alter table event add column exercise_verdict text;`,
];

/** Indexes that a new twin gets with the first row of their table: most learners have activities alone. */
export const LATER_INDEXES: TableIndexes = {
  note: [
    'create index if not exists note_by_saved on note(type, saved_at_ms)',
    'create index if not exists note_by_period on note(type, period_start)',
    'create index if not exists note_by_end on note(period_end, saved_at_ms)',
  ],
  sync_report: ['create index if not exists sync_by_received on sync_report(received_at_ms)'],
};
