import { type Database, rowsOf } from './database.ts';
import type { Membership } from './membership.ts';
import type { RequirementsStore } from './requirements-store.ts';
import { type EntityRow, entityOf } from './rows.ts';

/** Weights of title, description, comments, reference id and workspace. */
const WEIGHTS = '6.0, 2.0, 1.0, 10.0, 0.0';

/** Searches the caller's workspace. */
export function searchStore(db: Database, membership: () => Promise<Membership>): Pick<RequirementsStore, 'search'> {
  return {
    async search({ match, types, status, priority, requirementType, limit, offset }) {
      const { workspace } = await membership();
      const filters = [
        ['status', status],
        ['priority', priority],
        ['requirement_type', requirementType],
      ].filter(([, value]) => value !== undefined);
      // The token of the workspace only narrows the search; the join decides.
      const found = await rowsOf<EntityRow & { total: number }>(
        db,
        `WITH matched AS MATERIALIZED (
           SELECT rowid AS n, bm25(entity_fts, ${WEIGHTS}) AS score FROM entity_fts WHERE entity_fts MATCH ?),
         kept AS MATERIALIZED (
           SELECT e.n, m.score, count(*) OVER () AS total FROM matched m JOIN entity e ON e.n = m.n
           WHERE e.workspace = ? AND e.type IN (SELECT value FROM json_each(?))
             ${filters.map(([column]) => `AND e.${column} = ?`).join(' ')}
           ORDER BY m.score, e.n LIMIT ? OFFSET ?)
         SELECT entity.*, kept.total FROM kept JOIN entity ON entity.n = kept.n ORDER BY kept.score, kept.n`,
        ...[`(workspace : "${workspace}") AND (${match})`, workspace, JSON.stringify(types)],
        ...[...filters.map(([, value]) => value), limit, offset],
      );
      return { entities: found.map(entityOf), total: found[0]?.total ?? 0 };
    },
  };
}
