import * as z from 'zod';
import { fields, Written } from '../fields.ts';
import { tool, writes } from '../tool.ts';
import { createEntity, writtenLine } from '../write-entity.ts';

/** `create_epic`: makes an epic. */
export const createEpic = tool({
  ...writes,
  id: 'create_epic',
  title: 'Создать эпик',
  intent: 'Заведи эпик.',
  useWhen: ['человек подтвердил новую большую задачу'],
  doNotUseWhen: [{ case: 'это часть эпика', use: 'create_user_story' }],
  semantics:
    'Новый эпик — в статусе Backlog; в ответе его номер (reference_id). Повтор того же запроса второго не создаёт.',
  errors: ['INVALID_ARGUMENT', 'NOT_FOUND', 'CONFLICT', 'FORBIDDEN'],
  examples: [
    { question: 'Заведи эпик про вход', input: { title: 'Вход сотрудников', priority: 1 }, answer: 'EP-001.' },
    {
      question: 'И эпик про поиск по встречам',
      input: { title: 'Поиск по встречам', priority: 2, description: 'Находить сказанное по словам' },
      answer: 'EP-002.',
    },
  ],
  input: () =>
    z.strictObject({
      title: fields.title,
      priority: fields.priority,
      description: fields.description.optional(),
      assignee_id: fields.assignee.optional().describe('id участника; без него отвечает автор'),
      idempotency_key: fields.idempotencyKey,
    }),
  output: () => Written,
  run: (input, { services, now }) => createEntity(services, now, { type: 'epic', ...input }),
  summarize: writtenLine,
});
