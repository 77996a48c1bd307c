import { ToolError } from '@aisystant/mcp';
import * as z from 'zod';
import { ENTITY_TYPES } from '../domain/entity-type.ts';
import type { Comment } from '../store/comment-store.ts';
import type { RequirementsStore } from '../store/requirements-store.ts';
import { CommentView, commentView } from '../tools/comments/comment-view.ts';

/** A comment as the REST interface answers it; `replies` only where threads are asked for. */
export const RestComment = CommentView.extend({
  entity_type: z.enum(ENTITY_TYPES),
  entity_id: z.string(),
  updated_at: z.string(),
  is_inline: z.boolean(),
  is_reply: z.boolean(),
  depth: z.int(),
  get replies() {
    return z.array(RestComment).optional();
  },
});

type View = z.output<typeof RestComment>;

/** A page of comments; `count` is how many there are in all. */
export const commentsOutput = z.object({
  comments: z.array(RestComment),
  count: z.int(),
  limit: z.int(),
  offset: z.int(),
});

/** Most replies of one answer. */
const MOST_REPLIES = 1_000;

/** Comments as {@link RestComment} has them. */
export async function restComments(store: RequirementsStore, comments: readonly Comment[]): Promise<View[]> {
  const authors = await store.authors();
  return comments.map((comment) => ({
    ...commentView(comment, authors),
    entity_type: comment.entityType,
    entity_id: comment.entityId,
    updated_at: comment.updatedAt,
    is_inline: comment.linkedText !== null,
    is_reply: comment.parentId !== null,
    depth: comment.depth,
  }));
}

/** A page of first comments with all their replies inside. Throws `INVALID_ARGUMENT` when those are too many for one answer. */
export async function threadsOf(
  store: RequirementsStore,
  page: z.output<typeof commentsOutput>,
): Promise<z.output<typeof commentsOutput>> {
  const below = await store.repliesBelow(
    page.comments.map(({ id }) => id),
    MOST_REPLIES + 1,
  );
  if (below.length > MOST_REPLIES) {
    throw new ToolError('INVALID_ARGUMENT', `Ответов больше ${MOST_REPLIES}, в один список они не войдут.`, {
      field: 'limit',
      hint: 'Возьмите меньше веток (limit) или читайте без threaded.',
    });
  }
  const replies = Map.groupBy(await restComments(store, below), ({ parent_comment_id }) => parent_comment_id);
  const withReplies = (comment: View): View => ({
    ...comment,
    replies: (replies.get(comment.id) ?? []).map(withReplies),
  });
  return { ...page, comments: page.comments.map(withReplies) };
}
