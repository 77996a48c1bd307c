import { exportParts } from './export-text.ts';
import type { LearnerDatabase } from './learner-database.ts';
import {
  type AddedRows,
  type ConsentState,
  type Erasure,
  type ExportFormat,
  type ExportRow,
  TICKET_LIMIT,
  USED_MS,
} from './rights-store.ts';
import type { Writer } from './writer.ts';

/** Rows of one page of an export. */
const PAGE_ROWS = 2_000;

/** What of a learner's object the rights are about. */
export interface RightsSubject<Counted extends string> {
  /** Format and version named in an export. */
  readonly format: { readonly name: string; readonly version: string };
  /** Exported tables, each with the columns of its key. Tickets are secrets and not exported. */
  readonly exported: { readonly [table: string]: readonly string[] };
  /** The table of each count. */
  readonly counted: Readonly<Record<Counted, string>>;
  /** The scope that an export link needs. */
  readonly readScope: string;
}

/** The tables `withdrawal`, `ticket` and `tombstone`, and the export and erasure of all tables. */
export class Rights<Counted extends string> {
  readonly #sql: LearnerDatabase;
  readonly #subject: RightsSubject<Counted>;
  /** Erasures and withdrawals of reading so far; each ends the downloads that have begun. */
  #ended = 0;

  constructor(sql: LearnerDatabase, subject: RightsSubject<Counted>) {
    this.#sql = sql;
    this.#subject = subject;
  }

