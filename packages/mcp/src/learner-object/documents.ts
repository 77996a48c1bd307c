import { decideDocument, withFreeKey } from './document-decisions.ts';
import type { Document, DocumentPage, DocumentQuery, DocumentWrite, SavedDocument } from './document-store.ts';
import type { LearnerDatabase, TableIndexes } from './learner-database.ts';
import type { Writer } from './writer.ts';

type DocumentRow = {
  id: string;
  on_date: string;
  version: number;
  body: string;
  created_at_ms: number;
  updated_at_ms: number;
};
type KeyedRow = DocumentRow & { fingerprint: string | null };

const COLUMNS = 'id, on_date, version, body, created_at_ms, updated_at_ms';

/** The indexes of the table `document`. */
export const DOCUMENT_INDEXES: TableIndexes = {
  document: [
    'create index if not exists document_by_date on document(kind, on_date, id)',
    'create unique index if not exists document_by_key on document(kind, idempotency_key) where idempotency_key is not null',
  ],
};

/** The table `document`: versioned JSON documents of some kinds, each with a limit. */
export class Documents<Bodies extends object> {
  readonly #sql: LearnerDatabase;
  readonly #limits: Readonly<Record<keyof Bodies, number>>;

  constructor(sql: LearnerDatabase, limits: Readonly<Record<keyof Bodies, number>>) {
    this.#sql = sql;
    this.#limits = limits;
  }

  /** Writes a document; run it in a transaction. */
  save<K extends keyof Bodies & string>(
    kind: K,
    requested: DocumentWrite<Bodies[K]>,
    writer: Writer,
  ): SavedDocument<Bodies[K]> {
    const body = JSON.stringify(requested.body);
    const write = withFreeKey({ ...requested, body }, (each) => this.#rowOf(kind, each));
    const decision = decideDocument(this.#rowOf(kind, write), write, () => this.#isFull(kind));
    if (decision.status === 'insert') return this.#insert(kind, write, writer);
    if (!('known' in decision)) return decision;
    const { status, known } = decision;
    if (status === 'same') return { status, document: documentOf(known) };
    this.#sql.exec(
      `update document set label = ?, on_date = ?, version = version + 1, body = ?, client_id = ?, updated_at_ms = ?
       where kind = ? and id = ?`,
      write.label,
      write.date,
      write.body,
      writer.clientId,
      writer.nowMs,
      kind,
      known.id,
    );
    return { status: 'updated', document: this.#existing(kind, known.id) };
  }

  /** Null when there is no such document. */
  find<K extends keyof Bodies & string>(kind: K, id: string): Document<Bodies[K]> | null {
    const row = this.#rows(`kind = ? and id = ?`, kind, id)[0];
    return row ? documentOf(row) : null;
  }

  /** One page of documents, the newest date first. */
  list<K extends keyof Bodies & string>(
    kind: K,
    { labels, from, to, limit, after }: DocumentQuery,
  ): DocumentPage<Bodies[K]> {
    const where = `kind = ? and on_date >= ? and on_date <= ? and (? is null or label in (select value from json_each(?)))`;
    const list = labels && JSON.stringify(labels);
    const filters = [kind, from, to, list, list];
    // The limit is not bound: SQLite plans with its value, and compiles the statement again each time that it is.
    const rows = this.#rows(
      `${where} ${after ? 'and (on_date, id) < (?, ?)' : ''} order by on_date desc, id desc limit ${limit}`,
      ...filters,
      ...(after ? [after.date, after.id] : []),
    );
    const isWhole = !after && rows.length < limit;
    const total = isWhole ? rows.length : this.#number(`select count(*) as n from document where ${where}`, ...filters);
    const anyExist = total > 0 || this.#number('select exists(select 1 from document where kind = ?) as n', kind) > 0;
    const documents = rows.map((row) => ({ ...documentOf<Bodies[K]>(row), date: row.on_date }));
    return { documents, total, anyExist };
  }

  /** The row a write is about: of its id, else of its idempotency key. */
  #rowOf(kind: string, { id, idempotencyKey }: DocumentWrite<string>): KeyedRow | null {
    const [column, value] = id === null ? ['idempotency_key', idempotencyKey?.key ?? null] : ['id', id];
    const query = `select ${COLUMNS}, said as fingerprint from document where kind = ? and ${column} = ?`;
    return this.#sql.exec<KeyedRow>(query, kind, value).toArray()[0] ?? null;
  }

  #insert<K extends keyof Bodies & string>(
    kind: K,
    write: DocumentWrite<string>,
    { clientId, nowMs }: Writer,
  ): SavedDocument<Bodies[K]> {
    const id = write.id ?? crypto.randomUUID();
    this.#sql.indexFirstRow('document');
    this.#sql.exec(
      `insert into document(kind, id, label, on_date, version, idempotency_key, said, body, client_id, created_at_ms, updated_at_ms)
       values (?, ?, ?, ?, 1, ?, ?, ?, ?, ?, ?)`,
      kind,
      id,
      write.label,
      write.date,
      write.idempotencyKey?.key ?? null,
      write.idempotencyKey?.fingerprint ?? null,
      write.body,
      clientId,
      nowMs,
      nowMs,
    );
    return { status: 'created', document: this.#existing(kind, id) };
  }

  #isFull(kind: keyof Bodies & string): boolean {
    return this.#number('select count(*) as n from document where kind = ?', kind) >= this.#limits[kind];
  }

  #existing<K extends keyof Bodies & string>(kind: K, id: string): Document<Bodies[K]> {
    const document = this.find(kind, id);
    if (document === null) throw new TypeError('a document is missing after its write');
    return document;
  }

  #rows(condition: string, ...values: SqlStorageValue[]): DocumentRow[] {
    return this.#sql.exec<DocumentRow>(`select ${COLUMNS} from document where ${condition}`, ...values).toArray();
  }

  #number(query: string, ...values: SqlStorageValue[]): number {
    return this.#sql.exec<{ n: number }>(query, ...values).one().n;
  }
}

/** Bodies are stored as validated, so the kind tells the type. */
function documentOf<Body>({ id, version, body, created_at_ms, updated_at_ms }: DocumentRow): Document<Body> {
  return { id, version, body: JSON.parse(body) as Body, createdAtMs: created_at_ms, updatedAtMs: updated_at_ms };
}
