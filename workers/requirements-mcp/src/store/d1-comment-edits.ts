import { err, ok } from '@aisystant/mcp';
import { type Database, rowsOf, type Statement } from '@aisystant/mcp/d1';
import type { CommentStore } from './comment-store.ts';
import { commentReads } from './d1-comment-reads.ts';
import { COMMENTS_CHARACTERS, indexedComment, indexedComments, newestComments } from './entity-words.ts';
import { type Membership, memberValues, stillMay } from './membership.ts';

/** Changes and removes comments of the caller's workspace, with their words for the search. */
export function commentEdits(
  db: Database,
  membership: () => Promise<Membership>,
): Pick<CommentStore, 'editComment' | 'removeComment'> {
  const { comment: read } = commentReads(db, membership);
  return {
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
  };
}

const REPLACED =
  'substr(comments, 1, instr(comments, ?1) - 1) || ?2 || substr(comments, instr(comments, ?1) + length(?1))';

/** The newest comments of an entity, about as many as the index holds. */
const NEWEST = `SELECT content FROM (SELECT content, n, sum(length(content)) OVER (ORDER BY n DESC) AS characters
    FROM comment WHERE workspace = ? AND entity = ?) WHERE characters <= ${COMMENTS_CHARACTERS} ORDER BY n`;

/**
 * The statements that put the words of a comment in the place of those it had, at their first place: equal comments have
 * equal words. Comments of before the index had one block each share a block, where the words of one are not found: the
 * words of the comments of the entity are then written again first, unless somebody has written to them since. The same happens, without
 * effect, for a comment that is older than all in the index.
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
      `UPDATE entity_words SET comments = ${newestComments(REPLACED)} WHERE rowid = (SELECT n FROM entity WHERE id = ?3) AND instr(comments, ?1) > 0 AND ${sql}`,
    )
    .bind(old, indexedComment(workspace, to), entityId, ...values);
  const [shared] = await rowsOf<{ comments: string }>(
    db,
    'SELECT comments FROM entity_words WHERE rowid = (SELECT n FROM entity WHERE id = ?) AND instr(comments, ?) = 0',
    entityId,
    old,
  );
  if (shared === undefined) return [replace];
  const rows = await rowsOf<{ content: string }>(db, NEWEST, workspace, entityId);
  const words = indexedComments(
    workspace,
    rows.map(({ content }) => content),
  );
  const rewrite = db
    .prepare('UPDATE entity_words SET comments = ? WHERE rowid = (SELECT n FROM entity WHERE id = ?) AND comments = ?')
    .bind(words, entityId, shared.comments);
  return [rewrite, replace];
}
