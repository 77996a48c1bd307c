import { type Database, rowsOf, type Statement } from '@aisystant/mcp/d1';
import { type Membership, type Place, placesOf } from './membership.ts';
import type { RightsStore, WrittenCounts } from './rights-store.ts';

/** The rights of the caller in D1. */
export function d1RightsStore(db: Database, membership: () => Promise<Membership>): RightsStore {
  const counting = (places: readonly Place[]): Statement[] =>
    places.map(({ workspace, id }) => db.prepare(COUNTS).bind(workspace, id));
  return {
    async counts() {
      const results = await db.batch<WrittenCounts>(counting(placesOf(await membership())));
      return sumOf(results.flatMap((each) => each.results));
    },
    async issueTicket(kind, hash, expiresAtMs) {
      const sql = 'INSERT INTO ticket (hash, kind, workspace, member, expires_at) VALUES (?, ?, ?, ?, ?)';
      const rows = placesOf(await membership()).map(({ workspace, id }, n) => [hashOf(hash, n), kind, workspace, id]);
      await db.batch(rows.map((row) => db.prepare(sql).bind(...row, expiresAtMs)));
    },
    async erase(hash, nowMs) {
      const caller = await membership();
      const { workspace, id, own, email } = caller;
      const take = crypto.randomUUID();
      const places = placesOf(caller);
      // A shared workspace that the caller joined or left at this moment: they confirmed another erasure than this.
      const taken = db
        .prepare(
          `UPDATE ticket SET taken_by = ? WHERE hash = ? AND kind = 'erase' AND workspace = ? AND member = ?
           AND taken_by IS NULL AND expires_at > ? AND ? IS (SELECT id FROM member WHERE email = ?)`,
        )
        .bind(take, hash, workspace, id, nowMs, own ? null : id, email);
      const received = db.prepare(`DELETE FROM invitation WHERE email = ?1 AND ${TAKEN}`).bind(email, null, hash, take);
      // The ticket that was taken is that of the first place, and goes last: all other statements depend on it.
      const erasing = places
        .toReversed()
        .flatMap((place) => ERASING.map((sql) => db.prepare(sql).bind(place.workspace, place.id, hash, take)));
      const results = await db.batch<WrittenCounts>([taken, ...counting(places), received, ...erasing]);
      if (results[0]?.meta.changes === 0) return null;
      return sumOf(results.slice(1, 1 + places.length).flatMap((each) => each.results));
    },
  };
}

const COUNTS = `SELECT
  (SELECT count(*) FROM entity WHERE workspace = ?1 AND creator = ?2) AS entities,
  (SELECT count(*) FROM relationship WHERE workspace = ?1 AND creator = ?2) AS relationships,
  (SELECT count(*) FROM comment WHERE workspace = ?1 AND author = ?2) AS comments`;

function sumOf(all: readonly WrittenCounts[]): WrittenCounts {
  const sum = (kind: keyof WrittenCounts) => all.reduce((total, counts) => total + counts[kind], 0);
  return { entities: sum('entities'), relationships: sum('relationships'), comments: sum('comments') };
}

/** A secret has a ticket for each place of its owner. */
const hashOf = (hash: string, n: number) => (n === 0 ? hash : `${hash}:own`);

/** All that ever was in a workspace. */
const ENTITIES = `SELECT id FROM entity WHERE workspace = ?1 UNION ALL SELECT id FROM deleted_entity WHERE workspace = ?1`;

/** Whether this call took the ticket; ?3 is its hash, ?4 the call. */
const TAKEN = 'EXISTS (SELECT 1 FROM ticket WHERE hash = ?3 AND taken_by = ?4)';
/** The workspace ?1 belongs to the member ?2 alone: the last member of a shared one is its owner, no one else could erase it. */
const ALONE = 'NOT EXISTS (SELECT 1 FROM member WHERE workspace = ?1 AND id <> ?2 AND email IS NOT NULL)';

/** The tables whose rows name their workspace, but for the tickets. */
const OF_WORKSPACE = [
  'entity',
  'deleted_entity',
  'relationship',
  'relationship_change',
  'comment',
  'request',
  'counter',
  'member',
  'invitation',
  'requirement_type',
];

