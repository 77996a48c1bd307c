import type { IdempotencyKey } from '../define/idempotency.ts';
import type { Writer } from './writer.ts';

/** A stored document. */
export interface Document<Body> {
  readonly id: string;
  /** From 1, raised by one with every change. */
  readonly version: number;
  readonly body: Body;
  readonly createdAtMs: number;
  readonly updatedAtMs: number;
}

/** A document to create or to replace. */
export interface DocumentWrite<Body> {
  /** Null creates a document with a new id. */
  readonly id: string | null;
  /** Whether an id that does not exist yet is created. */
  readonly create: boolean;
  /** Lists filter by it: a status, a type. */
  readonly label: string;
  /** `YYYY-MM-DD`; lists are ordered by it. */
  readonly date: string;
  readonly body: Body;
  /** The version the caller read; 0 when there is none. Any other stored version is a conflict. */
  readonly expectedVersion: number;
  /** Recognizes a repeated creation; null where the id does. */
  readonly idempotencyKey: IdempotencyKey | null;
}

/** Outcome of a write. `same`: nothing changed. `key_conflict`: the idempotency key belongs to another request. */
export type SavedDocument<Body> =
  | { readonly status: 'created' | 'updated' | 'same'; readonly document: Document<Body> }
  | { readonly status: 'conflict'; readonly version: number }
  | { readonly status: 'not_found' }
  | { readonly status: 'key_conflict' }
  | { readonly status: 'full' };

/** Selects documents by label and date, the newest date first. */
export interface DocumentQuery {
  /** Null selects every label. */
  readonly labels: readonly string[] | null;
  readonly from: string;
  readonly to: string;
  readonly limit: number;
  /** The last document of the previous page. */
  readonly after: { readonly date: string; readonly id: string } | null;
}

/** A page of documents. */
export interface DocumentPage<Body> {
  readonly documents: readonly (Document<Body> & { readonly date: string })[];
  /** How many match the query on all pages. */
  readonly total: number;
  /** Whether any document of the kind exists, matching or not. */
  readonly anyExist: boolean;
}

/** Versioned documents of one learner. `Bodies` maps each kind to its body. */
export interface DocumentStore<Bodies> {
  saveDocument<K extends keyof Bodies>(
    kind: K,
    write: DocumentWrite<Bodies[K]>,
    writer: Writer,
  ): Promise<SavedDocument<Bodies[K]>>;
  /** Null when there is no such document. */
  findDocument<K extends keyof Bodies>(kind: K, id: string): Promise<Document<Bodies[K]> | null>;
  listDocuments<K extends keyof Bodies>(kind: K, query: DocumentQuery): Promise<DocumentPage<Bodies[K]>>;
}
