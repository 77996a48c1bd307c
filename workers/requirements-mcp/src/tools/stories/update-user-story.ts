import * as z from 'zod';
import { editFields, fields, Written } from '../fields.ts';
import { requireEntity, requireStoryTemplate } from '../require.ts';
import { tool, writes } from '../tool.ts';
import { updateEntity, writtenLine } from '../write-entity.ts';

/** `update_user_story`: changes a story. */
export const updateUserStory = tool({
  ...writes,
  id: 'update_user_story',
  title: 'Изменить историю',
  intent: 'Поменяй пользовательскую историю.',
  useWhen: ['история уточнилась или сменила статус'],
  doNotUseWhen: [{ case: 'истории ещё нет', use: 'create_user_story' }],
  semantics: 'Меняет только названные поля, если версия ещё та, что видели; описание — по образцу истории.',
  errors: ['INVALID_ARGUMENT', 'NOT_FOUND', 'CONFLICT', 'FORBIDDEN'],
  examples: [
    {
      question: 'Берём US-1',
      input: { user_story_id: 'US-001', status: 'In Progress', expected_version: 1 },
      answer: 'Версия 2.',
    },
    {
      question: 'Переименуй US-1',
      input: { user_story_id: 'US-001', title: 'Вход по почте', expected_version: 2 },
      answer: 'Версия 3.',
    },
  ],
  input: () =>
    z.strictObject({
      user_story_id: fields.key('US-001'),
      ...editFields,
    }),
  output: () => Written,
  async run({ user_story_id, ...edit }, { services, now }) {
    requireStoryTemplate(edit.description);
    const story = await requireEntity(services, user_story_id, 'user_story_id', 'user_story');
    return updateEntity(services, now, story, edit);
  },
  summarize: writtenLine,
});
