import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import type { Database, Statement } from '@aisystant/mcp/d1';
import { expect, test } from 'vitest';
import { requirementTypes } from '../src/domain/dictionaries.ts';
import { ENTITY_TYPES } from '../src/domain/entity-type.ts';
import { searchWords } from '../src/domain/search-words.ts';
import { searchStore } from '../src/store/d1-search.ts';
import { indexedWords } from '../src/store/entity-words.ts';
import { MOST_COUNTED, type SearchQuery } from '../src/store/search-store.ts';

const FOLDER = path.join(import.meta.dirname, '../migrations');
const WORKSPACE = 'a'.repeat(32);
const CALLER = { workspace: WORKSPACE, id: 'm', name: 'Имя', role: 'user', email: null, own: true } as const;
const PERSONAL = { workspace: WORKSPACE, id: 'm' };
const membership = async () => ({ ...CALLER, personal: PERSONAL, requirementTypes, clientId: 'c', founding: () => [] });

type Value = string | number | null;
interface Bound extends Statement {
  readonly sql: string;
  readonly values: readonly Value[];
}

/** A database of SQLite as the port has it, and the statements that were run. */
function opened() {
  const db = new DatabaseSync(':memory:');
  for (const file of readdirSync(FOLDER).sort()) db.exec(readFileSync(path.join(FOLDER, file), 'utf8'));
  const ran: Bound[] = [];
  const statement = (sql: string, values: readonly Value[]): Bound => ({
    sql,
    values,
    bind: (...bound: readonly unknown[]) => statement(sql, bound as readonly Value[]),
  });
  const port: Database = {
    prepare: (sql) => statement(sql, []),
    async batch<Row>(statements: readonly Statement[]) {
      return (statements as readonly Bound[]).map((each) => {
        ran.push(each);
        return { results: db.prepare(each.sql).all(...each.values) as unknown as Row[], meta: { changes: 0 } };
      });
    },
  };
  return { db, ran, store: searchStore(port, membership) };
}

/** Makes epics in one workspace, one for each title. */
function fill(db: DatabaseSync, titles: readonly string[]): void {
  const entity = db.prepare(
    `INSERT INTO entity (n, id, workspace, type, number, title, status, creator, version, write_id, created_at, updated_at)
     VALUES (?, ?, ?, 'epic', ?, ?, ?, 'm', 1, '', '', '')`,
  );
  const words = db.prepare(
    "INSERT INTO entity_words (rowid, title, description, comments, reference) VALUES (?, ?, '', '', '')",
  );
  db.exec('BEGIN');
  for (const [index, title] of titles.entries()) {
    const n = index + 1;
    entity.run(n, `epic ${n}`, WORKSPACE, n, title, n % 2 === 0 ? 'Draft' : 'Backlog');
    words.run(n, indexedWords(WORKSPACE, title));
  }
  db.exec('COMMIT');
}

const query = (text: string, rest: Partial<SearchQuery> = {}): SearchQuery => ({
  words: { terms: searchWords(text).terms, match: 'all' },
  types: ['epic'],
  limit: 100,
  offset: 0,
  ...rest,
});

const MANY = 2_345;
const ORDERS = [undefined, { field: 'title', descending: true }] as const;

test.each(ORDERS)('each of more matches than are ranked is on one page of all, in the order %j', async (order) => {
  const { db, store } = opened();
  fill(
    db,
    Array.from({ length: MANY }, (_, n) => `Вход ${n}`),
  );
  for (const status of [undefined, 'Draft'] as const) {
    const seen: string[] = [];
    const expected = status === undefined ? MANY : Math.floor(MANY / 2);
    for (let offset = 0; offset <= MANY; offset += 97) {
      const { entities, total } = await store.search(query('вход', { status, order, limit: 97, offset }));
      expect(total).toBe(expected);
      seen.push(...entities.map(({ id }) => id));
    }
    expect(seen).toHaveLength(expected);
    expect(new Set(seen).size).toBe(expected);
  }
  expect(await store.search(query('вход', { order, offset: 5_000 }))).toEqual({ entities: [], total: MANY });
  expect(await store.search(query('выход', { order, offset: 5_000 }))).toEqual({ entities: [], total: 0 });
});

