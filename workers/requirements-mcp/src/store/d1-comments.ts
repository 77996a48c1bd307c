import { err, ok } from '@aisystant/mcp';
import { indexText, stemOfCommon } from '@aisystant/search';
import { type Database, rowsOf } from './database.ts';
import { type Membership, memberValues, STILL_MEMBER } from './membership.ts';
import { makeOnce } from './once.ts';
import type { RequirementsStore } from './requirements-store.ts';
import { type CommentRow, commentOf } from './rows.ts';

/** Comments of the caller's workspace. */
export function commentStore(
  db: Database,
  membership: () => Promise<Membership>,
): Pick<RequirementsStore, 'comments' | 'addComment' | 'resolveComment'> {
  return {
    async comments({ entityId, resolved }, after, limit) {
      const { workspace } = await membership();
      const found = await rowsOf<CommentRow>(
        db,
        `SELECT * FROM comment WHERE workspace = ?1 AND entity = ?2 AND n > ?3 AND (?4 IS NULL OR resolved = ?4)
         ORDER BY n LIMIT ?5`,
        ...[workspace, entityId, after ?? 0, resolved === null ? null : Number(resolved), limit],
      );
      return found.map((row) => ({ number: row.n, comment: commentOf(row) }));
    },
    async addComment(comment, key) {
      const caller = await membership();
      const { workspace } = caller;
      const { id, entityId, parentId, createdAt, content } = comment;
      // A comment is never removed, so one that is there now is there when its reply is made.
      const parent = await rowsOf<CommentRow>(
        db,
        'SELECT id FROM comment WHERE workspace = ? AND entity = ? AND id = ?',
        ...[workspace, entityId, parentId],
      );
      if (parentId !== null && parent.length === 0) return err('not_found' as const);
      const making = { membership: caller, key, id, at: createdAt, needs: [entityId] };
      const made = await makeOnce(db, making, ({ condition, values }) => [
        db
          .prepare(
            `INSERT INTO comment (id, workspace, entity, parent, author, content, linked_text, text_start, text_end,
               created_at, updated_at) SELECT ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ? WHERE ${condition}`,
          )
          .bind(
            ...[id, workspace, entityId, parentId, caller.id, content],
            ...[comment.linkedText, comment.textStart, comment.textEnd, createdAt, createdAt, ...values],
          ),
        db
          .prepare(
            `UPDATE entity_fts SET comments = comments || ' ' || ? WHERE rowid = (SELECT n FROM entity WHERE id = ?)
             AND ${condition}`,
          )
          .bind(indexText(content, stemOfCommon), entityId, ...values),
      ]);
      if (!made.ok) return made;
      const [row] = await rowsOf<CommentRow>(
        db,
        'SELECT * FROM comment WHERE workspace = ? AND id = ?',
        ...[workspace, made.value],
      );
      return row ? ok({ value: commentOf(row), repeated: made.value !== id }) : err('not_found' as const);
    },
    async resolveComment(id, resolved, at) {
      const caller = await membership();
      const { workspace } = caller;
      const [, answer] = await db.batch<CommentRow>([
        db
          .prepare(
            `UPDATE comment SET resolved = ?, updated_at = ? WHERE workspace = ? AND id = ? AND resolved <> ?
             AND ${STILL_MEMBER}`,
          )
          .bind(Number(resolved), at, workspace, id, Number(resolved), ...memberValues(caller)),
        db.prepare('SELECT * FROM comment WHERE workspace = ? AND id = ?').bind(workspace, id),
      ]);
      const row = answer?.results[0];
      return row ? commentOf(row) : null;
    },
  };
}
