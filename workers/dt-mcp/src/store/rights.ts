import type { Erased, HeldCounts } from './twin-store.ts';

/** Rows that one piece of an export holds at most. */
const PIECE = 2_000;

/** Unused tickets a twin keeps at most; the oldest give way. */
const TICKETS = 20;

/** What an export holds: every table with something of the learner. Hashes of tickets are nobody's data. */
export const EXPORTED = [
  'twin',
  'event',
  'note',
  'sync_report',
  'document',
  'cancellation',
  'withdrawal',
  'tombstone',
] as const;

/** How many rows of each kind there are. */
export function heldCounts(sql: SqlStorage): HeldCounts {
  const count = (table: string) => sql.exec<{ n: number }>(`select count(*) as n from ${table}`).one().n;
  return { events: count('event'), notes: count('note'), reports: count('sync_report'), documents: count('document') };
}

/** Keeps the hash of a secret. */
export function issueTicket(sql: SqlStorage, purpose: string, hash: string, expiresAtMs: number, nowMs: number): void {
  sql.exec('delete from ticket where expires_at_ms <= ?', nowMs);
  sql.exec('insert into ticket(hash, purpose, expires_at_ms) values (?, ?, ?)', hash, purpose, expiresAtMs);
  sql.exec(
    `delete from ticket where hash in (select hash from ticket order by expires_at_ms desc limit -1 offset ${TICKETS})`,
  );
}

/** Uses a ticket up; whether it was good. */
export function useTicket(sql: SqlStorage, purpose: string, hash: string, nowMs: number): boolean {
  const used = sql.exec(
    'delete from ticket where hash = ? and purpose = ? and expires_at_ms > ?',
    hash,
    purpose,
    nowMs,
  );
  return used.rowsWritten > 0;
}

/** Removes every row there is; a table that comes later is not forgotten. */
export function erase(sql: SqlStorage, hash: string, nowMs: number): Erased {
  const done = sql.exec<{ at: number }>('select deleted_at_ms as at from tombstone where hash = ?', hash).toArray()[0];
  if (done) return { status: 'already', deletedAtMs: done.at, counts: null };
  if (!useTicket(sql, 'delete', hash, nowMs)) return { status: 'refused' };
  const counts = heldCounts(sql);
  const tables = sql
    .exec<{ name: string }>(
      "select name from sqlite_master where type = 'table' and name not like '\\_cf%' escape '\\'",
    )
    .toArray();
  for (const { name } of tables) if (name !== 'schema_version') sql.exec(`delete from "${name}"`);
  sql.exec('insert into tombstone(hash, deleted_at_ms) values (?, ?)', hash, nowMs);
  return { status: 'erased', deletedAtMs: nowMs, counts };
}

/** Everything there is, as one JSON text in pieces: a whole twin does not fit into memory twice. */
export function everything(sql: SqlStorage, nowMs: number): ReadableStream<Uint8Array> {
  const pieces = piecesOf(sql, nowMs);
  const encoder = new TextEncoder();
  return new ReadableStream({
    type: 'bytes',
    pull(controller) {
      const { done, value } = pieces.next();
      if (done) controller.close();
      else controller.enqueue(encoder.encode(value));
    },
  });
}

function* piecesOf(sql: SqlStorage, nowMs: number): Generator<string, void> {
  yield `{"format":"aisystant-digital-twin","version":"1.0.0","exported_at":${JSON.stringify(new Date(nowMs).toISOString())}`;
  for (const table of EXPORTED) {
    yield `,${JSON.stringify(table)}:[`;
    for (let from = 0; ; from += PIECE) {
      const rows = sql.exec(`select * from ${table} limit ${PIECE} offset ${from}`).toArray();
      if (rows.length > 0) yield `${from === 0 ? '' : ','}${rows.map((row) => JSON.stringify(row)).join(',')}`;
      if (rows.length < PIECE) break;
    }
    yield ']';
  }
  yield '}';
}
