import { fitsResult, idempotencyKeyOf, quoteWords, RECORD_TOO_LONG, ToolError } from '@aisystant/mcp';
import * as z from 'zod';
import type { Entity } from '../../domain/entity.ts';
import { EntityLine, fields, lineOf } from '../fields.ts';
import { requireEntity, requireMade } from '../require.ts';
import { tool, writes } from '../tool.ts';
import { operationOf } from '../write-entity.ts';
import { CommentView, commentLine, commentView } from './comment-view.ts';

/** Most characters of a comment. */
const CONTENT_CHARACTERS = 10_000;
/** Most characters of what an answer has beside the comment: the title of the entity above all. */
const RESERVED = 8_000;

/** `add_comment`: says something about an entity, to a piece of its description or in answer to a comment. */
export const addComment = tool({
  ...writes,
  id: 'add_comment',
  title: 'Комментировать',
  intent: 'Напиши к этому комментарий.',
  useWhen: ['есть замечание или вопрос, а менять рано'],
  doNotUseWhen: [{ case: 'человек решил изменить текст', use: 'update_requirement' }],
  semantics: 'linked_text — слова из описания, к которым замечание; parent_comment_id — на что это ответ.',
  errors: ['INVALID_ARGUMENT', 'NOT_FOUND', 'CONFLICT', 'FORBIDDEN'],
  examples: [
    {
      question: 'Спроси в REQ-1 про срок',
      input: { entity_id: 'REQ-001', content: 'Какой срок хранения?' },
      answer: 'Комментарий и его id.',
    },
    {
      question: 'Отметь в EP-1, что это обсудили',
      input: { entity_id: 'EP-001', content: 'Обсудили на встрече' },
      answer: 'Комментарий и его id.',
    },
  ],
  input: () =>
    z.strictObject({
      entity_id: fields.key('EP-, US-, AC-, REQ-001'),
      content: z.string().trim().min(1).max(CONTENT_CHARACTERS),
      parent_comment_id: z.uuid().optional(),
      linked_text: z.string().min(1).max(1_000).optional(),
      idempotency_key: fields.idempotencyKey,
    }),
  output: () => z.object({ entity: EntityLine, comment: CommentView, operation: z.enum(['created', 'unchanged']) }),
  async run({ entity_id, content, parent_comment_id, linked_text, idempotency_key }, { services, now }) {
    const { store } = services;
    await store.require('comment');
    if (!fitsResult([content, linked_text], RESERVED)) {
      throw new ToolError('INVALID_ARGUMENT', RECORD_TOO_LONG, { field: 'content' });
    }
    const entity = await requireEntity(services, entity_id, 'entity_id');
    const start = linked_text === undefined ? null : placeOf(linked_text, entity);
    const createdAt = new Date(now).toISOString();
    const comment = {
      entityId: entity.id,
      parentId: parent_comment_id ?? null,
      content,
      linkedText: linked_text ?? null,
      textStart: start,
      textEnd: start === null || linked_text === undefined ? null : start + linked_text.length,
    };
    const key = await idempotencyKeyOf(idempotency_key, comment, [createdAt.slice(0, 10), comment]);
    const added = await store.addComment({ ...comment, id: crypto.randomUUID(), createdAt }, key);
    const made = requireMade(added, 'parent_comment_id');
    return {
      entity: lineOf(entity),
      comment: commentView(made.value, await store.members()),
      operation: operationOf(made),
    };
  },
  summarize: ({ entity, comment, operation }) =>
    `${operation === 'created' ? 'Добавлено' : 'Уже есть'} к ${entity.reference_id}${titleOf(entity)}: ${commentLine(comment)}`,
});

const titleOf = ({ title, status }: z.output<typeof EntityLine>) =>
  [title === null ? '' : ` ${quoteWords(title)}`, status === null ? '' : ` (${status})`].join('');

function placeOf(linkedText: string, { description }: Entity): number {
  const start = description?.indexOf(linkedText) ?? -1;
  if (start >= 0) return start;
  throw new ToolError('INVALID_ARGUMENT', 'Таких слов в описании нет.', {
    field: 'linked_text',
    hint: 'Возьмите слова из описания как есть или оставьте комментарий без linked_text.',
  });
}
