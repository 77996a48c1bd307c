import { type Database, rowsOf } from '@aisystant/mcp/d1';
import { BRIEF_CHARACTERS, type EntityStore, type TreeCounts } from './entity-store.ts';
import type { Membership } from './membership.ts';
import { type EntityRow, entitiesOf } from './rows.ts';

/** Reads what is below an entity of the caller's workspace, at most `limit` entities of it. */
export async function readTree(
  db: Database,
  caller: Membership,
  id: string,
  limit: number,
): ReturnType<EntityStore['below']> {
  const found = await rowsOf<EntityRow & TreeCounts & { missing: number }>(db, BELOW, caller.workspace, id, limit);
  const counts = countsOf(found[0]);
  const shown = entitiesOf(found, caller);
  return {
    entities: shown.map((entity, at) => ({ ...entity, missingCriteria: found[at]?.missing === 1 })),
    counts,
    truncated: found.length < counts.stories + counts.acceptance_criteria + counts.requirements,
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
