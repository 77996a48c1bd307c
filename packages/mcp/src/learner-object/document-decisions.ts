import type { IdempotencyKey } from '../define/idempotency.ts';
import type { DocumentWrite, SavedDocument } from './document-store.ts';

// What a write of a document does, whatever stores it.

/** What a decision needs to know of a stored document; its body is JSON. */
export interface KnownDocument {
  readonly version: number;
  readonly body: string;
  /** Of the request that made it, see {@link IdempotencyKey}. */
  readonly fingerprint: string | null;
}

/** What is to be stored, or the refusal of a write. */
export type DocumentDecision<Known> =
  | { readonly status: 'insert' }
  | { readonly status: 'update' | 'same'; readonly known: Known }
  | Refusal;

type Refusal = Exclude<SavedDocument<never>, { readonly document: unknown }>;

/**
 * Decides about the document that a write is about; null when there is none. Writing the stored body again changes nothing,
 * for any version.
 */
export function decideDocument<Known extends KnownDocument>(
  known: Known | null,
  write: DocumentWrite<string>,
  isFull: () => boolean,
): DocumentDecision<Known> {
  if (known === null) {
    if (write.id !== null && !write.create) return { status: 'not_found' };
    if (write.expectedVersion !== 0) return { status: 'conflict', version: 0 };
    return { status: isFull() ? 'full' : 'insert' };
  }
  if (known.body === write.body) return { status: 'same', known };
  if (write.id === null) {
    const isRepeated = known.fingerprint === null || known.fingerprint === (write.idempotencyKey?.fingerprint ?? null);
    return isRepeated ? { status: 'same', known } : { status: 'key_conflict' };
  }
  if (write.expectedVersion !== known.version) return { status: 'conflict', version: known.version };
  return { status: 'update', known };
}

/**
 * Without a client key the key is a hash of the request. If that document was edited since, the same request means a new
 * document: `key:2`, `key:3` … until the key is free or its document is unedited.
 */
export function withFreeKey(
  write: DocumentWrite<string>,
  find: (write: DocumentWrite<string>) => KnownDocument | null,
): DocumentWrite<string> {
  const { id, idempotencyKey, body } = write;
  if (id !== null || idempotencyKey === null || idempotencyKey.fingerprint !== null) return write;
  for (let number = 1; ; number += 1) {
    const next = number === 1 ? write : { ...write, idempotencyKey: numbered(idempotencyKey, number) };
    const known = find(next);
    if (known === null || known.version === 1 || known.body === body) return next;
  }
}

function numbered({ key, fingerprint }: IdempotencyKey, number: number): IdempotencyKey {
  return { key: `${key}:${number}`, fingerprint };
}
