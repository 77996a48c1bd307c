import { quoteWords } from '@aisystant/mcp';
import * as z from 'zod';
import { fields } from '../fields.ts';
import { tool, writes } from '../tool.ts';
import { requireJoined } from './member-view.ts';

/** `create_workspace`: makes a shared workspace. */
export const createWorkspace = tool({
  ...writes,
  id: 'create_workspace',
  title: 'Завести общее пространство',
  intent: 'Будем вести требования вместе.',
  useWhen: ['человек хочет работать с другими'],
  doNotUseWhen: [{ case: 'его позвали в готовое', use: 'answer_invitation' }],
  semantics:
    'Человек становится его администратором и дальше работает в нём; личное пространство остаётся и вернётся, если выйти. Перенести туда записи: export_workspace и import_workspace.',
  errors: ['INVALID_ARGUMENT', 'CONFLICT', 'FORBIDDEN'],
  examples: [
    {
      question: 'Заведём пространство команды',
      input: { name: 'Толк', your_name: 'Анна' },
      answer: 'Пространство готово.',
    },
    {
      question: 'Хочу вести требования с Борисом',
      input: { name: 'Поиск', your_name: 'Вера' },
      answer: 'Зовите Бориса.',
    },
  ],
  input: () => z.strictObject({ name: fields.name, your_name: fields.name.describe('как подписывать ваши правки') }),
  output: () => z.object({ workspace: z.string() }),
  async run({ name, your_name }, { services: { members }, now }) {
    requireJoined(await members.found(name, your_name, new Date(now).toISOString()), 'name');
    return { workspace: name };
  },
  summarize: ({ workspace }) => `Общее пространство ${quoteWords(workspace)} готово. Позвать в него: set_member.`,
});
