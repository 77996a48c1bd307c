import { fitsResult, quoteWords, shorten } from '@aisystant/mcp';
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
    const shown = people.map(({ id, name, role, email }) => ({
      id,
      name,
      role,
      is_me: id === me.id,
      email: manages ? email : null,
    }));
    return { workspace, ...brief({ members: shown, invited, received }) };
  },
  summarize: ({ workspace, members, invited, received }) =>
    [
      workspace.shared ? `Общее пространство ${quoteWords(workspace.name)}.` : 'Личное пространство: здесь только вы.',
      ...members.map(({ id, name, role, is_me }) => `${quoteWords(name)}${is_me ? ' (вы)' : ''}, ${role}: ${id}`),
      ...invited.map((each) => `Приглашение ждёт ответа — ${invitationLine(each)}`),
      ...received.map((each) => `Вас зовут в ${quoteWords(each.workspace)} — ${invitationLine(each)}`),
    ].join('\n'),
});

/** How long names may be and how many of the person's invitations there may be, the first that fit into one answer. */
const BRIEF = [
  [100, MOST_PEOPLE],
  [40, MOST_PEOPLE],
  [40, 50],
  [20, 20],
  [8, 5],
] as const;
/** Most characters of what is beside the lists. */
const RESERVED = 1_000;

type Lists<Shown> = {
  readonly members: readonly Shown[];
  readonly invited: readonly Invitation[];
  readonly received: readonly Invitation[];
};

/** The lists, with shorter names where many long ones would not fit. Anybody may invite a person: of these the newest are shown. */
function brief<Shown extends { readonly name: string }>(lists: Lists<Shown>) {
  const answers = BRIEF.map(([characters, most]) => briefly(lists, characters, most));
  return answers.find((answer) => fitsResult(answer, RESERVED)) ?? briefly(lists, 1, 0);
}

function briefly<Shown extends { readonly name: string }>(lists: Lists<Shown>, characters: number, most: number) {
  const short = (text: string) => shorten(text, characters);
  const named = (each: Invitation) => ({ ...each, name: short(each.name), workspace: short(each.workspace) });
  return {
    members: lists.members.map((each) => ({ ...each, name: short(each.name) })),
    invited: lists.invited.map(named),
    received: most === 0 ? [] : lists.received.slice(-most).map(named),
  };
}

const invitationLine = ({ id, name, role }: Invitation) => `${quoteWords(name)}, ${role}: ${id}`;
