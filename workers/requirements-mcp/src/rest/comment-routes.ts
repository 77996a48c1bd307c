import { type RestRoute, ToolError } from '@aisystant/mcp';
import * as z from 'zod';
import type { EntityType } from '../domain/entity-type.ts';
import { may } from '../domain/role.ts';
import type { RequirementsServices } from '../services.ts';
import type { Comment, CommentFilters } from '../store/comment-store.ts';
import { commentFields, requireFitting, writeComment } from '../tools/comments/add-comment.ts';
import { resolveComment } from '../tools/comments/resolve-comment.ts';
import { fields, uuid } from '../tools/fields.ts';
import { notFound, requireEntity } from '../tools/require.ts';
import { READ, WRITE } from '../tools/tool.ts';
import { commentsOutput, RestComment, restComments, threadsOf } from './comment-views.ts';
import { paging } from './list-fields.ts';
import { idInput, keyOf, ofTool, route } from './route.ts';

type Routes = readonly RestRoute<RequirementsServices>[];
type Page = { readonly limit: number; readonly offset: number };

const STATUSES = ['resolved', 'unresolved'] as const;
const isResolved = (status: (typeof STATUSES)[number] | undefined) =>
  status === undefined ? undefined : status === 'resolved';

const reading = { scope: READ, effect: 'read' } as const;
const writing = { scope: WRITE, effect: 'write' } as const;
const commentId = { comment_id: uuid };
const place = z.int().min(0).max(50_000).optional().describe('UTF-16 units of the description');
const words = {
  content: commentFields.content,
  linked_text: commentFields.linked_text.optional(),
  text_position_start: place,
  text_position_end: place,
  idempotency_key: fields.idempotencyKey,
};

/** A page of comments as it is answered. */
async function listed({ store }: RequirementsServices, filters: CommentFilters, page: Page) {
  const { comments, total } = await store.commentPage(filters, page);
  return { comments: await restComments(store, comments), count: total, ...page };
}

/** The comment that an address names. Throws `NOT_FOUND`. */
async function requireComment({ store }: RequirementsServices, id: string): Promise<Comment> {
  const comment = await store.comment(id);
  if (comment === null) throw notFound('comment_id');
  return comment;
}

async function shown({ store }: RequirementsServices, comment: Comment | null) {
  if (comment === null) throw notFound('comment_id');
  const [view] = await restComments(store, [comment]);
  if (view === undefined) throw new TypeError('a comment has one view');
  return view;
}

/** Whose comments the routes are of. */
interface CommentedKind {
  readonly type: EntityType;
  /** Address of one entity. */
  readonly item: `/${string}`;
  /** Its variable. */
  readonly key: string;
  readonly one: string;
}

/** The routes of the comments of a type. */
export function commentRoutes({ type, item, key, one }: CommentedKind): Routes {
  const entityOf = (services: RequirementsServices, input: object) =>
    requireEntity(services, keyOf(input, key), key, type);
  const making = (path: `/${string}`, title: string, linkedText: z.ZodOptional<z.ZodString> | z.ZodString) =>
    route({
      ...writing,
      method: 'POST',
      path,
      title,
      status: 201,
      input: () => idInput(key).extend({ ...words, linked_text: linkedText, parent_comment_id: uuid.optional() }),
      output: () => RestComment,
      async run(input, { services, now }) {
        await services.store.require('comment');
        const { value } = await writeComment(services, now, await entityOf(services, input), input);
        return shown(services, value);
      },
    });
  return [
    route({
      ...reading,
      method: 'GET',
      path: `${item}/comments`,
      title: `Comments of ${one}; threaded puts all replies into the comment that they answer, and pages the threads`,
      input: () =>
        idInput(key).extend({
          threaded: z.boolean().default(false),
          inline: z.boolean().optional(),
          status: z.enum(STATUSES).optional(),
          ...paging,
        }),
      output: () => commentsOutput,
      async run({ threaded, inline, status, limit, offset, ...input }, { services }) {
        const { id: entityId } = await entityOf(services, input);
        const filters = { entityId, inline, resolved: isResolved(status) };
        const page = { limit, offset };
        return threaded
          ? threadsOf(services.store, await listed(services, { ...filters, parentId: null }, page))
          : listed(services, filters, page);
      },
    }),
    making(`${item}/comments`, `Comment on ${one}`, words.linked_text),
    route({
      ...reading,
      method: 'GET',
      path: `${item}/comments/inline`,
      title: `Comments on words of the description of ${one}`,
      input: () => idInput(key).extend(paging),
      output: () => commentsOutput,
      run: async ({ limit, offset, ...input }, { services }) =>
        listed(services, { entityId: (await entityOf(services, input)).id, inline: true }, { limit, offset }),
    }),
    making(`${item}/comments/inline`, `Comment on words of the description of ${one}`, commentFields.linked_text),
  ];
}

