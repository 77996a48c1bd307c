import { type Database, rowsOf } from '@aisystant/mcp/d1';
import type { Membership } from './membership.ts';
import type { RelationshipStore } from './relationship-store.ts';
import { type RelationshipChangeRow, type RelationshipRow, relationshipChangeOf, relationshipOf } from './rows.ts';

/** Reads relationships of the caller's workspace, and what became of them. */
export function relationshipReads(
  db: Database,
  membership: () => Promise<Membership>,
): Pick<RelationshipStore, 'arrows' | 'relationships' | 'relationshipChanges'> {
  const rows = async (sql: string, ...values: readonly unknown[]) =>
    rowsOf<RelationshipRow>(db, sql, (await membership()).workspace, ...values);
  return {
    async arrows() {
      const found = await rows('SELECT source, target, type FROM relationship WHERE workspace = ?');
      return found.map(({ source, target, type }) => ({ sourceId: source, targetId: target, type }));
    },
    async relationships(requirementId) {
      const found = await rows(
        `SELECT * FROM relationship WHERE ${requirementId === null ? 'workspace = ?1 AND ?2 IS NULL' : '+workspace = ?1 AND (source = ?2 OR target = ?2)'}
         ORDER BY created_at, id`,
        requirementId,
      );
      return found.map(relationshipOf);
    },
    async relationshipChanges(requirementId, before, limit) {
      const found = await rowsOf<RelationshipChangeRow>(
        db,
        `SELECT c.*, ${numberOf('source')} AS source_number, ${numberOf('target')} AS target_number
         FROM relationship_change c WHERE +c.workspace = ?1 AND (c.source = ?2 OR c.target = ?2) AND c.n < ?3
         ORDER BY c.n DESC LIMIT ?4`,
        (await membership()).workspace,
        requirementId,
        before ?? Number.MAX_SAFE_INTEGER,
        limit,
      );
      return found.map(relationshipChangeOf);
    },
  };
}

const numberOf = (end: 'source' | 'target') =>
  `coalesce((SELECT number FROM entity WHERE id = c.${end}), (SELECT number FROM deleted_entity WHERE id = c.${end}))`;
