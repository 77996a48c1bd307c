import { boundOn, type Database, rowsOf } from '@aisystant/mcp/d1';
import type { IndexWriter, SyncState } from './index-store.ts';

/** The state of the synchronization. */
export function stateWrites(db: Database): Pick<IndexWriter, 'state' | 'saveState'> {
  const bound = boundOn(db);
  return {
    async state() {
      const [row] = await rowsOf<StateRow>(db, 'SELECT * FROM sync');
      return stateOf(row);
    },

    async saveState(change) {
      const entries = Object.entries(change) as [keyof SyncState, unknown][];
      const sets = entries.map(([field]) => `${STATE_COLUMNS[field]} = ?`);
      await db.batch([bound(`UPDATE sync SET ${sets.join(', ')}`, ...entries.map(([, value]) => value))]);
    },
  };
}

interface StateRow {
  readonly pass: number;
  readonly pass_cursor: string | null;
  readonly pass_started: number | null;
  readonly passes_done: number;
  readonly next_pass: number;
  readonly synced_at: number | null;
}

const STATE_COLUMNS = {
  pass: 'pass',
  passCursor: 'pass_cursor',
  passStarted: 'pass_started',
  passesDone: 'passes_done',
  nextPass: 'next_pass',
  syncedAt: 'synced_at',
} as const satisfies { readonly [field in keyof SyncState]: keyof StateRow };

function stateOf(row: StateRow | undefined): SyncState {
  return {
    pass: row?.pass ?? 1,
    passCursor: row?.pass_cursor ?? null,
    passStarted: row?.pass_started ?? null,
    passesDone: row?.passes_done ?? 0,
    nextPass: row?.next_pass ?? 0,
    syncedAt: row?.synced_at ?? null,
  };
}
