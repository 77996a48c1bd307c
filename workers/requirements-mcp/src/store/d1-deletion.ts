import { sha256Hex } from '@aisystant/mcp';
import { type Database, rowsOf } from '@aisystant/mcp/d1';
import { CHANGES } from './d1-relationship-writes.ts';
import type { BelowCounts, DeletionStore } from './deletion-store.ts';
import { type Membership, stillMay } from './membership.ts';

/** Deletes entities of the caller's workspace. */
export function deletionStore(db: Database, membership: () => Promise<Membership>): DeletionStore {
  const counted = async <Row>(sql: string, id: string): Promise<Row> => {
    const [row] = await rowsOf<Row>(db, sql, (await membership()).workspace, id);
    if (row === undefined) throw new TypeError('a count has one row');
    return row;
  };
  const countBelow = (id: string) => counted<BelowCounts>(COUNTS, id);
  /** The confirmation is of this entity with as much below it as there is now. */
  const bound = async (hash: string, id: string, counts: BelowCounts) =>
    sha256Hex(JSON.stringify([hash, id, Object.values(counts)]));
  return {
    countBelow,
    countDependents: async (id) =>
      (await counted<{ dependents: number }>(`${TREE} SELECT ${DEPENDENTS}`, id)).dependents,
    async confirmDeletion(id, hash, expiresAtMs) {
      const { workspace, id: member } = await membership();
      await rowsOf(
        db,
        "INSERT INTO ticket (hash, kind, workspace, member, expires_at) VALUES (?, 'delete', ?, ?, ?)",
        await bound(hash, id, await countBelow(id)),
        workspace,
        member,
        expiresAtMs,
      );
    },
    async deleteEntity(id, condition, nowMs) {
      const { workspace, id: member, clientId } = await membership();
      const take = crypto.randomUUID();
      const counts = await countBelow(id);
      const caller = [workspace, id, take, member];
      const claim =
        typeof condition === 'string'
          ? db.prepare(CLAIMS[condition]).bind(...caller)
          : db
              .prepare(CONFIRMED)
              .bind(
                ...caller,
                await bound(condition.confirmation, id, counts),
                nowMs,
                JSON.stringify(Object.values(counts)),
              );
      const change = [new Date(nowMs).toISOString(), member, clientId];
      const [claimed] = await db.batch([
        claim,
        ...KEEPING.map((sql) => db.prepare(sql).bind(workspace, id, take, ...change)),
        ...REMOVING.map((sql) => db.prepare(sql).bind(workspace, id, take)),
      ]);
      return (claimed?.meta.changes ?? 0) > 0 ? counts : null;
    },
  };
}

/** An entity and all below it; ?1 is the workspace, ?2 the entity. */
const TREE = `WITH RECURSIVE tree (id) AS (
  SELECT id FROM entity WHERE workspace = ?1 AND id = ?2
  UNION ALL SELECT e.id FROM tree JOIN entity e ON e.parent = tree.id)`;

const ofType = (type: string) => `(SELECT count(*) FROM entity WHERE id IN tree AND id <> ?2 AND type = '${type}')`;
const RELATIONSHIPS = '(SELECT count(*) FROM relationship WHERE source IN tree OR target IN tree)';
const COUNTED = [
  ofType('user_story'),
  ofType('acceptance_criteria'),
  ofType('requirement'),
  RELATIONSHIPS,
  '(SELECT count(*) FROM comment WHERE entity IN tree)',
] as const;
const COUNTS = `${TREE} SELECT ${COUNTED[0]} AS user_stories, ${COUNTED[1]} AS acceptance_criteria, ${COUNTED[2]} AS requirements,
  ${COUNTED[3]} AS relationships, ${COUNTED[4]} AS comments`;
