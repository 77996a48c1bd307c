import { fitsResult, idempotencyKeyOf, quoteWords, RECORD_TOO_LONG, ToolError } from '@aisystant/mcp';
import * as z from 'zod';
import type { Created } from '../../domain/created.ts';
import type { Entity } from '../../domain/entity.ts';
import type { RequirementsServices } from '../../services.ts';
import type { Comment } from '../../store/comment-store.ts';
import { EntityLine, fields, lineOf, uuid } from '../fields.ts';
import { requireCreated, requireEntity } from '../require.ts';
import { tool, writes } from '../tool.ts';
import { operationOf } from '../write-entity.ts';
import { CommentView, commentLine, commentView } from './comment-view.ts';

/** Most characters of the words that a comment is about. */
const LINKED_CHARACTERS = 1_000;
/** Fields of a comment. */
export const commentFields = {
  content: z.string().trim().min(1).max(10_000),
  linked_text: z.string().min(1).max(LINKED_CHARACTERS),
};
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
      content: commentFields.content,
      parent_comment_id: uuid.optional(),
      linked_text: commentFields.linked_text.optional(),
      idempotency_key: fields.idempotencyKey,
    }),
  output: () => z.object({ entity: EntityLine, comment: CommentView, operation: z.enum(['created', 'unchanged']) }),
  async run({ entity_id, ...draft }, { services, now }) {
    await services.store.require('comment');
    const entity = await requireEntity(services, entity_id, 'entity_id');
    const made = await writeComment(services, now, entity, draft);
    return {
      entity: lineOf(entity),
      comment: commentView(made.value, await services.store.authors()),
      operation: operationOf(made),
    };
  },
  summarize: ({ entity, comment, operation }) =>
    `${operation === 'created' ? 'Добавлено' : 'Уже есть'} к ${entity.reference_id}${titleOf(entity)}: ${commentLine(comment)}`,
});

/** What somebody says about an entity. */
export interface CommentDraft {
  readonly content: string;
  readonly parent_comment_id?: string | undefined;
  /** Words of the description, and where they are there, UTF-16 units: each may be left out when the other says it. */
  readonly linked_text?: string | undefined;
  readonly text_position_start?: number | undefined;
  readonly text_position_end?: number | undefined;
  readonly idempotency_key?: string | undefined;
}

/** Writes a comment; the same request on the same day makes it once. */
export async function writeComment(
  { store }: RequirementsServices,
  now: number,
  entity: Entity,
  { content, parent_comment_id, idempotency_key, ...link }: CommentDraft,
): Promise<Created<Comment>> {
  await store.require('comment');
  const place = placeOf(link, entity);
  requireFitting(content, place.linkedText ?? undefined);
  const createdAt = new Date(now).toISOString();
  const comment = { entityId: entity.id, parentId: parent_comment_id ?? null, content, ...place };
  const key = await idempotencyKeyOf(idempotency_key, comment, [createdAt.slice(0, 10), comment]);
  const added = await store.addComment({ ...comment, id: crypto.randomUUID(), createdAt }, key);
  return requireCreated(added, 'parent_comment_id');
}

/** Throws `INVALID_ARGUMENT` for words that no answer could hold. */
export function requireFitting(content: string, linkedText?: string): void {
  if (fitsResult([content, linkedText], RESERVED)) return;
  throw new ToolError('INVALID_ARGUMENT', RECORD_TOO_LONG, { field: 'content' });
}

const titleOf = ({ title, status }: z.output<typeof EntityLine>) =>
  [title === null ? '' : ` ${quoteWords(title)}`, status === null ? '' : ` (${status})`].join('');

/** Where the linked words are; a position that does not fit the words is refused, and never moved. */
function placeOf(
  { linked_text, text_position_start: from, text_position_end: to }: Omit<CommentDraft, 'content'>,
  { description }: Entity,
): Pick<Comment, 'linkedText' | 'textStart' | 'textEnd'> {
  const text = description ?? '';
  if (linked_text === undefined && from === undefined && to === undefined) {
    return { linkedText: null, textStart: null, textEnd: null };
  }
  const start = from ?? text.indexOf(linked_text ?? '');
  const linkedText = linked_text ?? text.slice(start, to);
  const end = start + linkedText.length;
  const fits = start >= 0 && linkedText !== '' && text.startsWith(linkedText, start) && (to ?? end) === end;
  if (fits && (linked_text !== undefined || (from !== undefined && to !== undefined))) {
    requireLinkable(linkedText);
    return { linkedText, textStart: start, textEnd: end };
  }
  throw new ToolError('INVALID_ARGUMENT', 'Таких слов в описании нет.', {
    field: linked_text === undefined || from !== undefined ? 'text_position_start' : 'linked_text',
    hint: 'Возьмите слова из описания как есть или оставьте комментарий без них.',
  });
}

/** Throws `INVALID_ARGUMENT` for words named by positions that are too long for `linked_text` or cut a character in two. */
function requireLinkable(words: string): void {
  if (!words.isWellFormed()) {
    throw new ToolError('INVALID_ARGUMENT', 'Место режет знак пополам.', {
      field: 'text_position_start',
      hint: 'Пришлите сами слова в linked_text: место найдётся.',
    });
  }
  if (words.length <= LINKED_CHARACTERS) return;
  throw new ToolError('INVALID_ARGUMENT', `Слов больше ${LINKED_CHARACTERS} знаков.`, {
    field: 'text_position_end',
    hint: 'Возьмите место короче: замечание яснее, когда оно к нескольким словам.',
  });
}
