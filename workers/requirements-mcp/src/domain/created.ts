/** What a request created: now, or when it came first. */
export interface Created<T> {
  readonly value: T;
  /** Whether the same request had created it before. */
  readonly repeated: boolean;
}

/**
 * Why nothing was created: what it belongs to is not there, the idempotency key was used for another request, or what it
 * created was deleted.
 */
export type CreateError = 'not_found' | 'key_conflict' | 'deleted';
