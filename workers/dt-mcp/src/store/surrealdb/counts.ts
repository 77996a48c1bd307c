import { type BoundQuery, surql } from 'surrealdb';

/** What is known of a list besides its page. */
export interface Counts {
  /** How many items are on all pages. */
  readonly total: number;
  /** Whether any item exists, listed or not. */
  readonly anyExist: boolean;
}

/**
 * Counts the items of a list, and asks for any item only where none is listed: that may read a thousand. The page itself must
 * stay outside of a block with LET, where the engine takes as many records as the limit says before it puts them in order.
 */
export const countsOf = (from: BoundQuery, any: BoundQuery): BoundQuery => surql`{
  LET $total = (SELECT count() ${from} GROUP ALL)[0].count ?? 0;
  { total: $total, anyExist: $total > 0 OR array::len((${any})) > 0 } }`;