/** What is erased of a place, if the ticket was taken: the workspace of a member who is alone, else what names the member. */
const ERASING: readonly string[] = [
  ...[
    'entity_words WHERE rowid IN (SELECT n FROM entity WHERE workspace = ?1)',
    `revision WHERE entity IN (${ENTITIES})`,
    ...OF_WORKSPACE.map((table) => `${table} WHERE workspace = ?1`),
    'workspace WHERE id = ?1',
  ].map((rows) => `DELETE FROM ${rows} AND ${ALONE} AND ${TAKEN}`),
  `UPDATE member SET email = NULL, name = 'Бывший участник', role = 'commenter'
   WHERE workspace = ?1 AND id = ?2 AND ${TAKEN}`,
  // Somebody has to be able to manage what the others wrote.
  `UPDATE member SET role = 'administrator' WHERE workspace = ?1 AND ${TAKEN}
   AND id = (SELECT id FROM member WHERE workspace = ?1 AND email IS NOT NULL ORDER BY role = 'user' DESC, id LIMIT 1)
   AND NOT EXISTS (SELECT 1 FROM member WHERE workspace = ?1 AND email IS NOT NULL AND role = 'administrator')`,
  `DELETE FROM request WHERE workspace = ?1 AND member = ?2 AND ${TAKEN}`,
  `DELETE FROM ticket WHERE workspace = ?1 AND (member = ?2 OR ${ALONE}) AND ${TAKEN}`,
];

const OF_LINK = "hash IN (?1, ?1 || ':own') AND kind = 'export'";

/**
 * Everything that the owner of an export link wrote, as JSON; `used` when it was taken before, null when there is none, or its
 * owner is no member any more. Their own workspace is theirs before its first write makes it.
 */
export async function redeemExport(db: Database, hash: string, nowMs: number): Promise<string | 'used' | null> {
  const places = await rowsOf<{ workspace: string; member: string }>(
    db,
    `UPDATE ticket SET taken_by = 'link' WHERE ${OF_LINK} AND taken_by IS NULL AND expires_at > ?2
     AND NOT EXISTS (SELECT 1 FROM (SELECT workspace, member FROM ticket WHERE ${OF_LINK}) place
       JOIN workspace w ON w.id = place.workspace LEFT JOIN member m ON m.workspace = w.id AND m.id = place.member
       WHERE m.email IS NULL AND m.person IS NULL)
     RETURNING workspace, member`,
    hash,
    nowMs,
  );
  if (places.length === 0) {
    const known = await rowsOf(db, `SELECT 1 FROM ticket WHERE ${OF_LINK} AND taken_by IS NOT NULL`, hash);
    return known.length === 0 ? null : 'used';
  }
  const parts = Object.entries(EXPORTED);
  const results = await db.batch<object>(
    parts.flatMap(([, sql]) => places.map(({ workspace, member }) => db.prepare(sql).bind(workspace, member))),
  );
  const rowsOfPart = (n: number) =>
    results.slice(n * places.length, (n + 1) * places.length).flatMap((each) => each.results);
  return JSON.stringify(Object.fromEntries(parts.map(([part], n) => [part, rowsOfPart(n)])));
}

/** What a copy has: part → rows of the person. */
const EXPORTED = {
  workspace: 'SELECT w.* FROM workspace w JOIN member m ON m.workspace = w.id WHERE w.id = ?1 AND m.id = ?2',
  member: 'SELECT * FROM member WHERE workspace = ?1 AND id = ?2',
  requirement_types: `SELECT id, name, description, retired FROM requirement_type WHERE workspace = ?1
    AND EXISTS (SELECT 1 FROM member WHERE workspace = ?1 AND id = ?2 AND person IS NOT NULL) ORDER BY n`,
  entities: 'SELECT * FROM entity WHERE workspace = ?1 AND creator = ?2 ORDER BY n',
  revisions: `SELECT * FROM revision WHERE entity IN (${ENTITIES}) AND author = ?2 ORDER BY at`,
  relationships: 'SELECT * FROM relationship WHERE workspace = ?1 AND creator = ?2 ORDER BY created_at',
  relationship_changes: 'SELECT * FROM relationship_change WHERE workspace = ?1 AND author = ?2 ORDER BY n',
  invitations: 'SELECT * FROM invitation WHERE workspace = ?1 AND inviter = ?2 ORDER BY created_at',
  comments: 'SELECT * FROM comment WHERE workspace = ?1 AND author = ?2 ORDER BY n',
};
