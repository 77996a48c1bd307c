import { quoteWords } from '@aisystant/mcp';
import * as z from 'zod';
import { may, ROLES } from '../../domain/role.ts';
import { type Invitation, MOST_PEOPLE } from '../../store/members-store.ts';
import { reads, tool } from '../tool.ts';
import { InvitationView } from './member-view.ts';

/** `list_members`: who works here, and where the person is invited. */
export const listMembers = tool({
  ...reads,
  id: 'list_members',
  title: 'Участники',
  intent: 'Кто в нашем пространстве и куда зовут меня?',
  useWhen: ['нужны участники, их роли, id, приглашения'],
  doNotUseWhen: [{ case: 'нужны виды и статусы', use: 'get_dictionaries' }],
  semantics: 'Почту участников и приглашения видит администратор; received — приглашения самого человека.',
  errors: ['INVALID_ARGUMENT'],
  examples: [
    { question: 'Кто у нас есть?', input: {}, answer: 'Участники и роли.' },
    { question: 'Меня куда-нибудь позвали?', input: {}, answer: 'Приглашения с их id.' },
  ],
  input: () => z.strictObject({}),
  output: () =>
    z.object({
      workspace: z.object({ name: z.string(), shared: z.boolean() }),
      members: z.array(
        z.object({
          id: z.string(),
          name: z.string(),
          role: z.enum(ROLES),
          is_me: z.boolean(),
          email: z.string().nullable(),
        }),
      ),
      invited: z.array(InvitationView),
      received: z.array(InvitationView),
    }),
  async run(_, { services: { store, members } }) {
    const me = await store.me();
    const manages = may(me.role, 'manage');
    const [workspace, people, invited, received] = await Promise.all([
      members.workspace(),
      members.people(),
      manages ? members.sent() : [],
      members.received(),
    ]);
    return {
      workspace,
      members: people.map(({ id, name, role, email }) => ({
        id,
        name,
        role,
        is_me: id === me.id,
        email: manages ? email : null,
      })),
      invited: [...invited],
      // Anybody may invite a person; the newest are shown.
      received: received.slice(-MOST_PEOPLE),
    };
  },
  summarize: ({ workspace, members, invited, received }) =>
    [
      workspace.shared ? `Общее пространство ${quoteWords(workspace.name)}.` : 'Личное пространство: здесь только вы.',
      ...members.map(({ id, name, role, is_me }) => `${quoteWords(name)}${is_me ? ' (вы)' : ''}, ${role}: ${id}`),
      ...invited.map((each) => `Приглашение ждёт ответа — ${invitationLine(each)}`),
      ...received.map((each) => `Вас зовут в ${quoteWords(each.workspace)} — ${invitationLine(each)}`),
    ].join('\n'),
});

const invitationLine = ({ id, name, role }: Invitation) => `${quoteWords(name)}, ${role}: ${id}`;
