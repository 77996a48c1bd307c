import {
  DOCUMENTS_IN_ALL,
  type DocumentKind,
  type DocumentQuery,
  type DocumentWrite,
  type Once,
  type Writer,
} from './twin-store.ts';

/** A row of the table `document`; the body is JSON. */
export type DocumentRow = {
  id: string;
  on_date: string;
  version: number;
  body: string;
  created_at_ms: number;
  updated_at_ms: number;
};

/** What became of a write, with the row as it stands. */
export type WrittenRow =
  | { status: 'created' | 'updated' | 'same'; row: DocumentRow }
  | { status: 'conflict'; version: number }
  | { status: 'not_found' | 'key_conflict' | 'full' };

const COLUMNS = 'id, on_date, version, body, created_at_ms, updated_at_ms';

/** Finds a document. */
export function findDocument(sql: SqlStorage, kind: string, id: string): DocumentRow | null {
  const query = `select ${COLUMNS} from document where kind = ? and id = ?`;
  return sql.exec<DocumentRow>(query, kind, id).toArray()[0] ?? null;
}

/** Writes a document; always inside a transaction. The same body again is no change, whatever version was expected. */
export function writeDocument(
  sql: SqlStorage,
  kind: DocumentKind,
  asked: DocumentWrite<string>,
  writer: Writer,
): WrittenRow {
  const write = numbered(sql, kind, asked);
  const known = knownRow(sql, kind, write);
  if (known === null) return insert(sql, kind, write, writer);
  if (known.body === write.body) return { status: 'same', row: known };
  if (write.id === null)
    return isRepeated(known, write.once) ? { status: 'same', row: known } : { status: 'key_conflict' };
  if (write.expectedVersion !== known.version) return { status: 'conflict', version: known.version };
  sql.exec(
    `update document set label = ?, on_date = ?, version = version + 1, body = ?, client_id = ?, updated_at_ms = ?
     where kind = ? and id = ?`,
    write.label,
    write.on,
    write.body,
    writer.clientId,
    writer.nowMs,
    kind,
    known.id,
  );
  return { status: 'updated', row: findDocument(sql, kind, known.id) ?? known };
}

/**
 * The write under the first number of its own key that is free or still says the same. What was changed since, such as
 * a goal that was closed, is no answer to the same words. What nobody changed is, though its body may hold numbers of
 * the moment.
 */
function numbered(sql: SqlStorage, kind: string, write: DocumentWrite<string>): DocumentWrite<string> {
  const { id, once, body } = write;
  if (id !== null || once === null || once.said !== null) return write;
  for (let number = 1; ; number += 1) {
    const next = number === 1 ? write : { ...write, once: { ...once, key: `${once.key}:${number}` } };
    const known = knownRow(sql, kind, next);
    if (known === null || known.version === 1 || known.body === body) return next;
  }
}

type KnownRow = DocumentRow & { said: string | null };

function knownRow(sql: SqlStorage, kind: string, { id, once }: DocumentWrite<string>): KnownRow | null {
  const [column, value] = id === null ? ['idempotency_key', once?.key ?? null] : ['id', id];
  const query = `select ${COLUMNS}, said from document where kind = ? and ${column} = ?`;
  return sql.exec<KnownRow>(query, kind, value).toArray()[0] ?? null;
}

/** Whether a key was given to what the call says: the document itself may have changed since. */
function isRepeated({ said }: KnownRow, once: Once | null): boolean {
  return said === null || said === (once?.said ?? null);
}

function insert(sql: SqlStorage, kind: DocumentKind, write: DocumentWrite<string>, writer: Writer): WrittenRow {
  if (write.id !== null && !write.create) return { status: 'not_found' };
  if (write.expectedVersion !== 0) return { status: 'conflict', version: 0 };
  const held = sql.exec<{ n: number }>('select count(*) as n from document where kind = ?', kind).one().n;
  if (held >= DOCUMENTS_IN_ALL[kind]) return { status: 'full' };
  const id = write.id ?? crypto.randomUUID();
  sql.exec(
    `insert into document(kind, id, label, on_date, version, idempotency_key, said, body, client_id, created_at_ms, updated_at_ms)
     values (?, ?, ?, ?, 1, ?, ?, ?, ?, ?, ?)`,
    kind,
    id,
    write.label,
    write.on,
    write.once?.key ?? null,
    write.once?.said ?? null,
    write.body,
    writer.clientId,
    writer.nowMs,
    writer.nowMs,
  );
  const row = findDocument(sql, kind, id);
  if (row === null) throw new TypeError('a document was not there after it was written');
  return { status: 'created', row };
}

/** One page of documents, the newest date first. */
export function listDocuments(
  sql: SqlStorage,
  kind: string,
  { labels, from, to, limit, after }: DocumentQuery,
): { rows: DocumentRow[]; total: number; ever: boolean } {
  const where = `kind = ? and on_date >= ? and on_date <= ? and (? is null or label in (select value from json_each(?)))`;
  const list = labels && JSON.stringify(labels);
  const filters = [kind, from, to, list, list];
  const rows = sql
    .exec<DocumentRow>(
      `select ${COLUMNS} from document where ${where} ${after ? 'and (on_date, id) < (?, ?)' : ''}
       order by on_date desc, id desc limit ?`,
      ...filters,
      ...(after ? [after.on, after.id] : []),
      limit,
    )
    .toArray();
  const count = (condition: string, ...values: (string | null)[]) =>
    sql.exec<{ n: number }>(`select count(*) as n from document where ${condition}`, ...values).one().n;
  return { rows, total: count(where, ...filters), ever: everKept(sql, kind) };
}

/** Whether anything of a kind was ever kept; it does not count what there is. */
function everKept(sql: SqlStorage, kind: string): boolean {
  return sql.exec<{ n: number }>('select exists(select 1 from document where kind = ?) as n', kind).one().n > 0;
}
