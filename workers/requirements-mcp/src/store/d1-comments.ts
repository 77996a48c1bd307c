import { err, ok } from '@aisystant/mcp';
import { type Database, rowsOf, type Statement } from '@aisystant/mcp/d1';
import type { CommentFilters, CommentStore } from './comment-store.ts';
import { indexedComment } from './entity-words.ts';
import { writeOnce } from './idempotent-write.ts';
import { type Membership, memberValues, stillMay } from './membership.ts';
import { type CommentRow, commentOf } from './rows.ts';

const COMMENTS =
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

/** Writes comments of the caller's workspace, each with its words for the search. */
export function commentWrites(
  db: Database,
  membership: () => Promise<Membership>,
): Pick<CommentStore, 'addComment' | 'editComment' | 'removeComment' | 'resolveComment'> {
  const { comment: read } = commentReads(db, membership);
  return {
    async addComment(comment, key) {
      const caller = await membership();
      const { workspace } = caller;
      const { id, entityId, parentId, createdAt, content } = comment;
      const write = { membership: caller, action: 'comment' as const, key, id, at: createdAt, needs: [entityId] };
      const parent = parentId === null ? null : await read(parentId);
      if (parentId !== null && parent?.entityId !== entityId) return err('not_found' as const);
      const made = await writeOnce(db, write, ({ condition, values }) => [
        db
          .prepare(
            `INSERT INTO comment (id, workspace, entity, parent, author, content, linked_text, text_start, text_end,
               created_at, updated_at, depth) SELECT ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?
             WHERE ${condition} AND (? IS NULL OR EXISTS (SELECT 1 FROM comment WHERE workspace = ? AND id = ?))`,
          )
          .bind(
            id,
            workspace,
            entityId,
            parentId,
            caller.id,
            content,
            comment.linkedText,
            comment.textStart,
            comment.textEnd,
            createdAt,
            createdAt,
            parent === null ? 0 : parent.depth + 1,
            ...values,
            parentId,
            workspace,
            parentId,
          ),
        db
          .prepare(
            `UPDATE entity_words SET comments = comments || ? WHERE rowid = (SELECT n FROM entity WHERE id = ?)
             AND EXISTS (SELECT 1 FROM comment WHERE id = ?) AND ${condition}`,
          )
          .bind(indexedComment(workspace, content), entityId, id, ...values),
      ]);
      if (!made.ok) return made;
      const value = await read(made.value);
      return value === null ? err('not_found' as const) : ok({ value, repeated: made.value !== id });
    },
    async editComment({ id, entityId, content: before }, content, at) {
      const caller = await membership();
      const { workspace } = caller;
      const unchanged = {
        sql: `EXISTS (SELECT 1 FROM comment WHERE workspace = ? AND id = ? AND content = ? AND author = ?) AND ${stillMay('comment')}`,
        values: [workspace, id, before, caller.id, ...memberValues(caller)],
      };
      const results = await db.batch([
        // Before the change, which they depend on: the words are those of this comment only as long as it has them.
        ...(await replacedWords(db, workspace, { entityId, from: before, to: content }, unchanged)),
        // An automatic key is a hash of the words, which this comment no longer has: the same words make another comment.
        db
          .prepare(
            `DELETE FROM request WHERE workspace = ? AND made = ? AND key LIKE 'auto:%' AND ? <> ? AND ${unchanged.sql}`,
          )
          .bind(workspace, id, before, content, ...unchanged.values),
        db
          .prepare(`UPDATE comment SET content = ?, updated_at = ? WHERE workspace = ? AND id = ? AND ${unchanged.sql}`)
          .bind(content, at, workspace, id, ...unchanged.values),
      ]);
      const value = await read(id);
      if (value === null) return err('not_found' as const);
      const isDone = (results.at(-1)?.meta.changes ?? 0) > 0 || value.content === content;
      return isDone ? ok(value) : err('changed' as const);
    },
    async removeComment({ id, entityId, content, authorId }) {
      const caller = await membership();
      const { workspace } = caller;
      const removable = {
        sql: `EXISTS (SELECT 1 FROM comment WHERE workspace = ? AND id = ? AND content = ?)
          AND NOT EXISTS (SELECT 1 FROM comment WHERE parent = ?) AND ${stillMay(authorId === caller.id ? 'comment' : 'delete')}`,
        values: [workspace, id, content, id, ...memberValues(caller)],
      };
      const results = await db.batch([
        ...(await replacedWords(db, workspace, { entityId, from: content, to: '' }, removable)),
        db
          .prepare(`DELETE FROM comment WHERE workspace = ? AND id = ? AND ${removable.sql}`)
          .bind(workspace, id, ...removable.values),
        db
          .prepare(
            'DELETE FROM request WHERE workspace = ? AND made = ? AND NOT EXISTS (SELECT 1 FROM comment WHERE id = ?)',
          )
          .bind(workspace, id, id),
      ]);
      if ((results.at(-2)?.meta.changes ?? 0) > 0) return ok(null);
      return err((await read(id)) === null ? ('not_found' as const) : ('has_replies' as const));
    },
    async resolveComment(id, resolved, at) {
      const caller = await membership();
      const values = [caller.workspace, id, ...memberValues(caller)];
      const [, answer] = await db.batch<CommentRow>([
        db
          .prepare(
            `UPDATE comment SET resolved = ?, updated_at = ? WHERE resolved <> ? AND workspace = ? AND id = ?
             AND ${stillMay('comment')}`,
          )
          .bind(Number(resolved), at, Number(resolved), ...values),
        db.prepare(`${COMMENTS} AND c.id = ? AND ${stillMay('comment')}`).bind(...values),
      ]);
      const row = answer?.results[0];
      return row ? commentOf(row) : null;
    },
  };
}

/**
 * The statements that put the words of a comment in the place of those it had, at their first place: equal comments have
 * equal words. Comments of before the index had one block each share a block, where the words of one are not found: the
 * words of all comments of the entity are then written again first, unless somebody has written to them since.
 */
async function replacedWords(
  db: Database,
  workspace: string,
  { entityId, from, to }: { readonly entityId: string; readonly from: string; readonly to: string },
  { sql, values }: { readonly sql: string; readonly values: readonly unknown[] },
): Promise<Statement[]> {
  const old = indexedComment(workspace, from);
  const replace = db
    .prepare(
      `UPDATE entity_words SET comments = substr(comments, 1, instr(comments, ?1) - 1) || ?2
         || substr(comments, instr(comments, ?1) + length(?1))
       WHERE rowid = (SELECT n FROM entity WHERE id = ?3) AND instr(comments, ?1) > 0 AND ${sql}`,
    )
    .bind(old, indexedComment(workspace, to), entityId, ...values);
  const [shared] = await rowsOf<{ comments: string }>(
    db,
    'SELECT comments FROM entity_words WHERE rowid = (SELECT n FROM entity WHERE id = ?) AND instr(comments, ?) = 0',
    entityId,
    old,
  );
  if (shared === undefined) return [replace];
  const rows = await rowsOf<{ content: string }>(
    db,
    'SELECT content FROM comment WHERE workspace = ? AND entity = ? ORDER BY n',
    workspace,
    entityId,
  );
  const all = rows.map(({ content }) => indexedComment(workspace, content)).join('');
  const rewrite = db
    .prepare('UPDATE entity_words SET comments = ? WHERE rowid = (SELECT n FROM entity WHERE id = ?) AND comments = ?')
    .bind(all, entityId, shared.comments);
  return [rewrite, replace];
}
