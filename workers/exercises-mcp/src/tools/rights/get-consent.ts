import { SIGNED_IN } from '@aisystant/mcp';
import { allowedLine, consentFields, consentOf, withdrawnLine } from '@aisystant/mcp/learner-store';
import * as z from 'zod';
import { learnerOf } from '../../services.ts';
import { tool } from '../tool.ts';

/** The scopes of exercises-mcp. */
export const SCOPES = ['exercises:read', 'exercises:write'] as const;
/** What each lets an app do. */
export const SCOPE_WORDS = { 'exercises:read': 'читать попытки', 'exercises:write': 'сохранять попытки' } as const;

/** `exercises.get_consent`: the scopes of this client. */
export const getConsent = tool({
  id: 'exercises.get_consent',
  version: '1.0.0',
  status: 'draft',
  title: 'Согласие ученика',
  intent: 'Мои ответы сохраняются?',
  useWhen: ['нужно знать, разрешено ли хранить попытки и читать их'],
  doNotUseWhen: [{ case: 'ученик забирает разрешение', use: 'exercises.save_consent' }],
  scope: SIGNED_IN,
  effect: 'read',
  semantics: 'Согласие — отметки ученика при входе; забранное возвращает только новый вход.',
  privacy: 'только об этом приложении',
  errors: ['INVALID_ARGUMENT'],
  examples: [
    { question: 'Мои ответы сохраняются?', input: {}, answer: 'allowed и withdrawn.' },
    { question: 'Что я разрешил?', input: {}, answer: 'Разрешения и когда они даны.' },
  ],
  input: () => z.strictObject({}),
  output: () => z.object(consentFields(SCOPES)),
  run: (_, { services }) => consentOf(SCOPES, learnerOf(services)),
  summarize: ({ allowed, withdrawn }) =>
    `${allowedLine(allowed, SCOPE_WORDS)} ${withdrawnLine(withdrawn, SCOPE_WORDS)}`.trim(),
});
