/** What a creating request made: now, or when it came first. */
export interface Made<T> {
  readonly value: T;
  /** Whether the same request had made it before. */
  readonly repeated: boolean;
}

/**
 * Why nothing was made: what it belongs to is not there, the idempotency key was used for another request, or what it made
 * was deleted.
 */
export type NotMade = 'not_found' | 'key_conflict' | 'deleted';