const RESOLVING = [
  ['resolve', true, 'Mark a comment as resolved'],
  ['unresolve', false, 'Open a comment again'],
] as const;

/** Only the author changes what they said; an administrator may also remove it. */
async function requireOwn({ store }: RequirementsServices, { authorId }: Comment, orManages: boolean): Promise<void> {
  await store.require('comment');
  const me = await store.me();
  if (authorId === me.id || (orManages && may(me.role, 'delete'))) return;
  throw new ToolError('FORBIDDEN', 'Это слова другого участника.', { hint: 'Ответьте на них своим комментарием.' });
}

/** The routes of comments by themselves. */
export const ownCommentRoutes: Routes = [
  route({
    ...reading,
    method: 'GET',
    path: '/comments/{comment_id}',
    title: 'Read a comment',
    input: () => z.strictObject(commentId),
    output: () => RestComment,
    run: async ({ comment_id }, { services }) => shown(services, await requireComment(services, comment_id)),
  }),
  route({
    ...writing,
    method: 'PUT',
    path: '/comments/{comment_id}',
    title: 'Change the words of your comment',
    input: () => z.strictObject({ ...commentId, content: commentFields.content }),
    output: () => RestComment,
    async run({ comment_id, content }, { services, now }) {
      const comment = await requireComment(services, comment_id);
      await requireOwn(services, comment, false);
      requireFitting(content, comment.linkedText ?? undefined);
      const edited = await services.store.editComment(comment, content, new Date(now).toISOString());
      if (edited.ok) return shown(services, edited.value);
      if (edited.error === 'not_found') throw notFound('comment_id');
      throw new ToolError('CONFLICT', 'Этот комментарий только что изменили.', { hint: 'Прочитайте его ещё раз.' });
    },
  }),
  route({
    scope: WRITE,
    effect: 'destructive',
    method: 'DELETE',
    path: '/comments/{comment_id}',
    title: 'Remove your comment, or as an administrator any; one with replies stays',
    status: 204,
    input: () => z.strictObject(commentId),
    output: () => z.null(),
    async run({ comment_id }, { services }) {
      const comment = await requireComment(services, comment_id);
      await requireOwn(services, comment, true);
      const removed = await services.store.removeComment(comment);
      if (removed.ok) return null;
      if (removed.error === 'not_found') throw notFound('comment_id');
      throw new ToolError('CONFLICT', 'На этот комментарий ответили.', { hint: 'Отметьте его решённым: /resolve.' });
    },
  }),
  route({
    ...reading,
    method: 'GET',
    path: '/comments/{comment_id}/replies',
    title: 'Replies to a comment',
    input: () => z.strictObject({ ...commentId, ...paging }),
    output: () => commentsOutput,
    run: async ({ comment_id, ...page }, { services }) =>
      listed(services, { parentId: (await requireComment(services, comment_id)).id }, page),
  }),
  route({
    ...writing,
    method: 'POST',
    path: '/comments/{comment_id}/replies',
    title: 'Reply to a comment',
    status: 201,
    input: () => z.strictObject({ ...commentId, ...words }),
    output: () => RestComment,
    async run({ comment_id, ...draft }, { services, now }) {
      const { entityId } = await requireComment(services, comment_id);
      const entity = await requireEntity(services, entityId, 'comment_id');
      const { value } = await writeComment(services, now, entity, { ...draft, parent_comment_id: comment_id });
      return shown(services, value);
    },
  }),
  route({
    ...reading,
    method: 'GET',
    path: '/comments/status/{status}',
    title: 'Comments of the workspace that are resolved, or are not',
    input: () => z.strictObject({ status: z.enum(STATUSES), ...paging }),
    output: () => commentsOutput,
    run: ({ status, ...page }, { services }) => listed(services, { resolved: isResolved(status) }, page),
  }),
  ...RESOLVING.map(([word, resolved, title]) =>
    ofTool({
      method: 'POST',
      path: `/comments/{comment_id}/${word}`,
      title,
      tool: resolveComment,
      input: () => z.strictObject(commentId),
      toArguments: ({ comment_id }) => ({ comment_id, resolved }),
      output: () => RestComment,
      show: async ({ comment }, { services }) => shown(services, await services.store.comment(comment.id)),
    }),
  ),
];
