import { type Database, rowsOf } from '@aisystant/mcp/d1';
import { conditionsOf, orderedBy } from './entity-conditions.ts';
import type { EntityFilters } from './entity-store.ts';
import { matchExpression } from './entity-words.ts';
import type { Membership } from './membership.ts';
import { type EntityRow, entitiesOf } from './rows.ts';
import { MOST_COUNTED, type SearchStore } from './search-store.ts';

/** Weights of title, description, comments and reference id. */
const WEIGHTS = '6.0, 2.0, 1.0, 10.0';

/** Most matches that are ranked: the newest. The others come after them, the newest first. */
const MOST_RANKED = 2_000;

interface Page extends EntityRow {
  /** How many rows there are of which this is a page. */
  readonly total: number;
}

/** A statement or a part of one, and what it binds. */
interface Sql {
  readonly sql: string;
  readonly values: readonly unknown[];
}

/**
 * Searches the caller's workspace, in one round trip. Of words that most entities have, only so many matches are ranked and
 * counted: the cost of a search hardly grows with all of them.
 */
export function searchStore(db: Database, membership: () => Promise<Membership>): SearchStore {
  return {
    async search({ words, order, limit, offset, ...filters }) {
      const caller = await membership();
      const { sql, values } = conditionsOf(filters);
      const from = order === undefined && areIndexed(filters) ? FROM_INDEX : FROM_ROWS;
      const matches = {
        sql: `${from} WHERE entity_words MATCH ? AND e.workspace = ? ${sql}`,
        values: [matchExpression(caller.workspace, words), caller.workspace, ...values],
      };
      const pages =
        order === undefined ? bestFirst(matches, limit, offset) : [sorted(matches, orderedBy(order), limit, offset)];
      const found = await db.batch<Page>(pages.map((page) => db.prepare(page.sql).bind(...page.values)));
      const rows = found.flatMap(({ results }) => results);
      // A page beyond the last one has no row that tells the total.
      const counted =
        rows.length > 0 || offset === 0 ? rows : await rowsOf<Page>(db, countOf(matches), ...matches.values);
      return { entities: entitiesOf(rows, caller), total: counted[0]?.total ?? 0 };
    },
  };
}

/**
 * The matches and their rows. The tokens are of the workspace already, but the row of the entity decides. CROSS keeps SQLite
 * from reading the whole workspace by its index, since it does not know how few rows matched.
 */
const FROM_ROWS = 'FROM entity_words CROSS JOIN entity e ON e.n = entity_words.rowid';
/** The matches and what an index has of their rows, which are longer and far from each other. */
const FROM_INDEX = 'FROM entity_words CROSS JOIN entity e INDEXED BY entity_match ON e.n = entity_words.rowid';

/** Whether an index has all that filters ask of a row. */
function areIndexed({ types: _, status: __, priority: ___, ...others }: EntityFilters): boolean {
  return Object.values(others).every((value) => value === undefined);
}

/** The order in which the index is read backwards, so that a limit ends the reading. */
const NEWEST_FIRST = 'ORDER BY entity_words.rowid DESC';

const countOf = ({ sql }: Sql, most = MOST_COUNTED) =>
  `SELECT count(*) AS total FROM (SELECT 1 ${sql} ${NEWEST_FIRST} LIMIT ${most})`;

/** A page of the matches that are ranked, and of the others. */
function bestFirst(matches: Sql, limit: number, offset: number): readonly Sql[] {
  const others = Math.min(limit, offset + limit - MOST_RANKED);
  return [
    ...(offset < MOST_RANKED ? [ranked(matches, limit, offset)] : []),
    ...(others > 0 ? [newest(matches, others, offset + limit - others)] : []),
  ];
}

/** A page of the newest matches, the best first. The matches that are not ranked are the older ones: only those are counted. */
function ranked(matches: Sql, limit: number, offset: number): Sql {
  const older = { ...matches, sql: `${matches.sql} AND entity_words.rowid < (SELECT min(n) FROM matched)` };
  return {
    sql: `WITH matched AS MATERIALIZED (
        SELECT e.n, bm25(entity_words, ${WEIGHTS}) AS score ${matches.sql} ${NEWEST_FIRST} LIMIT ${MOST_RANKED}),
      kept AS MATERIALIZED (
        SELECT n, score, count(*) OVER () AS total FROM matched ORDER BY score, n LIMIT ? OFFSET ?)
      SELECT e.*, iif(k.total < ${MOST_RANKED}, k.total, k.total + (${countOf(older, MOST_COUNTED - MOST_RANKED)})) AS total
        FROM kept k CROSS JOIN entity e ON e.n = k.n ORDER BY k.score, k.n`,
    values: [...matches.values, limit, offset, ...matches.values],
  };
}

/** A page of all matches, the newest first. */
function newest(matches: Sql, limit: number, offset: number): Sql {
  return {
    sql: `WITH kept AS MATERIALIZED (SELECT e.n ${matches.sql} ${NEWEST_FIRST} LIMIT ? OFFSET ?)
      SELECT e.*, (${countOf(matches)}) AS total FROM kept k CROSS JOIN entity e ON e.n = k.n ORDER BY k.n DESC`,
    values: [...matches.values, limit, offset, ...matches.values],
  };
}

/** A page of all matches in an order; nothing is ranked. */
function sorted(matches: Sql, order: string, limit: number, offset: number): Sql {
  return {
    sql: `WITH kept AS MATERIALIZED (
        SELECT e.n, count(*) OVER () AS total ${matches.sql} ORDER BY ${order} LIMIT ? OFFSET ?)
      SELECT e.*, min(k.total, ${MOST_COUNTED}) AS total
        FROM kept k CROSS JOIN entity e ON e.n = k.n ORDER BY ${order}`,
    values: [...matches.values, limit, offset],
  };
}
