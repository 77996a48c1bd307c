import { err, ok } from '@aisystant/mcp';
import { boundOn, type Database } from '@aisystant/mcp/d1';
import { type Membership, memberValues, stillMay } from './membership.ts';
import type { RelationshipStore } from './relationship-store.ts';
import { type RelationshipRow, relationshipOf } from './rows.ts';

/** Makes and removes relationships of the caller's workspace, and keeps that they were made or removed. */
export function relationshipWrites(
  db: Database,
  membership: () => Promise<Membership>,
): Pick<RelationshipStore, 'relate' | 'unrelate'> {
  const bound = boundOn(db);
  return {
    async relate({ id, sourceId, targetId, type, createdAt }) {
      const caller = await membership();
      const { workspace, clientId } = caller;
      const row = [id, workspace, sourceId, targetId, type, caller.id, createdAt];
      const [, , answer] = await db.batch<RelationshipRow>([
        bound(RELATE, ...row, ...memberValues(caller), workspace, sourceId, targetId),
        bound(KEEP_MADE, clientId, workspace, id),
        bound(RELATED, workspace, sourceId, targetId, type),
      ]);
      const found = answer?.results[0];
      return found === undefined ? err('not_found') : ok({ value: relationshipOf(found), repeated: found.id !== id });
    },
    async unrelate(id, at) {
      const caller = await membership();
      const { workspace, id: member, clientId } = caller;
      const [, removed] = await db.batch<RelationshipRow>([
        bound(KEEP_REMOVED, at, member, clientId, workspace, id, ...memberValues(caller)),
        bound(UNRELATE, workspace, id, ...memberValues(caller)),
      ]);
      const row = removed?.results[0];
      return row ? relationshipOf(row) : null;
    },
  };
}

/** Keeps that relationships were made or removed; the rows follow. */
export const CHANGES =
  'INSERT INTO relationship_change (workspace, relationship, source, target, type, change, at, author, client)';

const RELATE = `INSERT OR IGNORE INTO relationship (id, workspace, source, target, type, creator, created_at)
  SELECT ?, ?, ?, ?, ?, ?, ? WHERE ${stillMay('write')}
    AND (SELECT count(*) FROM entity WHERE workspace = ? AND type = 'requirement' AND id IN (?, ?)) = 2`;
/** Keeps nothing for a relationship that was there before. */
const KEEP_MADE = `${CHANGES} SELECT workspace, id, source, target, type, 'made', created_at, creator, ? FROM relationship
  WHERE workspace = ? AND id = ?`;
const RELATED = 'SELECT * FROM relationship WHERE workspace = ? AND source = ? AND target = ? AND type = ?';

const KEEP_REMOVED = `${CHANGES} SELECT workspace, id, source, target, type, 'removed', ?, ?, ? FROM relationship
  WHERE workspace = ? AND id = ? AND ${stillMay('write')}`;
const UNRELATE = `DELETE FROM relationship WHERE workspace = ? AND id = ? AND ${stillMay('write')} RETURNING *`;
