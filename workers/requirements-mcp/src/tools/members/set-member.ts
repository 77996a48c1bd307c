import { quoteWords, ToolError } from '@aisystant/mcp';
import * as z from 'zod';
import { ROLES } from '../../domain/role.ts';
import { MOST_PEOPLE } from '../../store/members-store.ts';
import { fields } from '../fields.ts';
import { tool, writes } from '../tool.ts';
import { lastAdministrator, requireShared } from './member-view.ts';

/** `set_member`: invites somebody to a shared workspace, or gives a member another role. */
export const setMember = tool({
  ...writes,
  id: 'set_member',
  title: 'Позвать участника или сменить роль',
  intent: 'Добавь в наше пространство человека с такой ролью.',
  useWhen: ['администратор зовёт человека или меняет роль'],
  doNotUseWhen: [{ case: 'участника убирают', use: 'remove_member' }],
  semantics:
    'administrator — всё, user — пишет, commenter — читает и комментирует. Человек входит с этой почтой и соглашается (answer_invitation); участнику меняется роль.',
  errors: ['INVALID_ARGUMENT', 'CONFLICT', 'FORBIDDEN'],
  examples: [
    {
      question: 'Позови Бориса',
      input: { email: 'boris@example.org', name: 'Борис', role: 'user' },
      answer: 'Приглашение ждёт ответа.',
    },
    {
      question: 'Вера пусть только комментирует',
      input: { email: 'vera@example.org', name: 'Вера', role: 'commenter' },
      answer: 'Роль изменена.',
    },
  ],
  input: () => z.strictObject({ email: z.email().max(254), name: fields.name, role: z.enum(ROLES) }),
  output: () =>
    z.object({ name: z.string(), role: z.enum(ROLES), operation: z.enum(['invited', 'changed', 'unchanged']) }),
  async run({ email, name, role }, { services: { store, members }, now }) {
    await store.require('manage');
    await requireShared(members);
    const done = await members.invite({ email, name, role }, new Date(now).toISOString());
    if (!done.ok) {
      throw done.error === 'too_many'
        ? new ToolError('CONFLICT', `В пространстве уже ${MOST_PEOPLE} человек вместе с приглашёнными.`, {
            field: 'email',
            hint: 'remove_member убирает участника или приглашение.',
          })
        : lastAdministrator('role');
    }
    return { ...done.value, role };
  },
  summarize: ({ name, role, operation }) =>
    `${{ invited: 'Приглашение ждёт ответа', changed: 'Роль изменена', unchanged: 'Так и есть' }[operation]}: ${quoteWords(name)}, ${role}.`,
});
