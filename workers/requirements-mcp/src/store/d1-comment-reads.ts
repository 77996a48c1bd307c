import { type Database, rowsOf } from '@aisystant/mcp/d1';
import type { CommentFilters, CommentStore } from './comment-store.ts';
import type { Membership } from './membership.ts';
import { type CommentRow, commentOf } from './rows.ts';

/** Comments of a workspace, with the type of their entity. */
export const COMMENTS =
  'SELECT c.*, e.type AS entity_type FROM comment c JOIN entity e ON e.id = c.entity WHERE c.workspace = ?';

/** Reads comments of the caller's workspace. */
export function commentReads(
  db: Database,
  membership: () => Promise<Membership>,
): Pick<CommentStore, 'comments' | 'commentPage' | 'commentsOf' | 'repliesBelow' | 'comment'> {
  const rows = async <Row = CommentRow>(sql: string, ...values: readonly unknown[]) =>
    rowsOf<Row>(db, sql, (await membership()).workspace, ...values);
  return {
    async comments(filters, after, limit) {
      const { sql, values } = conditionsOf(filters);
      const found = await rows(`${COMMENTS} ${sql} AND c.n > ? ORDER BY c.n LIMIT ?`, ...values, after ?? 0, limit);
      return found.map((row) => ({ number: row.n, comment: commentOf(row) }));
    },
    async commentPage(filters, { limit, offset }) {
      const { sql, values } = conditionsOf(filters);
      const [found, counted] = await Promise.all([
        rows(`${COMMENTS} ${sql} ORDER BY c.n LIMIT ? OFFSET ?`, ...values, limit, offset),
        rows<{ total: number }>(`SELECT count(*) AS total FROM comment c WHERE c.workspace = ? ${sql}`, ...values),
      ]);
      return { comments: found.map(commentOf), total: counted[0]?.total ?? 0 };
    },
    async commentsOf(entityIds, limit) {
      const sql = `${COMMENTS} AND c.entity IN (SELECT value FROM json_each(?)) ORDER BY c.n LIMIT ?`;
      return (await rows(sql, JSON.stringify(entityIds), limit)).map(commentOf);
    },
    async repliesBelow(commentIds, limit) {
      const found = await rows(
        `WITH RECURSIVE thread (id) AS (
           SELECT id FROM comment WHERE +workspace = ?1 AND parent IN (SELECT value FROM json_each(?2))
           UNION ALL SELECT reply.id FROM thread JOIN comment reply ON reply.parent = thread.id LIMIT ?3)
         SELECT c.*, e.type AS entity_type FROM comment c JOIN entity e ON e.id = c.entity
         WHERE c.id IN thread ORDER BY c.n`,
        JSON.stringify(commentIds),
        limit,
      );
      return found.map(commentOf);
    },
    async comment(id) {
      const [row] = await rows(`${COMMENTS} AND c.id = ?`, id);
      return row ? commentOf(row) : null;
    },
  };
}

function conditionsOf({ entityId, parentId, resolved, inline }: CommentFilters) {
  const values = [entityId, parentId ?? undefined, resolved === undefined ? undefined : Number(resolved)];
  const conditions = ['c.entity = ?', 'c.parent = ?', 'c.resolved = ?'].filter((_, n) => values[n] !== undefined);
  if (parentId === null) conditions.push('c.parent IS NULL');
  if (inline !== undefined) conditions.push(`c.linked_text IS ${inline ? 'NOT ' : ''}NULL`);
  return {
    sql: conditions.map((condition) => `AND ${condition}`).join(' '),
    values: values.filter((value) => value !== undefined),
  };
}
