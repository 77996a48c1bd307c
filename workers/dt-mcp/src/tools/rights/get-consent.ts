import { SIGNED_IN } from '@aisystant/mcp';
import { allowedLine, consentFields, consentOf, withdrawnLine } from '@aisystant/mcp/learner-store';
import * as z from 'zod';
import { manualQuality, TwinQuality } from '../fields.ts';
import { tool } from '../tool.ts';
import { timeZoneOf } from '../zone.ts';

/** The scopes of dt-mcp. */
export const SCOPES = ['dt:read', 'dt:write'] as const;
/** What each lets an app do. */
export const SCOPE_WORDS = { 'dt:read': 'читать', 'dt:write': 'записывать' } as const;

/** `dt.get_consent`: the scopes of this client. */
export const getConsent = tool({
  id: 'dt.get_consent',
  version: '1.1.0',
  status: 'stable',
  title: 'Согласие ученика',
  intent: 'Что этому приложению можно?',
  useWhen: ['нужно знать, разрешены ли чтение и запись'],
  doNotUseWhen: [{ case: 'ученик забирает разрешение', use: 'dt.save_consent' }],
  scope: SIGNED_IN,
  effect: 'read',
  semantics: 'Согласие — отметки ученика при входе; забранное возвращает только новый вход.',
  privacy: 'только об этом приложении',
  errors: ['INVALID_ARGUMENT'],
  examples: [
    { question: 'Тебе можно записывать?', input: {}, answer: 'allowed и withdrawn.' },
    { question: 'Что я разрешил?', input: {}, answer: 'Разрешения и когда они даны.' },
  ],
  input: () => z.strictObject({}),
  output: () =>
    z.object({
      ...consentFields(SCOPES),
      data_quality: TwinQuality,
    }),
  async run(_, { services, now }) {
    const zone = await timeZoneOf(undefined, services);
    return { ...(await consentOf(SCOPES, services)), data_quality: manualQuality(true, zone, now) };
  },
  summarize: ({ allowed, withdrawn }) =>
    `${allowedLine(allowed, SCOPE_WORDS)} ${withdrawnLine(withdrawn, SCOPE_WORDS)}`.trim(),
});
