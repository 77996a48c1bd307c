import { quoteWords } from '@aisystant/mcp';
import * as z from 'zod';
import type { Member } from '../../domain/role.ts';
import type { Comment } from '../../store/comment-store.ts';

/** Output: a comment. */
export const CommentView = z.object({
  id: z.string(),
  parent_comment_id: z.string().nullable(),
  author_id: z.string(),
  author: z.string().nullable(),
  content: z.string(),
  linked_text: z.string().nullable(),
  text_position_start: z.int().nullable(),
  text_position_end: z.int().nullable(),
  is_resolved: z.boolean(),
  created_at: z.string(),
});

/** A comment as {@link CommentView} has it. */
export function commentView(comment: Comment, authors: ReadonlyMap<string, Member>): z.output<typeof CommentView> {
  return {
    id: comment.id,
    parent_comment_id: comment.parentId,
    author_id: comment.authorId,
    author: authors.get(comment.authorId)?.name ?? null,
    content: comment.content,
    linked_text: comment.linkedText,
    text_position_start: comment.textStart,
    text_position_end: comment.textEnd,
    is_resolved: comment.resolved,
    created_at: comment.createdAt,
  };
}

/** A comment in one line. */
export function commentLine({ id, author, content, linked_text, is_resolved }: z.output<typeof CommentView>): string {
  const about = linked_text === null ? '' : ` к словам ${quoteWords(linked_text)}`;
  const by = author === null ? 'Бывший участник' : quoteWords(author);
  return `${by}${about}: ${quoteWords(content)} (${is_resolved ? 'решено' : 'открыто'}, ${id})`;
}
