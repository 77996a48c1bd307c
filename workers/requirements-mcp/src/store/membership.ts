import { sha256Hex } from '@aisystant/mcp';
import type { Principal } from '@aisystant/oauth';
import { foldEmail } from '@aisystant/oauth/email';
import type { Member, Role } from '../domain/role.ts';
import { type Database, rowsOf, type Statement } from './database.ts';

/** The caller in the workspace that is theirs. */
export interface Membership extends Member {
  readonly workspace: string;
  /** Whether the workspace is the caller's own; else it is shared. */
  readonly own: boolean;
  /** Id of the calling client at this server. */
  readonly clientId: string;
  /** Statements that make the caller's own workspace, before the first write to it; none when it is there. */
  readonly founding: (at: string) => readonly Statement[];
}

/**
 * Finds the workspace of a caller: the shared one that has their verified e-mail, else their own, which is made by the
 * first write.
 */
export async function membershipOf(db: Database, { userId, email, clientId }: Principal): Promise<Membership> {
  const rows = await rowsOf<{ workspace: string; id: string; name: string; role: Role; own: number }>(
    db,
    `SELECT workspace, id, name, role, 0 AS own FROM member WHERE email = ?1
     UNION ALL SELECT workspace, id, name, role, 1 AS own FROM member WHERE person = ?2 LIMIT 1`,
    email === undefined ? null : foldEmail(email),
    userId,
  );
  const [known] = rows;
  if (known) return { ...known, own: known.own === 1, clientId, founding: () => [] };
  const workspace = (await sha256Hex(`workspace\n${userId}`)).slice(0, 32);
  const own = {
    workspace,
    id: uuidOf(await sha256Hex(`member\n${userId}`)),
    name: 'Вы',
    role: 'administrator' as const,
  };
  return {
    ...own,
    own: true,
    clientId,
    founding: (at) => [
      db.prepare("INSERT OR IGNORE INTO workspace (id, name, created_at) VALUES (?, 'Личное', ?)").bind(workspace, at),
      db
        .prepare('INSERT OR IGNORE INTO member (workspace, id, person, name, role) VALUES (?, ?, ?, ?, ?)')
        .bind(workspace, own.id, userId, own.name, own.role),
    ],
  };
}

/** A UUID of version 8 (RFC 9562), made of a hash. */
function uuidOf(hex: string): string {
  const [a, b, c, d, e] = [hex.slice(0, 8), hex.slice(8, 12), hex.slice(13, 16), hex.slice(17, 20), hex.slice(20, 32)];
  return `${a}-${b}-8${c}-a${d}-${e}`;
}

/** Condition that the caller is still a member with the same role; binds workspace, id and role. */
export const STILL_MEMBER = 'EXISTS (SELECT 1 FROM member WHERE workspace = ? AND id = ? AND role = ?)';

/** The values of {@link STILL_MEMBER}. */
export function memberValues({ workspace, id, role }: Membership): readonly string[] {
  return [workspace, id, role];
}
