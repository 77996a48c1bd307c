import type * as z from 'zod';
import { defineCursor } from './cursor.ts';
import { PAGE_CHARACTERS } from './limits.ts';

/** One page of a list. */
export interface ListPage<Item> {
  readonly items: Item[];
  /** Cursor of the next page; null on the last one. */
  readonly next_cursor: string | null;
}

/** The pages of one list, in the order of its positions. */
export interface ListPages<Position> {
  /** The position after which a page starts; null for the first page. Throws for a cursor of other filters. */
  after(cursor: string | undefined, filters: unknown): Position | null;
  /**
   * At most `limit` of the found rows, and fewer where their JSON would not fit into one result; at least one. Query
   * `limit + 1` rows: the extra one tells whether there is a next page.
   */
  page<Row extends Position, Item>(
    rows: readonly Row[],
    options: { readonly limit: number; readonly filters: unknown; readonly show: (row: Row) => Item },
  ): ListPage<Item>;
}

/** Defines the pages of a list. `position` is the key the list is ordered by; extra fields of a row are dropped. */
export function defineListPages<Position>(list: string, position: z.ZodType<Position>): ListPages<Position> {
  const cursors = defineCursor(list, position);
  return {
    after: (cursor, filters) => (cursor === undefined ? null : cursors.decode(cursor, filters)),
    page(rows, { limit, filters, show }) {
      const items = fitting(rows.slice(0, limit).map(show));
      const last = items.length < rows.length ? rows[items.length - 1] : undefined;
      return { items, next_cursor: last === undefined ? null : cursors.encode(position.parse(last), filters) };
    },
  };
}

/** The first items that fit into one result, at least one. */
function fitting<T>(items: readonly T[]): T[] {
  let characters = 0;
  const end = items.findIndex((item, i) => {
    characters += JSON.stringify(item).length + SUMMARY_LINE + lengthOfWords(item);
    return i > 0 && characters > PAGE_CHARACTERS;
  });
  return items.slice(0, end === -1 ? items.length : end);
}

/** What a summary says of an item besides its words. */
const SUMMARY_LINE = 80;
/** Ids, times and members of enumerations, which a summary does not repeat as they are. */
const CODE = /^[\w.:+-]{0,40}$/;

/** Characters of the texts of an item, as they are in JSON. */
function lengthOfWords(value: unknown): number {
  if (typeof value === 'string') return CODE.test(value) ? 0 : JSON.stringify(value).length;
  if (typeof value !== 'object' || value === null) return 0;
  return Object.values(value).reduce((sum, inner) => sum + lengthOfWords(inner), 0);
}
