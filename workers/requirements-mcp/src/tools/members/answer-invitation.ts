import * as z from 'zod';
import { uuid } from '../fields.ts';
import { tool, writes } from '../tool.ts';
import { requireJoined } from './member-view.ts';

/** `answer_invitation`: joins a shared workspace, or declines. */
export const answerInvitation = tool({
  ...writes,
  id: 'answer_invitation',
  title: 'Ответить на приглашение',
  intent: 'Принимаю приглашение.',
  useWhen: ['человек решил, войти ли в общее пространство'],
  doNotUseWhen: [{ case: 'нужен id приглашения', use: 'list_members' }],
  semantics:
    'Согласие переводит в общее пространство: участники увидят всё, что человек там напишет. Личное остаётся и вернётся, если выйти.',
  errors: ['INVALID_ARGUMENT', 'NOT_FOUND', 'CONFLICT', 'FORBIDDEN'],
  examples: [
    {
      question: 'Да, войду',
      input: { invitation_id: '0b5b7f0e-2f6d-4c55-9a43-0e9d3c1f8a21', accept: true },
      answer: 'Теперь вы в общем пространстве.',
    },
    {
      question: 'Нет, спасибо',
      input: { invitation_id: '0b5b7f0e-2f6d-4c55-9a43-0e9d3c1f8a21', accept: false },
      answer: 'Отклонено.',
    },
  ],
  input: () => z.strictObject({ invitation_id: uuid, accept: z.boolean() }),
  output: () => z.object({ accepted: z.boolean() }),
  async run({ invitation_id, accept }, { services: { members } }) {
    requireJoined(await members.answer(invitation_id, accept), 'invitation_id');
    return { accepted: accept };
  },
  summarize: ({ accepted }) => (accepted ? 'Вы в общем пространстве.' : 'Приглашение отклонено.'),
});