test('the best of the newest matches come first, and then the older ones, the newest first', async () => {
  const { db, store } = opened();
  const long = 'Вход и много других слов, от которых это название длиннее и подходит хуже';
  fill(
    db,
    Array.from({ length: MANY }, (_, n) => (n === MANY - 500 ? 'Вход' : long)),
  );
  const idsAt = async (offset: number) =>
    (await store.search(query('вход', { offset, limit: 2 }))).entities.map(({ id }) => id);
  expect((await idsAt(0))[0]).toBe(`epic ${MANY - 499}`);
  expect(await idsAt(2_000)).toEqual(['epic 345', 'epic 344']);
});

test('no more are counted than a page may begin with', async () => {
  const { db, store } = opened();
  fill(
    db,
    Array.from({ length: MOST_COUNTED + 1 }, () => 'Вход'),
  );
  for (const order of ORDERS) {
    const { entities, total } = await store.search(query('вход', { order, offset: MOST_COUNTED - 1, limit: 1 }));
    expect([entities.length, total]).toEqual([1, MOST_COUNTED]);
  }
});

test('a search is one round trip, and one more beyond the last page', async () => {
  const { db, ran, store } = opened();
  fill(
    db,
    Array.from({ length: MANY }, () => 'Вход'),
  );
  const statementsOf = async (rest: Partial<SearchQuery>) => {
    ran.length = 0;
    await store.search(query('вход', rest));
    return ran.length;
  };
  expect(await statementsOf({})).toBe(1);
  expect(await statementsOf({ offset: 2_100 })).toBe(1);
  expect(await statementsOf({ offset: 1_990 })).toBe(2);
  expect(await statementsOf({ offset: 5_000 })).toBe(2);
});

/** What may be read: the matches, and the row of each of them or what an index has of it. */
const READS =
  /entity_words VIRTUAL TABLE|USING INTEGER PRIMARY KEY|USING COVERING INDEX entity_match \(n=\? AND workspace=\?( AND priority=\?)?\)/;

const FILTERS = [{}, { status: 'Draft' }, { types: ENTITY_TYPES, priority: 2 }, { assigneeId: 'm' }] as const;
const ASKED = ORDERS.flatMap((order) =>
  FILTERS.flatMap((filters) => [0, 1, 1_990, 3_000].map((offset) => ({ ...filters, order, offset }))),
);

test.each(ASKED)(
  'a search %j reads what matches, in the order of the index, and never the workspace',
  async (asked) => {
    const { db, ran, store } = opened();
    fill(db, ['Вход', 'Выход']);
    await store.search(query('вход', asked));
    expect(ran.length).toBeGreaterThan(0);
    for (const { sql, values } of ran) {
      const steps = db
        .prepare(`EXPLAIN QUERY PLAN ${sql}`)
        .all(...values)
        .map(({ detail }) => String(detail));
      const reading = steps.filter((step) => /^(SCAN|SEARCH) (e|entity|entity_words)\b/.test(step));
      expect(reading.length).toBeGreaterThan(1);
      for (const step of reading) expect(step).toMatch(READS);
      // The rows of matches are read only for an order, and for filters that the index has not.
      const isCovered = asked.order === undefined && !('assigneeId' in asked);
      expect(reading.some((step) => step.includes('COVERING INDEX'))).toBe(isCovered);
      // Only what is ranked is sorted; the matches come as the index has them.
      const before = steps.slice(0, steps.findIndex((step) => step.startsWith('SEARCH e')) + 2);
      if (sql.includes('rowid DESC')) expect(before.join()).not.toContain('TEMP B-TREE');
    }
  },
);