const DEPENDENTS = `(SELECT count(*) - 1 FROM tree) + ${RELATIONSHIPS}
  + (SELECT count(*) FROM entity WHERE criteria IN tree AND id NOT IN tree)
  + (SELECT count(*) FROM entity e WHERE e.id = ?2 AND e.type = 'acceptance_criteria' AND NOT EXISTS (
      SELECT 1 FROM entity other WHERE other.parent = e.parent AND other.type = e.type AND other.id <> e.id))
  AS dependents`;

/** The conditions are checked in the transaction too: something may be added between a count and the deletion. */
const MEMBER = stillMay('delete', '?1', '?4');
const claimIf = (condition: string) => `INSERT INTO ticket (hash, kind, workspace, member, expires_at, taken_by)
  SELECT ?3, 'delete', ?1, ?4, 0, ?3 WHERE ${MEMBER} AND (${TREE} SELECT ${condition})`;
const CLAIMS = {
  'nothing depends': claimIf(`dependents = 0 FROM (SELECT ${DEPENDENTS})`),
  forced: claimIf('count(*) > 0 FROM tree'),
};
const CONFIRMED = `UPDATE ticket SET taken_by = ?3 WHERE hash = ?5 AND kind = 'delete' AND workspace = ?1 AND member = ?4
  AND taken_by IS NULL AND expires_at > ?6 AND ${MEMBER} AND (${TREE} SELECT json_array(${COUNTED.join(', ')})) = ?7`;

/** Whether this call claimed the deletion. */
const TAKEN = 'EXISTS (SELECT 1 FROM ticket WHERE workspace = ?1 AND taken_by = ?3)';

const FIELDS = `'title', e.title, 'description', e.description, 'status', e.status, 'priority', e.priority,
  'assigneeId', e.assignee, 'criteriaId', e.criteria`;
const EMPTIED = `(SELECT json_group_object(key, json_object('from', value, 'to', NULL))
  FROM json_each(json_object(${FIELDS})) WHERE type <> 'null')`;
const DETACHED = "json_object('criteriaId', json_object('from', e.criteria, 'to', NULL))";
const OUTSIDE = `criteria IN tree AND id NOT IN tree AND ${TAKEN}`;

/** The last revision of what is deleted, and a revision of the requirements that lose their criterion. */
const KEEPING = [
  [EMPTIED, `id IN tree AND ${TAKEN}`],
  [DETACHED, OUTSIDE],
]
  .map(
    ([change, where]) => `${TREE} INSERT INTO revision (entity, version, at, author, client, change)
      SELECT e.id, e.version + 1, ?4, ?5, ?6, ${change} FROM entity e WHERE ${where}`,
  )
  .concat(
    `${TREE} ${CHANGES} SELECT workspace, id, source, target, type, 'removed', ?4, ?5, ?6 FROM relationship
     WHERE (source IN tree OR target IN tree) AND ${TAKEN}`,
    `${TREE} UPDATE entity SET criteria = NULL, version = version + 1, write_id = ?3, updated_at = ?4
     WHERE ${OUTSIDE} AND ?5 IS NOT NULL AND ?6 IS NOT NULL`,
  );

/** Entities last, since the others are found by them. */
const REMOVING = [
  `${TREE} INSERT INTO deleted_entity (id, workspace, type, number, version)
   SELECT id, workspace, type, number, version + 1 FROM entity WHERE id IN tree AND ${TAKEN}`,
  ...[
    'request WHERE workspace = ?1 AND (made IN tree OR made IN (SELECT id FROM comment WHERE entity IN tree))',
    'comment WHERE entity IN tree',
    'relationship WHERE (source IN tree OR target IN tree)',
    'entity_words WHERE rowid IN (SELECT n FROM entity WHERE id IN tree)',
    'entity WHERE id IN tree',
  ].map((rows) => `${TREE} DELETE FROM ${rows} AND ${TAKEN}`),
  'DELETE FROM ticket WHERE workspace = ?1 AND taken_by = ?3 AND ?2 IS NOT NULL',
];
