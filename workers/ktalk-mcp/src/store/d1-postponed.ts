import { boundOn, type Database, rowsOf } from '@aisystant/mcp/d1';
import { dueUnlessSet } from './due-parts.ts';
import type { IndexWriter, RecordingPart } from './index-store.ts';
import { IS_POSTPONED } from './schema.ts';

/** Parts that could not be read. */
export function postponements(db: Database): Pick<IndexWriter, 'postpone' | 'postponed'> {
  const bound = boundOn(db);
  return {
    async postpone(part, { key, due }, dueAt) {
      const { due: column, failures } = PART_COLUMNS[part];
      const sets = `${column} = ${dueUnlessSet(column)}, ${failures} = ${failures} + 1`;
      await db.batch([bound(`UPDATE recording SET ${sets} WHERE key = ?1`, key, dueAt, due)]);
    },

    async postponed() {
      const [row] = await rowsOf<{ count: number }>(
        db,
        `SELECT count(*) AS count FROM recording WHERE ${IS_POSTPONED}`,
      );
      return row?.count ?? 0;
    },
  };
}

const PART_COLUMNS = {
  rights: { due: 'rights_due', failures: 'rights_failures' },
  transcript: { due: 'transcript_due', failures: 'transcript_failures' },
} as const satisfies { readonly [part in RecordingPart]: object };
