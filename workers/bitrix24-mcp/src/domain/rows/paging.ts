import { type Dialect, PAGE } from '../entity.ts';
import type { Filter } from '../request/condition.ts';
import type { Direction, EffectiveRequest } from '../request/list-request.ts';
import { idOf, type Row } from './row.ts';

/** Where a list is read on: after so many rows, after an id, or nowhere. `count` is how many of its rows came before. */
export type Position =
  | { readonly after: 'rows'; readonly count: number }
  | { readonly after: 'id'; readonly id: string; readonly count: number }
  | { readonly after: 'end' };

/** The beginning of a list. */
export const BEGINNING: Position = { after: 'rows', count: 0 };

/** The portal counts the rest of longer lists for minutes, so a continuation of those asks for no count. */
const COUNTED_UP_TO = 2_000;

/** One page to ask for. */
export interface PageRequest {
  readonly filter: Filter;
  /** First row, a multiple of fifty; −1 asks for no count. */
  readonly start: number;
  /** Number of the page before, after whose last row this one begins. */
  readonly afterPage: number | null;
}

/** The pages that hold the next `limit` rows of one list. */
export function pagesFor({
  filter,
  position,
  limit,
  order,
  dialect,
  total,
}: {
  readonly filter: Filter;
  readonly position: Position;
  readonly limit: number;
  readonly order: EffectiveRequest['order'];
  readonly dialect: Dialect;
  /** Rows of all lists, as an earlier answer counted them; 0 before the first one. */
  readonly total: number;
}): readonly PageRequest[] {
  if (position.after === 'end') return [];
  if (position.after === 'rows') {
    const first = Math.floor(position.count / PAGE);
    const last = Math.floor((position.count + limit - 1) / PAGE);
    return Array.from({ length: last - first + 1 }, (_, index) => ({
      filter,
      start: (first + index) * PAGE,
      afterPage: null,
    }));
  }
  const key = idKey(order);
  return Array.from({ length: Math.ceil(limit / PAGE) }, (_, index) => ({
    filter: index === 0 ? { ...filter, [key]: position.id } : filter,
    // Only lists of CRM can be read without a count.
    start: dialect === 'crm' && (index > 0 || total > COUNTED_UP_TO) ? -1 : 0,
    afterPage: index === 0 ? null : index - 1,
  }));
}

/** The condition on the id by which a list is read on. */
export function idKey([first]: EffectiveRequest['order']): '>ID' | '<ID' {
  const direction: Direction = first?.[1] ?? 'DESC';
  return direction === 'ASC' ? '>ID' : '<ID';
}

/** Whether a list is in the order of ids; no two rows have the same id, so further columns of the order change nothing. */
export const isById = ([first]: EffectiveRequest['order']): boolean => first?.[0] === 'ID';

/** One list as it was read. */
export interface ReadList {
  readonly position: Position;
  /** The rows from the position on. */
  readonly rows: readonly Row[];
  /** Rows of the whole list. */
  readonly total: number;
  /** Whether there may be rows after those. */
  readonly hasMore: boolean;
}

/** Joins the pages of one list. A page that is not full is the last one, whatever was asked for after it. */
export function joinPages(
  position: Position,
  pages: readonly (readonly Row[])[],
  {
    counted,
    before,
  }: {
    /** What the portal counted with the first page: the whole list, or its rows after an id; null when it did not count. */
    readonly counted: number | null;
    /** Rows of the whole list, as an earlier answer counted them. */
    readonly before: number;
  },
): ReadList {
  if (position.after === 'end') return { position, rows: [], total: before, hasMore: false };
  const short = pages.findIndex((page) => page.length < PAGE);
  const joined = (short < 0 ? pages : pages.slice(0, short + 1)).flat();
  const rows = position.after === 'rows' ? joined.slice(position.count % PAGE) : joined;
  const shown = position.count + rows.length;
  const total = counted === null || position.after === 'rows' ? counted : position.count + counted;
  // A count of fewer rows than there are here tells nothing of the others.
  if (total === null || (rows.length > 0 && total < shown))
    return { position, rows, total: short < 0 ? Math.max(before, shown) : shown, hasMore: short < 0 };
  // The portal may change between its count and the pages: the end of the rows is the end, whatever was counted.
  return { position, rows, total, hasMore: short < 0 && shown < total };
}

/** The rows of several lists in one order, and where each list is read on. */
export interface MergedRows {
  readonly rows: readonly Row[];
  readonly positions: readonly Position[];
}

/** The first rows of ordered lists, merged, as many as `fits` lets in and at most `limit`. */
export function mergeLists(
  lists: readonly ReadList[],
  {
    limit,
    order,
    orderOfRows,
    dialect,
    fits,
  }: {
    readonly limit: number;
    readonly order: EffectiveRequest['order'];
    readonly orderOfRows: (one: Row, other: Row) => number;
    readonly dialect: Dialect;
    /** Whether one more row fits into an answer. */
    readonly fits: (row: Row) => boolean;
  },
): MergedRows {
  const taken = lists.map(() => 0);
  const rows: Row[] = [];
  while (rows.length < limit) {
    const next = nextOf(lists, taken, orderOfRows);
    if (next === null) break;
    const row = lists[next]?.rows[taken[next] ?? 0] as Row;
    if (!fits(row)) break;
    rows.push(row);
    taken[next] = (taken[next] ?? 0) + 1;
  }
  const last = rows.at(-1);
  const isRead = lists.every((list, index) => taken[index] === list.rows.length && !list.hasMore);
  const positions = lists.map((list, index): Position => {
    if (isRead) return { after: 'end' };
    return isById(order) && last !== undefined
      ? afterRow(list, taken[index] ?? 0, idOf(last, dialect))
      : afterCount(list, taken[index] ?? 0);
  });
  return { rows, positions };
}

/** Number of the list whose next row comes first; null when all that was read is taken. */
function nextOf(
  lists: readonly ReadList[],
  taken: readonly number[],
  order: (one: Row, other: Row) => number,
): number | null {
  let best: number | null = null;
  for (const [index, { rows, hasMore }] of lists.entries()) {
    const row = rows[taken[index] ?? 0];
    // What comes after the rows that were read of this list is not known: the others must not overtake it.
    if (row === undefined && hasMore) return null;
    if (row === undefined) continue;
    const leader = best === null ? undefined : lists[best]?.rows[taken[best] ?? 0];
    if (leader === undefined || order(row, leader) < 0) best = index;
  }
  return best;
}

/**
 * All lists go on after the last row that was shown, those too that have no more rows now: a row may come from one list to
 * another between two pages, and must be neither lost nor shown twice.
 */
function afterRow({ position }: ReadList, taken: number, id: string): Position {
  return { after: 'id', id, count: taken + (position.after === 'end' ? 0 : position.count) };
}

function afterCount({ position, rows, hasMore }: ReadList, taken: number): Position {
  if (position.after === 'end' || (taken === rows.length && !hasMore)) return { after: 'end' };
  return { ...position, count: position.count + taken };
}
