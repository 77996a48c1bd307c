import * as z from 'zod';
import { fields, Written } from '../fields.ts';
import { requireEntity, requireStoryTemplate } from '../require.ts';
import { tool, writes } from '../tool.ts';
import { createEntity, writtenLine } from '../write-entity.ts';

/** `create_user_story`: makes a story of an epic. */
export const createUserStory = tool({
  ...writes,
  id: 'create_user_story',
  title: 'Создать историю',
  intent: 'Заведи пользовательскую историю.',
  useWhen: ['эпик разбивают на истории'],
  doNotUseWhen: [{ case: 'это проверяемое требование', use: 'create_requirement' }],
  semantics: 'Описание: «Как <роль>, я хочу <что>, чтобы <зачем>» (или As…, I want…, so that…).',
  errors: ['INVALID_ARGUMENT', 'NOT_FOUND', 'CONFLICT', 'FORBIDDEN'],
  examples: [
    {
      question: 'Добавь историю про вход',
      input: {
        title: 'Войти рабочей почтой',
        epic_id: 'EP-001',
        priority: 2,
        description: 'Как сотрудник, я хочу войти рабочей почтой, чтобы не заводить ещё один пароль',
      },
      answer: 'US-001.',
    },
    {
      question: 'И историю про выход',
      input: { title: 'Выйти отовсюду', epic_id: 'EP-001', priority: 3 },
      answer: 'US-002.',
    },
  ],
  input: () =>
    z.strictObject({
      title: fields.title,
      epic_id: fields.key('EP-001'),
      priority: fields.priority,
      description: fields.description.optional(),
      assignee_id: fields.assignee.optional().describe('id участника; без него отвечает автор'),
      idempotency_key: fields.idempotencyKey,
    }),
  output: () => Written,
  async run({ epic_id, ...input }, { services, now }) {
    requireStoryTemplate(input.description);
    const epic = await requireEntity(services, epic_id, 'epic_id', 'epic');
    return createEntity(services, now, { type: 'user_story', parentId: epic.id, ...input });
  },
  summarize: writtenLine,
});
