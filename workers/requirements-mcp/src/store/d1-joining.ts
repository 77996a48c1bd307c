import { err, ok } from '@aisystant/mcp';
import { boundOn, type Database, rowsOf } from '@aisystant/mcp/d1';
import type { Invitation, MembersStore } from './members-store.ts';
import type { Membership } from './membership.ts';

/** Reads invitations; the condition follows. */
export const INVITATIONS = `SELECT i.id, w.name AS workspace, i.email, i.name, i.role
  FROM invitation i JOIN workspace w ON w.id = i.workspace WHERE`;

/** How the caller comes into a shared workspace. */
export function joining(
  db: Database,
  membership: () => Promise<Membership>,
): Pick<MembersStore, 'received' | 'found' | 'answer'> {
  const bound = boundOn(db);
  const free = async () => {
    const { email, own } = await membership();
    if (email === null) return err('no_email' as const);
    return own ? ok(email) : err('already_shared' as const);
  };
  return {
    async received() {
      const { email } = await membership();
      return rowsOf<Invitation>(db, `${INVITATIONS} i.email = ? ORDER BY i.created_at, i.id`, email);
    },
    async found(name, person, at) {
      const allowed = await free();
      if (!allowed.ok) return allowed;
      const id = crypto.randomUUID().replaceAll('-', '');
      const member = [id, crypto.randomUUID(), allowed.value, person];
      const [, joined] = await db.batch([
        bound('INSERT INTO workspace (id, name, created_at) VALUES (?, ?, ?)', id, name, at),
        bound(
          "INSERT OR IGNORE INTO member (workspace, id, email, name, role) VALUES (?, ?, ?, ?, 'administrator')",
          ...member,
        ),
        // The same request at once made one first.
        bound('DELETE FROM workspace WHERE id = ?1 AND NOT EXISTS (SELECT 1 FROM member WHERE workspace = ?1)', id),
      ]);
      return (joined?.meta.changes ?? 0) > 0 ? ok(null) : err('already_shared');
    },
    async answer(id, accept) {
      const { email } = await membership();
      const [known] = await rowsOf(db, 'SELECT 1 FROM invitation WHERE id = ? AND email = ?', id, email);
      if (known === undefined) return err('not_found');
      const decline = bound('DELETE FROM invitation WHERE id = ? AND email = ?', id, email);
      if (!accept) {
        await db.batch([decline]);
        return ok(null);
      }
      const allowed = await free();
      if (!allowed.ok) return allowed;
      const join = bound(
        `INSERT OR IGNORE INTO member (workspace, id, email, name, role)
         SELECT workspace, ?, email, name, role FROM invitation WHERE id = ? AND email = ?`,
        crypto.randomUUID(),
        id,
        email,
      );
      // Of one who joined another workspace at this moment the invitation stays.
      const taken = bound(
        `DELETE FROM invitation WHERE id = ? AND EXISTS
          (SELECT 1 FROM member m WHERE m.workspace = invitation.workspace AND m.email = invitation.email)`,
        id,
      );
      const [joined] = await db.batch([join, taken]);
      if ((joined?.meta.changes ?? 0) > 0) return ok(null);
      const left = await rowsOf(db, 'SELECT 1 FROM invitation WHERE id = ?', id);
      return err(left.length > 0 ? 'already_shared' : 'not_found');
    },
  };
}
