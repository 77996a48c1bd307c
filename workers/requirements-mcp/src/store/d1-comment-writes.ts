import { err, ok } from '@aisystant/mcp';
import { type Bound, boundOn, type Database, type Statement } from '@aisystant/mcp/d1';
import type { CommentStore, NewComment } from './comment-store.ts';
import { COMMENTS, commentReads } from './d1-comment-reads.ts';
import { indexedComment, newestComments } from './entity-words.ts';
import { type ClaimCondition, writeOnce } from './idempotent-write.ts';
import { type Membership, memberValues, stillMay } from './membership.ts';
import { type CommentRow, commentOf } from './rows.ts';

/** Adds comments to the caller's workspace, each with its words for the search, and marks them as resolved. */
export function commentWrites(
  db: Database,
  membership: () => Promise<Membership>,
): Pick<CommentStore, 'addComment' | 'resolveComment'> {
  const bound = boundOn(db);
  const { comment: read } = commentReads(db, membership);
  return {
    async addComment(comment, key) {
      const caller = await membership();
      const { id, entityId, parentId, createdAt } = comment;
      const write = { membership: caller, action: 'comment' as const, key, id, at: createdAt, needs: [entityId] };
      const parent = parentId === null ? null : await read(parentId);
      if (parentId !== null && parent?.entityId !== entityId) return err('not_found' as const);
      const depth = parent === null ? 0 : parent.depth + 1;
      const made = await writeOnce(db, write, (claimed) => addStatements(bound, { caller, comment, depth, claimed }));
      if (!made.ok) return made;
      const value = await read(made.value);
      return value === null ? err('not_found' as const) : ok({ value, repeated: made.value !== id });
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

function addStatements(
  bound: Bound,
  {
    caller: { workspace, id: author },
    comment: { id, entityId, parentId, createdAt, content, linkedText, textStart, textEnd },
    depth,
    claimed: { condition, values },
  }: {
    readonly caller: Membership;
    readonly comment: NewComment;
    readonly depth: number;
    readonly claimed: ClaimCondition;
  },
): readonly Statement[] {
  const text = [content, linkedText, textStart, textEnd];
  const row = [id, workspace, entityId, parentId, author, ...text, createdAt, createdAt, depth];
  return [
    bound(
      `INSERT INTO comment (id, workspace, entity, parent, author, content, linked_text, text_start, text_end,
         created_at, updated_at, depth) SELECT ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?
       WHERE ${condition} AND (? IS NULL OR EXISTS (SELECT 1 FROM comment WHERE workspace = ? AND id = ?))`,
      ...row,
      ...values,
      parentId,
      workspace,
      parentId,
    ),
    bound(
      `UPDATE entity_words SET comments = ${newestComments('comments || ?')} WHERE rowid = (SELECT n FROM entity WHERE id = ?)
       AND EXISTS (SELECT 1 FROM comment WHERE id = ?) AND ${condition}`,
      indexedComment(workspace, content),
      entityId,
      id,
      ...values,
    ),
  ];
}