  /** What the learner withdrew from a client. */
  consent(clientId: string): ConsentState {
    const withdrawn = this.#sql
      .exec<{ scope: string; atMs: number }>(
        'select scope, withdrawn_at_ms as atMs from withdrawal where client_id = ? order by scope',
        clientId,
      )
      .toArray();
    const query = 'select max(deleted_at_ms) as atMs from tombstone';
    return { withdrawn, deletedAtMs: this.#sql.exec<{ atMs: number | null }>(query).one().atMs };
  }

  /** Withdraws scopes, see `RightsStore.withdraw`. */
  withdraw(scopes: readonly string[], { clientId, nowMs }: Writer): void {
    for (const scope of scopes) {
      this.#sql.exec(
        `insert into withdrawal(client_id, scope, withdrawn_at_ms) values (?, ?, ?)
         on conflict do update set withdrawn_at_ms = max(withdrawn_at_ms, excluded.withdrawn_at_ms)`,
        clientId,
        scope,
        nowMs,
      );
    }
    if (!scopes.includes(this.#subject.readScope)) return;
    this.#sql.exec("delete from ticket where purpose = 'export'");
    this.#ended += 1;
  }

  /** Rows of each counted table. */
  rowCounts(): Record<Counted, number> {
    const count = (table: string) => this.#sql.exec<{ n: number }>(`select count(*) as n from ${table}`).one().n;
    const counts = Object.entries<string>(this.#subject.counted).map(([name, table]) => [name, count(table)]);
    return Object.fromEntries(counts) as Record<Counted, number>;
  }

  /** Stores the hash of a one-time secret. */
  issueTicket(purpose: string, hash: string, expiresAtMs: number, nowMs: number): void {
    this.#sql.exec('delete from ticket where expires_at_ms <= ?', nowMs);
    this.#sql.exec('insert into ticket(hash, purpose, expires_at_ms) values (?, ?, ?)', hash, purpose, expiresAtMs);
    this.#dropOldTickets(purpose);
  }

  /** Redeems a ticket: `used` when that was done before, null when it is unknown or expired. */
  redeemTicket(purpose: string, hash: string, nowMs: number): 'redeemed' | 'used' | null {
    const used = `used ${purpose}`;
    const query =
      'update ticket set purpose = ?, expires_at_ms = ? where hash = ? and purpose = ? and expires_at_ms > ?';
    if (this.#sql.exec(query, used, nowMs + USED_MS, hash, purpose, nowMs).rowsWritten > 0) {
      this.#dropOldTickets(used);
      return 'redeemed';
    }
    const known = 'select 1 from ticket where hash = ? and purpose = ? and expires_at_ms > ?';
    return this.#sql.exec(known, hash, used, nowMs).toArray().length > 0 ? 'used' : null;
  }

  #dropOldTickets(purpose: string): void {
    this.#sql.exec(
      `delete from ticket where hash in (
         select hash from ticket where purpose = ? order by expires_at_ms desc limit -1 offset ${TICKET_LIMIT})`,
      purpose,
    );
  }

  /** Deletes the rows of every table, so that a table added later is erased too. */
  erase(hash: string, nowMs: number): Erasure<Counted> {
    const query = 'select deleted_at_ms as atMs from tombstone where hash = ?';
    const done = this.#sql.exec<{ atMs: number }>(query, hash).toArray()[0];
    if (done) return { status: 'already', deletedAtMs: done.atMs, counts: null };
    if (this.redeemTicket('delete', hash, nowMs) !== 'redeemed') return { status: 'refused' };
    const counts = this.rowCounts();
    // A deletion must not restore a withdrawn scope.
    this.clear(['withdrawal']);
    this.#sql.exec('insert into tombstone(hash, deleted_at_ms) values (?, ?)', hash, nowMs);
    return { status: 'erased', deletedAtMs: nowMs, counts };
  }

  /** Deletes the rows of all tables but these, and ends the downloads that have begun. */
  clear(kept: readonly string[] = []): void {
    this.#ended += 1;
    const tables = this.#sql
      .exec<{ name: string }>(
        "select name from sqlite_master where type = 'table' and name not like '\\_cf%' escape '\\'",
      )
      .toArray();
    const others = tables.filter(({ name }) => name !== 'schema_version' && !kept.includes(name));
    for (const { name } of others) this.#sql.exec(`delete from "${name}"`);
  }

  /**
   * All rows as a stream: the whole data of a learner may not fit into memory twice. It fails where the learner erases everything or
   * withdraws reading before its end, since what is written afterwards belongs to another consent.
   */
  exportStream(format: ExportFormat, nowMs: number, added: AddedRows): ReadableStream<Uint8Array> {
    const chunks = this.#chunks(format, nowMs, added);
    const encoder = new TextEncoder();
    const before = this.#ended;
    return new ReadableStream({
      type: 'bytes',
      pull: (controller) => {
        if (this.#ended !== before) throw new TypeError('the consent of this download ended');
        const { done, value } = chunks.next();
        if (done) controller.close();
        else controller.enqueue(encoder.encode(value));
      },
    });
  }

  /** The same JSON as one text; null when it takes more than `maxCharacters`. */
  exportJson(maxCharacters: number, nowMs: number, added: AddedRows = {}): string | null {
    let text = '';
    for (const chunk of this.#chunks('json', nowMs, added)) {
      text += chunk;
      if (text.length > maxCharacters) return null;
    }
    return text;
  }

  *#chunks(format: ExportFormat, nowMs: number, added: AddedRows): Generator<string, void> {
    const { exported, format: named } = this.#subject;
    const tables = Object.keys(exported);
    const columnsOf = (table: string) => this.#sql.exec(`select * from ${table} limit 0`).columnNames;
    const columns = () => new Set(tables.flatMap(columnsOf));
    const parts = exportParts(format, { format: named, tables, columns, added }, nowMs);
    for (let part = parts.next(); !part.done; ) {
      if (typeof part.value === 'string') {
        yield part.value;
        part = parts.next([]);
      } else part = parts.next(this.pageOf(part.value.table, exported[part.value.table] ?? [], part.value.after));
    }
  }

  /** Rows after one, by key: rows written during the export do not shift the pages. */
  pageOf(table: string, key: readonly string[], after: ExportRow | null, limit: number = PAGE_ROWS): ExportRow[] {
    const columns = key.join(', ');
    const beyond = after === null ? '' : `where (${columns}) > (${key.map(() => '?').join(', ')})`;
    const position = after === null ? [] : key.map((column) => (after[column] ?? null) as SqlStorageValue);
    const query = `select * from ${table} ${beyond} order by ${columns} limit ${limit}`;
    return this.#sql.exec<Record<string, SqlStorageValue>>(query, ...position).toArray();
  }
}
