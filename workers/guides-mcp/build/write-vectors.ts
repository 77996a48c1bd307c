import { sha256Hex } from '@aisystant/mcp';
import { type Database, rowsOf } from '@aisystant/mcp/d1';
import { keyIn } from '../src/store/table-names.ts';
import { IDS_AT_ONCE, TEXTS_AT_ONCE, VectorFailure, type Vectors } from '../src/store/vectors.ts';
import type { IdentifiedPage } from './page-ids.ts';
import { passagesOf } from './passages.ts';
import { writeRows } from './write-rows.ts';

/** Calls of the model at once. */
const CALLS_AT_ONCE = 4;
/** Pauses before a failed call is repeated, milliseconds. */
const PAUSES = [1_000, 4_000];

const wait = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

/** The vectors of a generation, and how they are made. */
export interface VectorWork {
  readonly generation: number;
  readonly pages: readonly IdentifiedPage[];
  readonly report: (step: string) => void;
  /** Waits before a call is repeated. */
  readonly pause?: (ms: number) => Promise<unknown>;
}

/**
 * Makes the vectors of the passages that the index does not have yet, and says how many passages the pages have. Every row is
 * written before its vector and marked after it, so it may be stopped at any moment. Throws `VectorFailure`.
 */
export async function writeVectors(db: Database, vectors: Vectors, work: VectorWork): Promise<number> {
  const { generation, pages, report, pause = wait } = work;
  const texts = new Map<string, string>();
  const rows: { generation: number; id: string; page: number }[] = [];
  for (const [n, page] of pages.entries()) {
    for (const text of passagesOf(page)) {
      const id = await idOf(vectors.model, text);
      texts.set(id, text);
      rows.push({ generation, id, page: keyIn(generation, n) });
    }
  }
  await writeRows(db, 'vector', rows, () => {});
  const stored = await rowsOf<{ id: string }>(db, 'SELECT DISTINCT id FROM vector WHERE stored = 1');
  const known = stored.map(({ id }) => id).filter((id) => texts.has(id));
  await markStored(db, known);
  for (const id of known) texts.delete(id);
  const batches = groupsOf([...texts], TEXTS_AT_ONCE);
  let done = 0;
  await inParallel(batches, async (batch) => {
    const embed = () => vectors.embed(batch.map(([, text]) => text));
    const made = await withPauses(embed, pause);
    const put = () => vectors.put(batch.flatMap(([id], n) => (made[n] ? [{ id, vector: made[n] }] : [])));
    await withPauses(put, pause);
    await markStored(
      db,
      batch.map(([id]) => id),
    );
    done += batch.length;
    report(`vectors: ${done} of ${texts.size}`);
  });
  return rows.length;
}

/** Whether the index has lost the vectors of a generation, as one that was made again has. Then all of them are made again. */
export async function haveVectorsGone(db: Database, vectors: Vectors, generation: number): Promise<boolean> {
  if ((await vectors.count()) === 0) await db.batch([db.prepare('UPDATE vector SET stored = 0')]);
  const missing = 'SELECT 1 FROM vector WHERE generation = ? AND stored = 0 LIMIT 1';
  return (await rowsOf(db, missing, generation)).length > 0;
}

/**
 * Removes the vectors that only older generations have, and then their rows. `kept`: those that readers may still be in. A
 * row is unmarked before its vector goes: an import that comes after a stop makes the vector again.
 */
export async function removeOldVectors(db: Database, vectors: Vectors, kept: readonly number[]): Promise<void> {
  const old = 'generation < ?1 AND generation NOT IN (SELECT value FROM json_each(?2))';
  const values = [Math.max(...kept), JSON.stringify(kept)];
  const rows = await rowsOf<{ id: string }>(
    db,
    `SELECT DISTINCT id FROM vector WHERE ${old} EXCEPT SELECT id FROM vector WHERE NOT (${old})`,
    ...values,
  );
  for (const ids of groupsOf(
    rows.map(({ id }) => id),
    IDS_AT_ONCE,
  )) {
    await db.batch([
      db.prepare('UPDATE vector SET stored = 0 WHERE id IN (SELECT value FROM json_each(?))').bind(JSON.stringify(ids)),
    ]);
    await vectors.remove(ids);
  }
  await db.batch([db.prepare(`DELETE FROM vector WHERE ${old}`).bind(...values)]);
}

/** At most 64 bytes, whatever the page is called. */
async function idOf(model: string, text: string): Promise<string> {
  return (await sha256Hex(`${model}\n${text}`)).slice(0, 40);
}

async function markStored(db: Database, ids: readonly string[]): Promise<void> {
  const sql = 'UPDATE vector SET stored = 1 WHERE id IN (SELECT value FROM json_each(?))';
  await db.batch([db.prepare(sql).bind(JSON.stringify(ids))]);
}

/** Runs a task again after a failure that may pass. */
async function withPauses<T>(task: () => Promise<T>, pause: (ms: number) => Promise<unknown>): Promise<T> {
  for (const ms of PAUSES) {
    try {
      return await task();
    } catch (error) {
      if (!(error instanceof VectorFailure) || error.reason === 'quota') throw error;
      await pause(ms);
    }
  }
  return task();
}

/** Runs some tasks at once until all are done or one fails; what has begun then is waited for. */
async function inParallel<Item>(items: readonly Item[], task: (item: Item) => Promise<void>): Promise<void> {
  const left = [...items];
  const runs = Array.from({ length: CALLS_AT_ONCE }, async () => {
    for (let item = left.shift(); item !== undefined; item = left.shift()) {
      await task(item).catch((error: unknown) => {
        left.length = 0;
        throw error;
      });
    }
  });
  const failed = (await Promise.allSettled(runs)).find((run) => run.status === 'rejected');
  if (failed) throw failed.reason;
}

function groupsOf<Item>(items: readonly Item[], size: number): readonly (readonly Item[])[] {
  return Array.from({ length: Math.ceil(items.length / size) }, (_, n) => items.slice(n * size, (n + 1) * size));
}

/** What is done with vectors where there are any: without them the texts are found by words all the same. */
export async function withVectors<T>(vectors: Vectors | null, task: (vectors: Vectors) => Promise<T>) {
  try {
    return { value: vectors && (await task(vectors)), failure: null };
  } catch (error) {
    if (error instanceof VectorFailure) return { value: null, failure: error.message };
    throw error;
  }
}
