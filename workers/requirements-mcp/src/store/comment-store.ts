import type { IdempotencyKey, Result } from '@aisystant/mcp';
import type { Created, CreateError } from '../domain/created.ts';
import type { EntityType } from '../domain/entity-type.ts';
import type { Numbered } from './entity-store.ts';

/** A comment of an entity; a reply has a parent, an inline one the piece of text that it is about. */
export interface Comment {
  /** UUID. */
  readonly id: string;
  readonly entityId: string;
  readonly entityType: EntityType;
  /** How many comments it is below the first one of its thread. */
  readonly depth: number;
  readonly parentId: string | null;
  readonly authorId: string;
  readonly content: string;
  readonly linkedText: string | null;
  /** Where the linked text is in the description, UTF-16 units. */
  readonly textStart: number | null;
  readonly textEnd: number | null;
  readonly resolved: boolean;
  /** ISO 8601. */
  readonly createdAt: string;
  /** ISO 8601. */
  readonly updatedAt: string;
}

/** A comment before the store knows its author. */
export type NewComment = Omit<Comment, 'authorId' | 'resolved' | 'updatedAt' | 'entityType' | 'depth'>;

/** Which comments a list holds; an absent field does not filter. */
export interface CommentFilters {
  readonly entityId?: string | undefined;
  /** The comment whose replies they are; null for those that are no replies. */
  readonly parentId?: string | null | undefined;
  readonly resolved?: boolean | undefined;
  readonly inline?: boolean | undefined;
}

/** Why a comment was not changed: there is none, or it has other words than those that were read. */
export type NotEdited = 'not_found' | 'changed';

/** Why a comment was not removed. */
export type NotRemoved = 'not_found' | 'has_replies';

/** A comment of a list, with its place. */
export interface ListedComment extends Numbered {
  readonly comment: Comment;
}

/** Comments in the workspace of the caller. */
export interface CommentStore {
  /** Comments, the oldest first. */
  comments(filters: CommentFilters, after: number | null, limit: number): Promise<readonly ListedComment[]>;
  /** A page of comments, the oldest first, and how many there are in all. */
  commentPage(
    filters: CommentFilters,
    page: { readonly limit: number; readonly offset: number },
  ): Promise<{ readonly comments: readonly Comment[]; readonly total: number }>;
  /** All comments of entities, and all replies below comments, the oldest first; at most `limit`. */
  commentsOf(entityIds: readonly string[], limit: number): Promise<readonly Comment[]>;
  repliesBelow(commentIds: readonly string[], limit: number): Promise<readonly Comment[]>;
  comment(id: string): Promise<Comment | null>;
  addComment(comment: NewComment, key: IdempotencyKey): Promise<Result<Created<Comment>, CreateError>>;
  /** Marks a comment as resolved or open; null when there is none. */
  resolveComment(id: string, resolved: boolean, at: string): Promise<Comment | null>;
  /** Changes the words of a comment of the caller, if it still has those of `comment`. */
  editComment(comment: Comment, content: string, at: string): Promise<Result<Comment, NotEdited>>;
  /** Removes a comment that nothing replies to. */
  removeComment(comment: Comment): Promise<Result<null, NotRemoved>>;
}
