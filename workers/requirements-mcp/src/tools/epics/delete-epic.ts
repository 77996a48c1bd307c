import { deleteInTwoSteps, plural, twoStepFields, twoStepInput, twoStepLines } from '@aisystant/mcp';
import * as z from 'zod';
import { EntityLine, fields, lineOf } from '../fields.ts';
import { requireEntity } from '../require.ts';
import { tool, writes } from '../tool.ts';
import { entityLine } from '../write-entity.ts';

/** What else is gone, and what stays. */
const STAYS = 'Остаются другие эпики, а от этого — номера и история: кто, что и когда менял.';

const Counts = {
  user_stories: z.int(),
  acceptance_criteria: z.int(),
  requirements: z.int(),
  relationships: z.int(),
  comments: z.int(),
};

/** `delete_epic`: deletes an epic with all below it; in two steps unless nothing is below it. */
export const deleteEpic = tool({
  ...writes,
  id: 'delete_epic',
  title: 'Удалить эпик',
  intent: 'Удали эпик и всё, что в нём.',
  useWhen: ['администратор сам просит удалить эпик насовсем'],
  doNotUseWhen: [{ case: 'эпик больше не нужен, но пусть останется (status=Cancelled)', use: 'update_epic' }],
  effect: 'destructive',
  semantics:
    'Пустой эпик удаляет сразу. Иначе без confirm считает и даёт confirmation_token на 10 минут; с ним удаляет, если внутри ничего не прибавилось.',
  errors: ['INVALID_ARGUMENT', 'NOT_FOUND', 'CONFLICT', 'FORBIDDEN'],
  examples: [
    { question: 'Удали EP-1', input: { epic_id: 'EP-001' }, answer: 'Что удалится и confirmation_token.' },
    {
      question: 'Да, удаляй',
      input: { epic_id: 'EP-001', confirm: 'токен-из-прошлого-ответа' },
      answer: 'Удалено; CONFLICT, если токен не годится.',
    },
  ],
  input: () => twoStepInput().extend({ epic_id: fields.key('EP-001') }),
  output: () => z.object({ epic: EntityLine, ...twoStepFields(Counts) }),
  async run({ epic_id, confirm }, { services, now }) {
    const { store } = services;
    await store.require('delete');
    const epic = await requireEntity(services, epic_id, 'epic_id', 'epic');
    const said = { epic: lineOf(epic), stays: STAYS };
    const counts = confirm === undefined ? await store.deleteEntity(epic.id, 'nothing depends', now) : null;
    if (counts !== null) {
      const deleted_at = new Date(now).toISOString();
      return { ...said, status: 'deleted' as const, counts, confirmation_token: null, expires_at: null, deleted_at };
    }
    const outcome = await deleteInTwoSteps(confirm, now, {
      issue: (hash, expiresAtMs) => store.confirmDeletion(epic.id, hash, expiresAtMs),
      counts: () => store.countBelow(epic.id),
      async delete(hash) {
        const gone = await store.deleteEntity(epic.id, { confirmation: hash }, now);
        return gone && { counts: gone, deletedAtMs: now };
      },
    });
    return { ...said, ...outcome };
  },
  summarize: ({ epic, counts, stays, ...outcome }) =>
    [entityLine(epic), ...twoStepLines(outcome, countLines(counts)), stays].join('\n'),
});

function countLines(counts: { readonly [kind in keyof typeof Counts]: number } | null): readonly string[] {
  if (counts === null) return [];
  const said = [
    plural(counts.user_stories, 'история', 'истории', 'историй'),
    plural(counts.acceptance_criteria, 'критерий', 'критерия', 'критериев'),
    plural(counts.requirements, 'требование', 'требования', 'требований'),
    plural(counts.relationships, 'связь', 'связи', 'связей'),
    plural(counts.comments, 'комментарий', 'комментария', 'комментариев'),
  ];
  return [`Вместе с ним: ${said.join(', ')}.`];
}
