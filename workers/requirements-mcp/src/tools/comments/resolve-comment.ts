import * as z from 'zod';
import { uuid } from '../fields.ts';
import { notFound } from '../require.ts';
import { tool, writes } from '../tool.ts';
import { CommentView, commentLine, commentView } from './comment-view.ts';

/** `resolve_comment`: marks a comment as resolved, or as open again. */
export const resolveComment = tool({
  ...writes,
  id: 'resolve_comment',
  title: 'Закрыть комментарий',
  intent: 'Этот вопрос решён.',
  useWhen: ['человек подтвердил, что замечание учтено, или открывает его снова'],
  doNotUseWhen: [{ case: 'есть что ответить', use: 'add_comment' }],
  semantics: 'resolved=false открывает снова.',
  errors: ['INVALID_ARGUMENT', 'NOT_FOUND', 'FORBIDDEN'],
  examples: [
    {
      question: 'Вопрос о сроке решён',
      input: { comment_id: '0b5b7f0e-2f6d-4c55-9a43-0e9d3c1f8a21' },
      answer: 'Комментарий закрыт.',
    },
    {
      question: 'Открой его снова',
      input: { comment_id: '0b5b7f0e-2f6d-4c55-9a43-0e9d3c1f8a21', resolved: false },
      answer: 'Комментарий открыт.',
    },
  ],
  input: () => z.strictObject({ comment_id: uuid, resolved: z.boolean().default(true) }),
  output: () => z.object({ comment: CommentView }),
  async run({ comment_id, resolved }, { services: { store }, now }) {
    await store.require('comment');
    const comment = await store.resolveComment(comment_id, resolved, new Date(now).toISOString());
    if (comment === null) throw notFound('comment_id');
    return { comment: commentView(comment, await store.authors()) };
  },
  summarize: ({ comment }) => `${comment.is_resolved ? 'Закрыто' : 'Открыто'}: ${commentLine(comment)}`,
});
