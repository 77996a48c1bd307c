import {
  type Document,
  type DocumentPage,
  type DocumentQuery,
  type DocumentStore,
  type DocumentWrite,
  decideDocument,
  type SavedDocument,
  type Writer,
  withFreeKey,
} from '@aisystant/mcp/learner-store';
import { type BoundQuery, surql } from 'surrealdb';
import { DOCUMENT_LIMITS, type DocumentBodies } from '../twin-store.ts';
import { type Counts, countsOf } from './counts.ts';
import { type LearnerRecord, withTwin } from './learner-record.ts';
import type { Decision, LearnerSession } from './learner-session.ts';

/** A document as it is stored. `said` is the fingerprint of the request that made it. */
interface StoredDocument {
  readonly document_id: string;
  readonly on_date: string;
  readonly version: number;
  readonly body: string;
  readonly idempotency_key: string | null;
  readonly said: string | null;
  readonly created_at_ms: number;
  readonly updated_at_ms: number;
}

type Kind = keyof DocumentBodies;

/** The documents of a learner in SurrealDB. */
export function documentRecords(session: LearnerSession): DocumentStore<DocumentBodies> {
  return {
    saveDocument: (kind, write, writer) => save(session, kind, write, writer),
    async findDocument<K extends Kind>(kind: K, id: string) {
      const row = await session.read<StoredDocument | undefined>(stored(session, kind, id));
      return row ? documentOf<DocumentBodies[K]>(row) : null;
    },
    async listDocuments<K extends Kind>(kind: K, query: DocumentQuery): Promise<DocumentPage<DocumentBodies[K]>> {
      const { page, counts } = await session.read<{ page: StoredDocument[]; counts: Counts }>(listed(kind, query));
      const documents = page.map((row) => ({ ...documentOf<DocumentBodies[K]>(row), date: row.on_date }));
      return { documents, ...counts };
    },
  };
}

/** A document, as a query that may find none. */
const stored = (session: LearnerSession, kind: Kind, id: string): BoundQuery =>
  surql`(SELECT * OMIT id FROM ${session.id('document', kind, id)})[0]`;

/** The document of a stored record. Bodies are stored as validated, so the kind tells the type. */
function documentOf<Body>(row: StoredDocument): Document<Body> {
  const { document_id: id, version, body, created_at_ms: createdAtMs, updated_at_ms: updatedAtMs } = row;
  return { id, version, body: JSON.parse(body) as Body, createdAtMs, updatedAtMs };
}

function save<K extends Kind>(
  session: LearnerSession,
  kind: K,
  requested: DocumentWrite<DocumentBodies[K]>,
  writer: Writer,
): Promise<SavedDocument<DocumentBodies[K]>> {
  const { id, idempotencyKey } = requested;
  const key = idempotencyKey?.key ?? null;
  // All that `withFreeKey` may ask for: the key itself, and the same with a number.
  const about =
    id === null
      ? surql`(SELECT * OMIT id FROM document WHERE learner = $auth AND kind = ${kind}
          AND idempotency_key >= ${key} AND idempotency_key < ${`${key};`})`
      : surql`(SELECT * OMIT id FROM ${session.id('document', kind, id)})`;
  const facts = surql`{ rows: ${about},
    many: (SELECT count() FROM ${session.range('document', [kind])} GROUP ALL)[0].count }`;
  return session.write<{ rows: StoredDocument[]; many?: number }, SavedDocument<DocumentBodies[K]>>(
    facts,
    ({ rows, many }, learner) => {
      const find = (write: DocumentWrite<string>) => {
        const row = id === null ? rows.find((each) => each.idempotency_key === write.idempotencyKey?.key) : rows[0];
        return row ? { ...row, fingerprint: row.said } : null;
      };
      const write = withFreeKey({ ...requested, body: JSON.stringify(requested.body) }, find);
      const decision = decideDocument(find(write), write, () => (many ?? 0) >= DOCUMENT_LIMITS[kind]);
      if (decision.status === 'insert') return inserted(session, kind, write, { learner, writer });
      if (!('known' in decision)) return { outcome: decision };
      const { status, known } = decision;
      if (status === 'same') return { outcome: { status, document: documentOf(known) } };
      return updated(session, kind, { known, write, writer });
    },
  );
}

function inserted<K extends Kind>(
  session: LearnerSession,
  kind: K,
  write: DocumentWrite<string>,
  { learner, writer }: { readonly learner: LearnerRecord; readonly writer: Writer },
): Decision<SavedDocument<DocumentBodies[K]>> {
  const id = write.id ?? crypto.randomUUID();
  const row = {
    kind,
    document_id: id,
    label: write.label,
    on_date: write.date,
    version: 1,
    idempotency_key: write.idempotencyKey?.key ?? null,
    said: write.idempotencyKey?.fingerprint ?? null,
    body: write.body,
    client_id: writer.clientId,
    created_at_ms: writer.nowMs,
    updated_at_ms: writer.nowMs,
  };
  return {
    outcome: { status: 'created', document: documentOf(row) },
    learner: withTwin(learner, writer),
    statements: [surql`CREATE ${session.id('document', kind, id)} CONTENT ${row} RETURN NONE`],
  };
}

function updated<K extends Kind>(
  session: LearnerSession,
  kind: K,
  {
    known,
    write,
    writer,
  }: { readonly known: StoredDocument; readonly write: DocumentWrite<string>; readonly writer: Writer },
): Decision<SavedDocument<DocumentBodies[K]>> {
  const changed = { version: known.version + 1, body: write.body, updated_at_ms: writer.nowMs };
  const merged = { ...changed, label: write.label, on_date: write.date, client_id: writer.clientId };
  return {
    outcome: { status: 'updated', document: documentOf({ ...known, ...changed }) },
    statements: [surql`UPDATE ${session.id('document', kind, known.document_id)} MERGE ${merged} RETURN NONE`],
  };
}

/** A page of documents, the newest date first, and how many there are on all pages. */
function listed(kind: Kind, { labels, from, to, limit, after }: DocumentQuery): BoundQuery {
  const where =
    () => surql`FROM document WHERE learner = $auth AND kind = ${kind} AND on_date >= ${from} AND on_date <= ${to}
    ${labels === null ? surql`` : surql`AND label IN ${labels}`}`;
  const position = after
    ? surql`AND (on_date < ${after.date} OR (on_date = ${after.date} AND document_id < ${after.id}))`
    : surql``;
  const any = surql`SELECT VALUE document_id FROM document WHERE learner = $auth AND kind = ${kind} LIMIT 1`;
  return surql`{
    page: (SELECT * OMIT id ${where()} ${position} ORDER BY on_date DESC, document_id DESC LIMIT ${limit}),
    counts: ${countsOf(where(), any)} }`;
}
