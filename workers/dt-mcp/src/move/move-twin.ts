import { type Home, type MovableTwin, MoveConflict, type MovedRow } from '../store/home.ts';
import { MOVED } from '../store/twin-storage.ts';

const MOVED_TABLES = Object.entries(MOVED);

/** Rows that are copied at once, where they are not too long. */
const PAGE_ROWS = 500;

/** Most bytes of the rows that are copied at once, as JSON; a longer row goes alone. SurrealDB takes requests of 4 MiB. */
const PAGE_BYTES = 1_000_000;

/** Where a move goes on: after the row of this table with this key. */
export interface MoveCursor {
  readonly table: number;
  readonly after: MovedRow | null;
}

/**
 * What a part of a move has come to. `moved`: the learner is whole in the target. `already`: the learner was there.
 * `empty`: neither store knows the learner.
 */
export type MoveProgress =
  | { readonly outcome: 'moved' | 'already' | 'empty' }
  | { readonly outcome: null; readonly next: MoveCursor };

/** The stores of a move. */
export interface MoveWay {
  readonly from: MovableTwin;
  readonly to: MovableTwin;
}

/**
 * Carries out a part of a move: the first one decides what is left to do, each further one copies a page and compares the copy
 * with the original, and after the last page the original ends. A move that stopped anywhere is finished, or taken back, by
 * the next one. Throws {@link MoveConflict} where another move goes on.
 */
export async function moveTwin(way: MoveWay, move: string, cursor: MoveCursor | null): Promise<MoveProgress> {
  if (cursor === null) {
    const outcome = await begin(way, move);
    return outcome === null ? { outcome, next: { table: 0, after: null } } : { outcome };
  }
  const { from, to } = way;
  const { home, move: last } = await from.at();
  // The answer to the last part may have been lost.
  const isGone = home === 'elsewhere' && last === move;
  const next = isGone ? null : await copyPage(way, move, cursor);
  if (next) return { outcome: null, next };
  // From here on the copy is the only one, and complete: the next call of the learner, or the next move, settles it.
  await from.change('vacate', move);
  await to.change('settle', move);
  return { outcome: 'moved' };
}

async function begin(way: MoveWay, move: string): Promise<'moved' | 'already' | 'empty' | null> {
  const { from, to } = way;
  await leaveOneOwner(way, move);
  const [source, target] = await Promise.all([from.at(), to.at()]);
  if (source.home === 'elsewhere') {
    if (target.home === 'elsewhere') return 'empty';
    // A move that stopped may have left rows.
    if (source.move !== null) await from.change('vacate', source.move);
    if (target.home === 'here') return 'already';
    if (target.move !== null) await to.change('settle', target.move);
    return target.home === 'arriving' ? 'moved' : 'already';
  }
  if (source.home === 'arriving' && target.home !== 'elsewhere') {
    // A move the other way did not finish: its original is whole, and stays.
    await to.change('leave', move);
    await from.change('arrive', move);
    await from.change('vacate', move);
    await to.change('settle', move);
    return 'already';
  }
  if (source.home === 'arriving' && source.move !== null) await from.change('settle', source.move);
  await from.change('leave', move);
  await to.change('arrive', move);
  return null;
}

/**
 * Ends a store without rows where both say that the learner is theirs: those who were in SurrealDB before it knew of moves have
 * an object that was never asked. Throws {@link MoveConflict}, before anything is changed, where both have rows.
 */
async function leaveOneOwner({ from, to }: MoveWay, move: string): Promise<void> {
  const owns = async (store: MovableTwin) => OWNERS.includes((await store.at()).home);
  if (!(await owns(from)) || !(await owns(to))) return;
  const [inSource, inTarget] = [await from.rows(), await to.rows()];
  if (inSource > 0 && inTarget > 0) throw new MoveConflict();
  const empty = inSource === 0 ? from : to;
  await empty.change('leave', move);
  // A write may have come before the store closed.
  const isEmpty = (await empty.rows()) === 0;
  await empty.change(isEmpty ? 'vacate' : 'settle', move);
  if (!isEmpty) throw new MoveConflict();
}

const OWNERS: readonly Home[] = ['here', 'leaving'];

/** Copies a page; the place of the next one, or null after the last. */
async function copyPage({ from, to }: MoveWay, move: string, { table, after }: MoveCursor): Promise<MoveCursor | null> {
  const [name, key] = MOVED_TABLES[table] ?? [];
  if (name === undefined || key === undefined) return null;
  const found = await from.page(name, after, PAGE_ROWS);
  const rows = found.slice(0, rowsAtOnce(found));
  if (rows.length > 0) await to.put(move, name, rows);
  const copy = await to.page(name, after, rows.length + 1);
  if (JSON.stringify(copy) !== JSON.stringify(rows)) throw new MoveConflict();
  const last = rows.at(-1);
  if (last && (rows.length === PAGE_ROWS || rows.length < found.length)) {
    return { table, after: Object.fromEntries(key.map((column) => [column, last[column]])) };
  }
  return table + 1 < MOVED_TABLES.length ? { table: table + 1, after: null } : null;
}

/** How many of these rows are copied at once, one at least. */
function rowsAtOnce(rows: readonly MovedRow[]): number {
  const encoder = new TextEncoder();
  let bytes = 0;
  const tooMany = rows.findIndex((row) => {
    bytes += encoder.encode(JSON.stringify(row)).length;
    return bytes > PAGE_BYTES;
  });
  return tooMany === -1 ? rows.length : Math.max(1, tooMany);
}
