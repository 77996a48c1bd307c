import { err, ok } from '@aisystant/mcp';
import { type Database, rowsOf } from '@aisystant/mcp/d1';
import { type Membership, memberValues, stillMay } from './membership.ts';
import type { RelationshipStore } from './relationship-store.ts';
import { type RelationshipRow, relationshipOf } from './rows.ts';

/** Relationships of the caller's workspace. */
export function relationshipStore(db: Database, membership: () => Promise<Membership>): RelationshipStore {
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
    async relate({ id, sourceId, targetId, type, createdAt }) {
      const caller = await membership();
      const { workspace } = caller;
      const [, answer] = await db.batch<RelationshipRow>([
        db
          .prepare(
            `INSERT OR IGNORE INTO relationship (id, workspace, source, target, type, creator, created_at)
             SELECT ?, ?, ?, ?, ?, ?, ? WHERE ${stillMay('write')}
               AND (SELECT count(*) FROM entity WHERE workspace = ? AND type = 'requirement' AND id IN (?, ?)) = 2`,
          )
          .bind(
            id,
            workspace,
            sourceId,
            targetId,
            type,
            caller.id,
            createdAt,
            ...memberValues(caller),
            workspace,
            sourceId,
            targetId,
          ),
        db
          .prepare('SELECT * FROM relationship WHERE workspace = ? AND source = ? AND target = ? AND type = ?')
          .bind(workspace, sourceId, targetId, type),
      ]);
      const row = answer?.results[0];
      return row === undefined ? err('not_found') : ok({ value: relationshipOf(row), repeated: row.id !== id });
    },
    async unrelate(id) {
      const caller = await membership();
      const [row] = await rowsOf<RelationshipRow>(
        db,
        `DELETE FROM relationship WHERE workspace = ? AND id = ? AND ${stillMay('write')} RETURNING *`,
        caller.workspace,
        id,
        ...memberValues(caller),
      );
      return row ? relationshipOf(row) : null;
    },
  };
}
