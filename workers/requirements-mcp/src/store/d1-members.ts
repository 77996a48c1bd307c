import { err, ok } from '@aisystant/mcp';
import { type Bound, boundOn, type Database, rowsOf, type Statement } from '@aisystant/mcp/d1';
import { foldEmail } from '@aisystant/oauth/email';
import type { Role } from '../domain/role.ts';
import { INVITATIONS, joining } from './d1-joining.ts';
import { type Invitation, type Invited, type MembersStore, MOST_PEOPLE, type Person } from './members-store.ts';
import { type Membership, memberValues, stillMay } from './membership.ts';
import { refusingByRole } from './refused-by-role.ts';

/** The members of the caller's workspace in D1. */
export function d1MembersStore(db: Database, membership: () => Promise<Membership>): MembersStore {
  const bound = boundOn(db);
  /** Runs statements in one transaction; whether the first one changed anything. */
  const changed = async (...statements: Statement[]) => ((await db.batch(statements))[0]?.meta.changes ?? 0) > 0;
  const people = async () => {
    const { workspace } = await membership();
    const sql = 'SELECT id, name, role, email FROM member WHERE workspace = ? AND email IS NOT NULL ORDER BY name, id';
    return rowsOf<Person>(db, sql, workspace);
  };
  const store: MembersStore = {
    people,
    ...joining(db, membership),
    async workspace() {
      const { workspace, own } = await membership();
      const [row] = await rowsOf<{ name: string }>(db, 'SELECT name FROM workspace WHERE id = ?', workspace);
      return { name: row?.name ?? 'Личное', shared: !own };
    },
    async sent() {
      const { workspace } = await membership();
      return rowsOf<Invitation>(db, `${INVITATIONS} i.workspace = ? ORDER BY i.created_at, i.id`, workspace);
    },
    invite: (person, at) => invite({ db, membership, bound, people }, person, at),
    async remove(id) {
      const caller = await membership();
      const { workspace } = caller;
      // To leave needs no role.
      const still = stillMay(id === caller.id ? 'read' : 'manage');
      const invitation = bound(
        `DELETE FROM invitation WHERE workspace = ? AND id = ? AND ${still}`,
        workspace,
        id,
        ...memberValues(caller),
      );
      if (await changed(invitation)) return ok('invitation');
      const known = (await people()).find((each) => each.id === id);
      if (known === undefined) return err('not_found');
      const member = bound(
        `DELETE FROM member WHERE workspace = ? AND id = ? AND ${still} AND ${ANOTHER}`,
        workspace,
        id,
        ...memberValues(caller),
        workspace,
        id,
      );
      // Or who is removed could come back.
      const invitations = bound(
        'DELETE FROM invitation WHERE workspace = ? AND email = ? AND NOT EXISTS (SELECT 1 FROM member WHERE email = ?)',
        workspace,
        known.email,
        known.email,
      );
      return (await changed(member, invitations)) ? ok('member') : err('last_administrator');
    },
  };
  return refusingByRole({ db, membership }, store, {
    invite: 'manage',
    remove: (caller, id) => (id === caller.id ? 'read' : 'manage'),
  });
}

interface Inviting {
  readonly db: Database;
  readonly membership: () => Promise<Membership>;
  readonly bound: Bound;
  readonly people: MembersStore['people'];
}

async function invite(
  { db, membership, bound, people }: Inviting,
  { email, name, role }: Omit<Person, 'id'>,
  at: string,
): ReturnType<MembersStore['invite']> {
  const caller = await membership();
  const { workspace } = caller;
  const address = foldEmail(email);
  const member = (await people()).find((each) => each.email === address);
  const done = (operation: Invited['operation']) => ok({ operation, name: member?.name ?? name });
  if (member?.role === role) return done('unchanged');
  const write = member
    ? roleStatement(bound, caller, member.id, role)
    : invitationStatement(bound, caller, { email: address, name, role }, at);
  const [written] = await db.batch([write]);
  if ((written?.meta.changes ?? 0) > 0) return done(member ? 'changed' : 'invited');
  if (member) return err('last_administrator');
  const invited = await rowsOf(db, 'SELECT 1 FROM invitation WHERE workspace = ? AND email = ?', workspace, address);
  if (invited.length > 0) return done('unchanged');
  // Who agreed in the meantime is a member, whose role is changed.
  const joined = (await people()).some((each) => each.email === address);
  return joined ? invite({ db, membership, bound, people }, { email, name, role }, at) : err('too_many');
}

function roleStatement(bound: Bound, caller: Membership, id: string, role: Role): Statement {
  const { workspace } = caller;
  return bound(
    `UPDATE member SET role = ? WHERE workspace = ? AND id = ? AND ${stillMay('manage')} AND (? = 'administrator' OR ${ANOTHER})`,
    role,
    workspace,
    id,
    ...memberValues(caller),
    role,
    workspace,
    id,
  );
}

function invitationStatement(
  bound: Bound,
  caller: Membership,
  { email, name, role }: Omit<Person, 'id'>,
  at: string,
): Statement {
  const { workspace } = caller;
  return bound(
    `INSERT INTO invitation (id, workspace, email, name, role, inviter, created_at) SELECT ?, ?, ?, ?, ?, ?, ?
     WHERE ${stillMay('manage')} AND ${ROOM}
     ON CONFLICT (workspace, email) DO UPDATE SET name = excluded.name, role = excluded.role
     WHERE name <> excluded.name OR role <> excluded.role`,
    crypto.randomUUID(),
    workspace,
    email,
    name,
    role,
    caller.id,
    at,
    ...memberValues(caller),
    workspace,
    email,
    workspace,
    workspace,
    workspace,
    email,
  );
}

/** Whether a person who is no member may be invited, or is already; binds workspace and address before and after two of the workspace. */
const ROOM = `NOT EXISTS (SELECT 1 FROM member WHERE workspace = ? AND email = ?) AND ((SELECT count(*) FROM member WHERE workspace = ? AND email IS NOT NULL)
    + (SELECT count(*) FROM invitation WHERE workspace = ?) < ${MOST_PEOPLE}
  OR EXISTS (SELECT 1 FROM invitation WHERE workspace = ? AND email = ?))`;

/** Whether the workspace has an administrator besides a member; binds the workspace and the member. */
const ANOTHER = `EXISTS (SELECT 1 FROM member other WHERE other.workspace = ? AND other.id <> ?
  AND other.role = 'administrator' AND other.email IS NOT NULL)`;
