import { sha256Hex } from '@aisystant/mcp';
import type { Database, Statement } from '@aisystant/mcp/d1';
import type { Principal } from '@aisystant/oauth';
import { foldEmail } from '@aisystant/oauth/email';
import type { RequirementType } from '../domain/dictionaries.ts';
import { type Action, type Member, may, ROLES, type Role } from '../domain/role.ts';
import { type RequirementTypeRow, typesOf } from './rows.ts';

/** A member in a workspace, by their ids. */
export type Place = Pick<Membership, 'workspace' | 'id'>;

/** The caller in the workspace that they work in. */
export interface Membership extends Member {
  readonly workspace: string;
  /** Verified e-mail of the caller, folded; null when their sign-in has none. */
  readonly email: string | null;
  /** Whether the workspace is the caller's own; else it is shared. */
  readonly own: boolean;
  /** The caller in their own workspace, which may not be made yet. */
  readonly personal: Place;
  /** The types of requirements of the workspace, retired ones too. */
  readonly requirementTypes: readonly RequirementType[];
  /** Id of the calling client at this server. */
  readonly clientId: string;
  /** Statements that make the caller's own workspace, before the first write to it; none when it is there. */
  readonly founding: (at: string) => readonly Statement[];
}

/**
 * Finds the workspace of a caller: the shared one that has their verified e-mail, else their own, which is made by the
 * first write.
 */
export async function membershipOf(
  db: Database,
  { userId, email: verified, clientId }: Principal,
): Promise<Membership> {
  const email = verified === undefined ? null : foldEmail(verified);
  const [members, types] = await db.batch<MemberRow & RequirementTypeRow>([
    db.prepare(MEMBERS).bind(email, userId),
    db
      .prepare(
        `SELECT id, name, description, version, retired FROM requirement_type
         WHERE workspace = (SELECT workspace FROM (${MEMBERS}) ORDER BY own LIMIT 1) ORDER BY n`,
      )
      .bind(email, userId),
  ]);
  const rows: readonly MemberRow[] = members?.results ?? [];
  const shared = rows.find(({ own }) => own === 0);
  const made = rows.find(({ own }) => own === 1);
  const personal = made ?? {
    workspace: (await sha256Hex(`workspace\n${userId}`)).slice(0, 32),
    id: uuidOf(await sha256Hex(`member\n${userId}`)),
    name: 'Вы',
    role: 'administrator' as const,
  };
  const { workspace, id, name, role } = shared ?? personal;
  return {
    workspace,
    id,
    name,
    role,
    email,
    own: shared === undefined,
    personal,
    clientId,
    requirementTypes: typesOf(types?.results ?? []),
    founding: (at) => ((shared ?? made) === undefined ? foundingOf(db, { ...personal, userId, at }) : []),
  };
}

function foundingOf(
  db: Database,
  { workspace, id, name, role, userId, at }: Member & Place & { readonly userId: string; readonly at: string },
): readonly Statement[] {
  return [
    db.prepare("INSERT OR IGNORE INTO workspace (id, name, created_at) VALUES (?, 'Личное', ?)").bind(workspace, at),
    db
      .prepare('INSERT OR IGNORE INTO member (workspace, id, person, name, role) VALUES (?, ?, ?, ?, ?)')
      .bind(workspace, id, userId, name, role),
  ];
}

/** Where the caller is a member: the workspace that they work in first, then their own. */
export function placesOf({ workspace, id, own, personal }: Membership): readonly Place[] {
  return own ? [personal] : [{ workspace, id }, personal];
}

interface MemberRow {
  readonly workspace: string;
  readonly id: string;
  readonly name: string;
  readonly role: Role;
  readonly own: number;
}

const MEMBERS = `SELECT workspace, id, name, role, 0 AS own FROM member WHERE email = ?1
  UNION ALL SELECT workspace, id, name, role, 1 AS own FROM member WHERE person = ?2`;

/** A UUID of version 8 (RFC 9562), made of a hash. */
export function uuidOf(hex: string): string {
  const [a, b, c, d, e] = [hex.slice(0, 8), hex.slice(8, 12), hex.slice(13, 16), hex.slice(17, 20), hex.slice(20, 32)];
  return `${a}-${b}-8${c}-a${d}-${e}`;
}

/**
 * Condition that the caller still is a member whose role allows an action, whatever their role was when the request began;
 * binds {@link memberValues}, unless the parameters are named.
 */
export function stillMay(action: Action, workspace = '?', id = '?'): string {
  const roles = ROLES.filter((role) => may(role, action)).map((role) => `'${role}'`);
  return `EXISTS (SELECT 1 FROM member WHERE workspace = ${workspace} AND id = ${id}
    AND role IN (${roles.join(', ')}) AND (email IS NOT NULL OR person IS NOT NULL))`;
}

/** The values of {@link stillMay}. */
export function memberValues({ workspace, id }: Place): readonly string[] {
  return [workspace, id];
}
