import { err, type IdempotencyKey, ok, type Result } from '@aisystant/mcp';
import type { Database, Statement } from '@aisystant/mcp/d1';
import type { CreateError } from '../domain/created.ts';
import type { Action } from '../domain/role.ts';
import { type Membership, memberValues, stillMay } from './membership.ts';

/** A write that creates something, at most once for its idempotency key. */
export interface IdempotentWrite {
  readonly membership: Membership;
  /** What the caller's role has to allow. */
  readonly action: Action;
  readonly key: IdempotencyKey;
  /** UUID of what is created. */
  readonly id: string;
  /** ISO 8601. */
  readonly at: string;
  /** UUIDs of entities that must be there. */
  readonly needs: readonly string[];
  /** Id of a type of requirements that must not be retired. */
  readonly requirementType?: string | undefined;
}

/** A condition of SQL, which the rest of the transaction depends on. */
export interface ClaimCondition {
  /** True when this request is the first one; binds {@link values}. */
  readonly condition: string;
  readonly values: readonly unknown[];
}

/**
 * Creates something in one transaction: the request claims its key first, if the caller still may and all that is needed is
 * there; the other statements depend on the claim. Gives the UUID of what the key created: another one than `id` when the
 * request is repeated.
 */
export async function writeOnce(
  db: Database,
  { membership, action, key, id, at, needs, requirementType }: IdempotentWrite,
  statements: (claimed: ClaimCondition) => readonly Statement[],
): Promise<Result<string, CreateError>> {
  const { workspace, id: member } = membership;
  const claim = db
    .prepare(
      `INSERT OR IGNORE INTO request (workspace, member, key, fingerprint, made, at) SELECT ?, ?, ?, ?, ?, ?
       WHERE ${stillMay(action)}
         AND (SELECT count(*) FROM entity WHERE +workspace = ? AND id IN (SELECT value FROM json_each(?))) = ?
         AND NOT EXISTS (SELECT 1 FROM requirement_type WHERE workspace = ? AND id = ? AND retired = 1)`,
    )
    .bind(
      workspace,
      member,
      key.key,
      key.fingerprint,
      id,
      at,
      ...memberValues(membership),
      workspace,
      JSON.stringify(needs),
      needs.length,
      workspace,
      requirementType ?? null,
    );
  const claimed = {
    condition: 'EXISTS (SELECT 1 FROM request WHERE workspace = ? AND member = ? AND key = ? AND made = ?)',
    values: [workspace, member, key.key, id],
  };
  const answer = db
    .prepare('SELECT made, fingerprint FROM request WHERE workspace = ? AND member = ? AND key = ?')
    .bind(workspace, member, key.key);
  const results = await db.batch<{ made: string; fingerprint: string | null }>([
    ...membership.founding(at),
    claim,
    ...statements(claimed),
    answer,
  ]);
  const row = results.at(-1)?.results[0];
  if (row === undefined) return err('not_found');
  return row.fingerprint === key.fingerprint ? ok(row.made) : err('key_conflict');
}
