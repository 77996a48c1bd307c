import { type Database, rowsOf } from './database.ts';
import { conditionsOf, orderedBy } from './entity-conditions.ts';
import { matchExpression } from './entity-words.ts';
import type { Membership } from './membership.ts';
import { MOST_COUNTED, type RequirementsStore } from './requirements-store.ts';
import { type EntityRow, entitiesOf } from './rows.ts';

/** Weights of title, description, comments and reference id. */
const WEIGHTS = '6.0, 2.0, 1.0, 10.0';

/** Most matches that are ranked: the newest. The others come after them, the newest first. */
const MOST_RANKED = 2_000;

interface Page extends EntityRow {
  /** How many rows there are of which this is a page. */
  readonly total: number;
}

/**
 * Searches the caller's workspace. Of words that most entities have, only so many matches are ranked and counted: the cost of
 * a search does not grow with all of them.
 */
export function searchStore(db: Database, membership: () => Promise<Membership>): Pick<RequirementsStore, 'search'> {
  return {
    async search({ words, order, limit, offset, ...filters }) {
      const caller = await membership();
      const { sql, values } = conditionsOf(filters);
      const matches = `${MATCHES} ${sql}`;
      const bound = [matchExpression(caller.workspace, words), caller.workspace, ...values];
      const ranked = order === undefined ? MOST_RANKED : 0;
      const paged = order === undefined ? rankedPage(matches) : sortedPage(matches, orderedBy(order));
      const page = ranked > 0 && offset >= ranked ? [] : await rowsOf<Page>(db, paged, ...bound, limit, offset);
      // A page beyond the last one has no row that tells the total.
      const total = page[0]?.total ?? (offset === 0 ? 0 : null);
      if (total !== null && total !== ranked) {
        return { entities: entitiesOf(page, caller), total: Math.min(total, MOST_COUNTED) };
      }
      const [rest, counted] = await db.batch<Page>([
        db
          .prepare(`SELECT e.* ${matches} ${NEWEST_FIRST} LIMIT ? OFFSET ?`)
          .bind(...bound, Math.min(limit - page.length, ranked), Math.max(offset, ranked)),
        db.prepare(`SELECT count(*) AS total FROM (SELECT 1 ${matches} LIMIT ${MOST_COUNTED})`).bind(...bound),
      ]);
      const entities = entitiesOf([...page, ...(rest?.results ?? [])], caller);
      return { entities, total: counted?.results[0]?.total ?? 0 };
    },
  };
}

/**
 * The matches of a workspace, before the filters. The tokens are of the workspace already, but the row of the entity decides.
 * CROSS keeps SQLite from reading the whole workspace by its index, since it does not know how few rows matched.
 */
const MATCHES = `FROM entity_words CROSS JOIN entity e ON e.n = entity_words.rowid
  WHERE entity_words MATCH ? AND e.workspace = ?`;
/** The order in which the index is read backwards, so that a limit ends the reading. */
const NEWEST_FIRST = 'ORDER BY entity_words.rowid DESC';

/** A page of the newest matches, the best first. */
function rankedPage(matches: string): string {
  return `WITH matched AS MATERIALIZED (
      SELECT e.n, bm25(entity_words, ${WEIGHTS}) AS score ${matches} ${NEWEST_FIRST} LIMIT ${MOST_RANKED}),
    kept AS MATERIALIZED (
      SELECT n, score, count(*) OVER () AS total FROM matched ORDER BY score, n LIMIT ? OFFSET ?)
    SELECT e.*, k.total FROM kept k CROSS JOIN entity e ON e.n = k.n ORDER BY k.score, k.n`;
}

/** A page of all matches in an order; nothing is ranked. */
function sortedPage(matches: string, order: string): string {
  return `WITH kept AS MATERIALIZED (
      SELECT e.n, count(*) OVER () AS total ${matches} ORDER BY ${order} LIMIT ? OFFSET ?)
    SELECT e.*, k.total FROM kept k CROSS JOIN entity e ON e.n = k.n ORDER BY ${order}`;
}
