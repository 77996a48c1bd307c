import { err, ok } from '@aisystant/mcp';
import { type Database, rowsOf } from '@aisystant/mcp/d1';
import { type Membership, memberValues, stillMay } from './membership.ts';
import type { RelationshipStore } from './relationship-store.ts';
import { type RelationshipChangeRow, type RelationshipRow, relationshipChangeOf, relationshipOf } from './rows.ts';

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
      const { workspace, clientId } = caller;
      const [, , answer] = await db.batch<RelationshipRow>([
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
        // Nothing is written for one that was there.
        db
          .prepare(
            `${CHANGES} SELECT workspace, id, source, target, type, 'made', created_at, creator, ? FROM relationship
             WHERE workspace = ? AND id = ?`,
          )
          .bind(clientId, workspace, id),
        db
          .prepare('SELECT * FROM relationship WHERE workspace = ? AND source = ? AND target = ? AND type = ?')
          .bind(workspace, sourceId, targetId, type),
      ]);
      const row = answer?.results[0];
      return row === undefined ? err('not_found') : ok({ value: relationshipOf(row), repeated: row.id !== id });
    },
    async unrelate(id, at) {
      const caller = await membership();
      const { workspace, id: member, clientId } = caller;
      const [, removed] = await db.batch<RelationshipRow>([
        db
          .prepare(
            `${CHANGES} SELECT workspace, id, source, target, type, 'removed', ?, ?, ? FROM relationship
             WHERE workspace = ? AND id = ? AND ${stillMay('write')}`,
          )
          .bind(at, member, clientId, workspace, id, ...memberValues(caller)),
        db
          .prepare(`DELETE FROM relationship WHERE workspace = ? AND id = ? AND ${stillMay('write')} RETURNING *`)
          .bind(workspace, id, ...memberValues(caller)),
      ]);
      const row = removed?.results[0];
      return row ? relationshipOf(row) : null;
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

/** Keeps that relationships were made or removed; the rows follow. */
export const CHANGES =
  'INSERT INTO relationship_change (workspace, relationship, source, target, type, change, at, author, client)';
const numberOf = (end: 'source' | 'target') =>
  `coalesce((SELECT number FROM entity WHERE id = c.${end}), (SELECT number FROM deleted_entity WHERE id = c.${end}))`;
