import { type Database, rowsOf } from '@aisystant/mcp/d1';
import { parseEntityKey, referenceIdOf } from '../domain/reference-id.ts';
import type { Revision } from '../domain/revision.ts';
import { conditionsOf, orderedBy } from './entity-conditions.ts';
import { BRIEF_CHARACTERS, type EntityStore, type TreeCounts } from './entity-store.ts';
import type { Membership } from './membership.ts';
import { type EntityRow, entitiesOf } from './rows.ts';

/** Reads entities of the caller's workspace. */
export function entityReads(
  db: Database,
  membership: () => Promise<Membership>,
): Pick<EntityStore, 'find' | 'findDeleted' | 'findAll' | 'children' | 'list' | 'page' | 'below' | 'history'> {
  const rows = async <Row = EntityRow>(sql: string, ...values: readonly unknown[]) =>
    rowsOf<Row>(db, sql, (await membership()).workspace, ...values);
  const entities = async (sql: string, ...values: readonly unknown[]) =>
    entitiesOf(await rows(sql, ...values), await membership());
  /** The row of a table that a caller names by UUID or reference id. */
  const named = async (written: string, table: 'entity' | 'deleted_entity') => {
    const key = parseEntityKey(written);
    if (key === null) return [];
    const from = `SELECT * FROM ${table} WHERE workspace = ?`;
    return key.by === 'id'
      ? rows(`${from} AND id = ?`, key.id)
      : rows(`${from} AND type = ? AND number = ?`, key.type, key.number);
  };
  return {
    async find(written) {
      const [entity] = entitiesOf(await named(written, 'entity'), await membership());
      return entity ?? null;
    },
    async findDeleted(written) {
      const [row] = await named(written, 'deleted_entity');
      if (row === undefined) return null;
      const { id, type, number, version } = row;
      return { id, type, version, referenceId: referenceIdOf(type, number), title: null, status: null, priority: null };
    },
    async findAll(ids) {
      return entities(
        // The plus keeps SQLite from reading the whole workspace by its index to find a few ids.
        'SELECT * FROM entity WHERE +workspace = ? AND id IN (SELECT value FROM json_each(?))',
        JSON.stringify(ids),
      );
    },
    async children(parentIds, types, limit) {
      return entities(
        `SELECT * FROM entity WHERE +workspace = ? AND parent IN (SELECT value FROM json_each(?))
           AND type IN (SELECT value FROM json_each(?)) ORDER BY type, number LIMIT ?`,
        JSON.stringify(parentIds),
        JSON.stringify(types),
        limit,
      );
    },
    async list(filters, after, limit) {
      const { sql, values } = conditionsOf(filters);
      const found = await rows(
        `SELECT * FROM entity e WHERE e.workspace = ? ${sql} AND e.number > ? ORDER BY e.number LIMIT ?`,
        ...values,
        after ?? 0,
        limit,
      );
      const listed = entitiesOf(found, await membership());
      return listed.map((entity, at) => ({ number: found[at]?.number ?? 0, entity }));
    },
    async page(filters, order, { limit, offset }) {
      const { sql, values } = conditionsOf(filters);
      const { workspace, requirementTypes } = await membership();
      const from = `FROM entity e WHERE e.workspace = ? ${sql}`;
      const bound = [workspace, ...values];
      const [found, counted] = await db.batch<EntityRow & { total: number }>([
        db.prepare(`SELECT e.* ${from} ORDER BY ${orderedBy(order)} LIMIT ? OFFSET ?`).bind(...bound, limit, offset),
        db.prepare(`SELECT count(*) AS total ${from}`).bind(...bound),
      ]);
      const shown = entitiesOf(found?.results ?? [], { requirementTypes });
      return { entities: shown, total: counted?.results[0]?.total ?? 0 };
    },
    async below(id, limit) {
      const found = await rows<EntityRow & TreeCounts & { missing: number }>(BELOW, id, limit);
      const counts = countsOf(found[0]);
      const shown = entitiesOf(found, await membership());
      return {
        entities: shown.map((entity, at) => ({ ...entity, missingCriteria: found[at]?.missing === 1 })),
        counts,
        truncated: found.length < counts.stories + counts.acceptance_criteria + counts.requirements,
      };
    },
    async history(id, before, limit) {
      const found = await rows<RevisionRow>(
        `SELECT * FROM revision WHERE entity = ?2 AND version < ?3
           AND (EXISTS (SELECT 1 FROM entity WHERE workspace = ?1 AND id = ?2)
             OR EXISTS (SELECT 1 FROM deleted_entity WHERE workspace = ?1 AND id = ?2))
         ORDER BY version DESC LIMIT ?4`,
        id,
        before ?? Number.MAX_SAFE_INTEGER,
        limit,
      );
      return found.map(revisionOf);
    },
  };
}

const countsOf = (row: TreeCounts | undefined): TreeCounts => ({
  stories: row?.stories ?? 0,
  stories_without_criteria: row?.stories_without_criteria ?? 0,
  acceptance_criteria: row?.acceptance_criteria ?? 0,
  requirements: row?.requirements ?? 0,
  requirements_without_tests: row?.requirements_without_tests ?? 0,
});

const countOf = (condition: string) => `sum(${condition}) OVER ()`;

/**
 * What is below ?2, at most ?3 rows, each with the counts of all. Of descriptions only the beginning, and that of the rows which
 * are kept: all of a large tree would not fit into memory.
 */
const BELOW = `WITH RECURSIVE
  tree (id, n, depth, type, number, criteria) AS (
    SELECT id, n, 1, type, number, criteria FROM entity WHERE +workspace = ?1 AND parent = ?2
    UNION ALL SELECT e.id, e.n, tree.depth + 1, e.type, e.number, e.criteria
      FROM tree CROSS JOIN entity e ON e.parent = tree.id),
  node AS (
    SELECT *, type = 'user_story' AND NOT EXISTS (
      SELECT 1 FROM entity c WHERE c.parent = tree.id AND c.type = 'acceptance_criteria') AS missing
    FROM tree),
  kept AS MATERIALIZED (
    SELECT n, depth, missing,
      ${countOf("type = 'user_story'")} AS stories,
      ${countOf("type = 'acceptance_criteria'")} AS acceptance_criteria,
      ${countOf("type = 'requirement'")} AS requirements,
      ${countOf('missing')} AS stories_without_criteria,
      ${countOf("type = 'requirement' AND criteria IS NULL")} AS requirements_without_tests
    FROM node ORDER BY depth, type, number LIMIT ?3)
  SELECT kept.*, e.id, type, number, parent, criteria, requirement_type, title,
    substr(description, 1, ${BRIEF_CHARACTERS}) AS description, status, priority, creator, assignee, version, write_id,
    created_at, updated_at
  FROM kept CROSS JOIN entity e ON e.n = kept.n ORDER BY kept.depth, e.type, e.number`;

interface RevisionRow {
  readonly version: number;
  readonly at: string;
  readonly author: string;
  readonly client: string;
  readonly change: string;
}

function revisionOf({ version, at, author, client, change }: RevisionRow): Revision {
  return { version, at, authorId: author, clientId: client, change: JSON.parse(change) };
}
