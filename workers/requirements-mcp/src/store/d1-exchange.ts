import { type Database, rowsOf } from '@aisystant/mcp/d1';
import { importOnce } from './d1-import.ts';
import type { ExchangeStore, FileFormat, WorkspaceContent } from './exchange-store.ts';
import type { Membership } from './membership.ts';
import { refusingByRole } from './refused-by-role.ts';
import {
  type EntityRow,
  entitiesOf,
  type RelationshipRow,
  type RequirementTypeRow,
  relationshipOf,
  typesOf,
} from './rows.ts';

/** The caller's workspace as a whole in D1. */
export function d1ExchangeStore(db: Database, membership: () => Promise<Membership>): ExchangeStore {
  const store: ExchangeStore = {
    async importAll(content, key) {
      const caller = await membership();
      const made = await importOnce(db, caller, content, key);
      // The automatic key led to what was deleted, and is gone now.
      return !made.ok && made.error === 'deleted' && key.fingerprint === null
        ? importOnce(db, caller, content, key)
        : made;
    },
    async size() {
      const { workspace } = await membership();
      const [row] = await rowsOf<{ entities: number; characters: number }>(db, SIZE, workspace);
      return row ?? { entities: 0, characters: 0 };
    },
    async issueLink(format, hash, expiresAtMs) {
      const { workspace, id } = await membership();
      await rowsOf(
        db,
        'INSERT INTO ticket (hash, kind, workspace, member, expires_at) VALUES (?, ?, ?, ?, ?)',
        hash,
        `file:${format}`,
        workspace,
        id,
        expiresAtMs,
      );
    },
  };
  return refusingByRole({ db, membership }, store, { importAll: 'write' });
}

const SIZE = `SELECT count(*) AS entities,
  coalesce(sum(length(coalesce(title, '')) + length(coalesce(description, ''))), 0) AS characters
  FROM entity WHERE workspace = ?`;

/** A file that a link opens. */
export interface RedeemedFile extends WorkspaceContent {
  readonly format: FileFormat;
}

/** The workspace behind a link, if its owner is still a member, or has written nothing yet that a workspace would be made for; `used` when it was taken before, null when there is none. */
export async function redeemFile(db: Database, hash: string, nowMs: number): Promise<RedeemedFile | 'used' | null> {
  const [ticket] = await rowsOf<{ workspace: string; kind: string }>(
    db,
    `UPDATE ticket SET taken_by = 'link' WHERE hash = ? AND kind LIKE 'file:%' AND taken_by IS NULL AND expires_at > ?
     AND (EXISTS (SELECT 1 FROM member m WHERE m.workspace = ticket.workspace AND m.id = ticket.member
         AND (m.email IS NOT NULL OR m.person IS NOT NULL))
       OR NOT EXISTS (SELECT 1 FROM workspace w WHERE w.id = ticket.workspace)) RETURNING workspace, kind`,
    hash,
    nowMs,
  );
  if (ticket === undefined) {
    const sql = "SELECT 1 FROM ticket WHERE hash = ? AND kind LIKE 'file:%' AND taken_by IS NOT NULL";
    return (await rowsOf(db, sql, hash)).length > 0 ? 'used' : null;
  }
  const { workspace, kind } = ticket;
  // In one transaction: a relationship is in the file only with both of its ends.
  const answers = await db.batch(
    [
      'SELECT name FROM workspace WHERE id = ?',
      'SELECT * FROM requirement_type WHERE workspace = ?',
      'SELECT * FROM entity WHERE workspace = ? ORDER BY type, number',
      'SELECT * FROM relationship WHERE workspace = ? ORDER BY created_at, id',
    ].map((sql) => db.prepare(sql).bind(workspace)),
  );
  const [names = [], types = [], entities = [], relationships = []] = answers.map(({ results }) => results) as [
    { name: string }[],
    RequirementTypeRow[],
    EntityRow[],
    RelationshipRow[],
  ];
  return {
    format: kind.slice('file:'.length) as FileFormat,
    name: names[0]?.name ?? 'Личное',
    entities: entitiesOf(entities, { requirementTypes: typesOf(types) }),
    relationships: relationships.map(relationshipOf),
  };
}
