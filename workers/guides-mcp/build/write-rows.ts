import type { Database } from '@aisystant/mcp/d1';

/** Most characters of the JSON of one statement: two bytes a Cyrillic letter, and D1 takes 2 MB. */
const CHUNK_CHARACTERS = 400_000;

/** Writes rows into a table, many in one statement: its texts go in one JSON parameter. All rows have the same columns. */
export async function writeRows(
  db: Database,
  table: string,
  rows: readonly object[],
  report: (step: string) => void,
): Promise<void> {
  const [first] = rows;
  if (!first) return;
  const columns = Object.keys(first);
  const values = columns.map((column) => `value ->> '${column}'`).join(', ');
  const sql = `INSERT INTO ${table} (${columns.join(', ')}) SELECT ${values} FROM json_each(?)`;
  let written = 0;
  await reconnect(db);
  for (const chunk of chunksOf(rows)) {
    await db.batch([db.prepare(sql).bind(`[${chunk.join(',')}]`)]);
    written += chunk.length;
    report(`${table.replace(/_\d+$/, '')}: ${written} of ${rows.length}`);
  }
}

/**
 * Makes sure that the connection is alive. To read a corpus and to work out its stems takes longer than an idle connection is
 * kept, and a write must not be the one to find out: whether it was done could not be told.
 */
export async function reconnect(db: Database, tries = 3): Promise<void> {
  try {
    await db.batch([db.prepare('SELECT 1')]);
  } catch (error) {
    if (tries === 1) throw error;
    await reconnect(db, tries - 1);
  }
}

function* chunksOf(rows: readonly object[]): Generator<readonly string[]> {
  let chunk: string[] = [];
  let characters = 0;
  for (const row of rows) {
    const json = JSON.stringify(row);
    if (chunk.length > 0 && characters + json.length > CHUNK_CHARACTERS) {
      yield chunk;
      [chunk, characters] = [[], 0];
    }
    chunk.push(json);
    characters += json.length;
  }
  if (chunk.length > 0) yield chunk;
}
