import * as z from 'zod';
import { uuid } from '../fields.ts';
import { notFound } from '../require.ts';
import { tool, writes } from '../tool.ts';
import { lastAdministrator } from './member-view.ts';

/** `remove_member`: takes somebody out of a shared workspace; for oneself it is leaving. */
export const removeMember = tool({
  ...writes,
  id: 'remove_member',
  title: 'Убрать участника',
  intent: 'Убери человека из пространства, или выведи меня.',
  useWhen: ['администратор убирает участника или приглашение', 'человек сам выходит'],
  doNotUseWhen: [{ case: 'роль меняется', use: 'set_member' }],
  effect: 'destructive',
  semantics: 'Написанное остаётся без имени автора. id — из list_members.',
  errors: ['INVALID_ARGUMENT', 'NOT_FOUND', 'CONFLICT', 'FORBIDDEN'],
  examples: [
    {
      question: 'Убери Бориса',
      input: { id: '0b5b7f0e-2f6d-4c55-9a43-0e9d3c1f8a21' },
      answer: 'Доступа у него больше нет.',
    },
    { question: 'Отзови приглашение', input: { id: '7d1f2a3b-4c5d-4e6f-8a7b-9c0d1e2f3a4b' }, answer: 'Отозвано.' },
  ],
  input: () => z.strictObject({ id: uuid }),
  output: () => z.object({ removed: z.string(), was: z.enum(['member', 'invitation']) }),
  async run({ id }, { services: { store, members } }) {
    if (id !== (await store.me()).id) await store.require('manage');
    const done = await members.remove(id);
    if (done.ok) return { removed: id, was: done.value };
    throw done.error === 'not_found'
      ? notFound('id', 'id участников и приглашений показывает list_members.')
      : lastAdministrator('id');
  },
  summarize: ({ was }) =>
    was === 'invitation'
      ? 'Приглашение отозвано.'
      : 'Доступа больше нет. Написанное участником остаётся без его имени.',
});
