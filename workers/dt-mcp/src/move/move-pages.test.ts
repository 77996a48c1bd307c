import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Home, MovableTwin, MovedRow } from '../store/home.ts';
import { type MoveCursor, moveTwin } from './move-twin.ts';

/** A store in memory with documents, whose key has two columns, and what was put into it at once. */
function storeOf(home: Home, documents: readonly MovedRow[]) {
  let at = { home, move: 'm' };
  let rows = [...documents];
  const puts: (readonly MovedRow[])[] = [];
  const keyOf = ({ kind, id }: MovedRow) => `${kind} ${id}`;
  const store: MovableTwin = {
    at: async () => at,
    rows: async () => rows.length,
    async change(step, move) {
      at = { home: step === 'settle' ? 'here' : 'elsewhere', move };
      if (step === 'vacate') rows = [];
    },
    async page(table, after, limit) {
      if (table !== 'document') return [];
      return rows.filter((row) => after === null || keyOf(row) > keyOf(after)).slice(0, limit);
    },
    async put(_, _table, added) {
      puts.push(added);
      rows.push(...added);
    },
  };
  return { store, puts, rows: () => rows };
}

const bytesOf = (value: unknown) => new TextEncoder().encode(JSON.stringify(value)).length;

/** Lengths of texts in letters of two bytes: many short ones, or some that fill a page alone. */
const lengths = fc.oneof(
  fc.array(fc.nat(60_000), { maxLength: 120 }),
  fc.array(fc.constantFrom(10, 300_000, 600_000), { maxLength: 12 }),
  fc.integer({ min: 499, max: 1_001 }).map((count) => Array<number>(count).fill(5)),
);

test('a page has no more rows and bytes than a store takes, and the next one begins after a key', async () => {
  await fc.assert(
    fc.asyncProperty(lengths, async (long) => {
      const documents = long.map((length, index) => {
        return { kind: 'goal', id: String(index).padStart(5, '0'), label: null, body: 'ж'.repeat(length) };
      });
      const [from, to] = [storeOf('leaving', documents), storeOf('arriving', [])];
      for (let cursor: MoveCursor | null = { table: 0, after: null }; cursor !== null; ) {
        const progress = await moveTwin({ from: from.store, to: to.store }, 'm', cursor);
        cursor = progress.outcome === null ? progress.next : null;
        if (cursor?.after) expect(Object.keys(cursor.after)).toEqual(['kind', 'id']);
      }
      expect([to.rows(), from.rows()]).toEqual([documents, []]);
      for (const put of to.puts) {
        expect(put.length).toBeLessThanOrEqual(500);
        if (put.length > 1) expect(bytesOf(put)).toBeLessThan(1_001_000);
      }
    }),
    { numRuns: 20 },
  );
});
