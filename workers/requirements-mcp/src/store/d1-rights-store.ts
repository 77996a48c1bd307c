import { type Database, rowsOf, type Statement } from './database.ts';
import type { Membership } from './membership.ts';
import type { RightsStore, WrittenCounts } from './rights-store.ts';

/** The rights of the caller in D1. */
export function d1RightsStore(db: Database, membership: () => Promise<Membership>): RightsStore {
  return {
    async counts() {
      const { workspace, id } = await membership();
      const [row] = await rowsOf<WrittenCounts>(db, COUNTS, workspace, id);
      return row ?? { entities: 0, relationships: 0, comments: 0 };
    },
    async issueTicket(kind, hash, expiresAtMs) {
      const { workspace, id } = await membership();
      await rowsOf(
        db,
        'INSERT INTO ticket (hash, kind, workspace, member, expires_at) VALUES (?, ?, ?, ?, ?)',
        ...[hash, kind, workspace, id, expiresAtMs],
      );
    },
    async erase(hash, nowMs) {
      const caller = await membership();
      const take = crypto.randomUUID();
      const { workspace, id } = caller;
      const taken = db
        .prepare(
          `UPDATE ticket SET taken_by = ? WHERE hash = ? AND kind = 'erase' AND workspace = ? AND member = ?
           AND taken_by IS NULL AND expires_at > ?`,
        )
        .bind(take, hash, workspace, id, nowMs);
      const counts = db.prepare(COUNTS).bind(workspace, id);
      const results = await db.batch<WrittenCounts>([taken, counts, ...erasure(db, caller, take)]);
      return (results[0]?.meta.changes ?? 0) > 0 ? (results[1]?.results[0] ?? null) : null;
    },
  };
}

const COUNTS = `SELECT
  (SELECT count(*) FROM entity WHERE workspace = ?1 AND creator = ?2) AS entities,
  (SELECT count(*) FROM relationship WHERE workspace = ?1 AND creator = ?2) AS relationships,
  (SELECT count(*) FROM comment WHERE workspace = ?1 AND author = ?2) AS comments`;

/** The statements that erase, if the ticket was taken by this call. Tickets come last: the others depend on them. */
function erasure(db: Database, { workspace, id, own }: Membership, take: string): readonly Statement[] {
  const taken = 'EXISTS (SELECT 1 FROM ticket WHERE taken_by = ?2)';
  const entities = 'SELECT id FROM entity WHERE workspace = ?1';
  const ofWorkspace = [
    `DELETE FROM entity_fts WHERE rowid IN (SELECT n FROM entity WHERE workspace = ?1) AND ${taken}`,
    `DELETE FROM revision WHERE entity IN (${entities}) AND ${taken}`,
    ...['entity', 'relationship', 'comment', 'request', 'counter', 'member'].map(
      (table) => `DELETE FROM ${table} WHERE workspace = ?1 AND ${taken}`,
    ),
    `DELETE FROM workspace WHERE id = ?1 AND ${taken}`,
    `DELETE FROM ticket WHERE workspace = ?1 AND ${taken}`,
  ];
  if (own) return ofWorkspace.map((sql) => db.prepare(sql).bind(workspace, take));
  const ofMember = [
    `UPDATE member SET email = NULL, name = 'Бывший участник', role = 'commenter'
     WHERE workspace = ?1 AND id = ?3 AND ${taken}`,
    `DELETE FROM request WHERE workspace = ?1 AND member = ?3 AND ${taken}`,
    `DELETE FROM ticket WHERE workspace = ?1 AND member = ?3 AND ${taken}`,
  ];
  return ofMember.map((sql) => db.prepare(sql).bind(workspace, take, id));
}

/** Everything that the owner of an export link wrote, as JSON; `used` when it was taken before, null when there is none. */
export async function redeemExport(db: Database, hash: string, nowMs: number): Promise<string | 'used' | null> {
  const [ticket] = await rowsOf<{ workspace: string; member: string }>(
    db,
    `UPDATE ticket SET taken_by = 'link' WHERE hash = ? AND kind = 'export' AND taken_by IS NULL AND expires_at > ?
     RETURNING workspace, member`,
    ...[hash, nowMs],
  );
  if (ticket === undefined) {
    const [known] = await rowsOf(
      db,
      "SELECT 1 FROM ticket WHERE hash = ? AND kind = 'export' AND taken_by IS NOT NULL",
      hash,
    );
    return known === undefined ? null : 'used';
  }
  const { workspace, member } = ticket;
  const parts = Object.entries(EXPORTED);
  const results = await db.batch<object>(parts.map(([, sql]) => db.prepare(sql).bind(workspace, member)));
  return JSON.stringify(Object.fromEntries(parts.map(([part], n) => [part, results[n]?.results ?? []])));
}

/** What a copy has: part → rows of the person. */
const EXPORTED = {
  workspace: 'SELECT w.* FROM workspace w JOIN member m ON m.workspace = w.id WHERE w.id = ?1 AND m.id = ?2',
  member: 'SELECT * FROM member WHERE workspace = ?1 AND id = ?2',
  entities: 'SELECT * FROM entity WHERE workspace = ?1 AND creator = ?2 ORDER BY n',
  revisions: `SELECT r.* FROM revision r JOIN entity e ON e.id = r.entity WHERE e.workspace = ?1 AND r.author = ?2
    ORDER BY r.at`,
  relationships: 'SELECT * FROM relationship WHERE workspace = ?1 AND creator = ?2 ORDER BY created_at',
  comments: 'SELECT * FROM comment WHERE workspace = ?1 AND author = ?2 ORDER BY n',
};
