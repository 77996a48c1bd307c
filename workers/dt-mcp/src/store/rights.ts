import type { Erased, HeldCounts, Writer } from './twin-store.ts';

/** Rows that one piece of an export holds at most. */
const PIECE = 2_000;

/** Unused tickets a twin keeps at most; the oldest give way. */
const TICKETS = 20;

/** What an export holds, by the columns that order it: every table with something of the learner, so no tickets. */
const EXPORTED = {
  twin: ['one'],
  event: ['event_id'],
  note: ['note_id'],
  sync_report: ['source', 'from_date', 'to_date'],
  document: ['kind', 'id'],
  cancellation: ['kind', 'id'],
  withdrawal: ['client_id', 'scope'],
  tombstone: ['hash'],
} as const;

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

/** What an erasure leaves as it is: no deletion gives back what the learner took from a client. */
const KEPT: readonly string[] = ['schema_version', 'withdrawal'];

/** Removes every other row there is; a table that comes later is not forgotten. */
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
  for (const { name } of tables) if (!KEPT.includes(name)) sql.exec(`delete from "${name}"`);
  sql.exec('insert into tombstone(hash, deleted_at_ms) values (?, ?)', hash, nowMs);
  return { status: 'erased', deletedAtMs: nowMs, counts };
}

/** Takes permissions back from a client; who may not read has no way to a copy either. */
export function withdraw(sql: SqlStorage, scopes: readonly string[], { clientId, nowMs }: Writer): void {
  for (const scope of scopes) {
    sql.exec(
      `insert into withdrawal(client_id, scope, withdrawn_at_ms) values (?, ?, ?)
       on conflict do update set withdrawn_at_ms = max(withdrawn_at_ms, excluded.withdrawn_at_ms)`,
      clientId,
      scope,
      nowMs,
    );
  }
  if (scopes.includes('dt:read')) sql.exec("delete from ticket where purpose = 'export'");
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

/** The same in one text; null when it would be longer than this many characters. */
export function everythingWithin(sql: SqlStorage, characters: number, nowMs: number): string | null {
  let text = '';
  for (const piece of piecesOf(sql, nowMs)) {
    text += piece;
    if (text.length > characters) return null;
  }
  return text;
}

function* piecesOf(sql: SqlStorage, nowMs: number): Generator<string, void> {
  yield `{"format":"aisystant-digital-twin","version":"1.0.0","exported_at":${JSON.stringify(new Date(nowMs).toISOString())}`;
  for (const [table, key] of Object.entries(EXPORTED)) {
    yield `,${JSON.stringify(table)}:[`;
    for (let rows = pageOf(sql, table, key, null), first = true; rows.length > 0; first = false) {
      yield `${first ? '' : ','}${rows.map((row) => JSON.stringify(row)).join(',')}`;
      rows = pageOf(sql, table, key, rows.at(-1) ?? null);
    }
    yield ']';
  }
  yield '}';
}

type Row = Record<string, SqlStorageValue>;

/** Rows beyond one, by their key: what is written while the export is read moves none of them. */
function pageOf(sql: SqlStorage, table: string, key: readonly string[], after: Row | null): Row[] {
  const columns = key.join(', ');
  const beyond = after === null ? '' : `where (${columns}) > (${key.map(() => '?').join(', ')})`;
  const place = after === null ? [] : key.map((column) => after[column] ?? null);
  return sql.exec<Row>(`select * from ${table} ${beyond} order by ${columns} limit ${PIECE}`, ...place).toArray();
}
