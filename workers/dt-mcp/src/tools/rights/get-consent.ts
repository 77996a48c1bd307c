import { SIGNED_IN } from '@aisystant/mcp';
import { withdrawnScopes } from '@aisystant/mcp/learner-store';
import * as z from 'zod';
import { resolveTimeZone } from '../calendar.ts';
import { manualQuality, TwinQuality } from '../fields.ts';
import { tool } from '../tool.ts';

/** The scopes of dt-mcp. */
export const SCOPES = ['dt:read', 'dt:write'] as const;

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
      allowed: z.array(z.enum(SCOPES)),
      withdrawn: z.array(z.enum(SCOPES)),
      granted_at: z.string().nullable(),
      data_quality: TwinQuality,
    }),
  async run(_, { services, now }) {
    const zone = await resolveTimeZone(undefined, services);
    return { ...(await consentOf(services)), data_quality: manualQuality(true, zone, now) };
  },
  summarize: ({ allowed, withdrawn }) => `${formatAllowed(allowed)} ${formatWithdrawn(withdrawn)}`.trim(),
});

const SCOPE_WORDS = { 'dt:read': 'читать', 'dt:write': 'записывать' } as const;
type Scope = (typeof SCOPES)[number];

/** «Приложению можно: читать.» */
export const formatAllowed = (scopes: readonly Scope[]): string =>
  scopes.length === 0 ? 'Приложению ничего не разрешено.' : `Приложению можно: ${inWords(scopes)}.`;

/** «Ученик забрал разрешение: записывать.» */
export const formatWithdrawn = (scopes: readonly Scope[]): string =>
  scopes.length === 0 ? '' : `Ученик забрал разрешение: ${inWords(scopes)}.`;

const inWords = (scopes: readonly Scope[]) => scopes.map((scope) => SCOPE_WORDS[scope]).join(', ');

/** The consent of the calling client. */
export async function consentOf(services: Parameters<typeof withdrawnScopes>[0]) {
  const withdrawn = await withdrawnScopes(services);
  const { scopes, consentedAtMs } = services;
  return {
    allowed: SCOPES.filter((scope) => scopes.includes(scope) && !withdrawn.includes(scope)),
    withdrawn: SCOPES.filter((scope) => withdrawn.includes(scope)),
    granted_at: consentedAtMs === 0 ? null : new Date(consentedAtMs).toISOString(),
  };
}
