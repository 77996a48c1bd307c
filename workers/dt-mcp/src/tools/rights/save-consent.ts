import { SIGNED_IN } from '@aisystant/mcp';
import * as z from 'zod';
import { resolveTimeZone } from '../calendar.ts';
import { tool } from '../tool.ts';
import { consentOf, formatAllowed, formatWithdrawn, SCOPES } from './get-consent.ts';

/** `dt.save_consent`: withdraws scopes from this client. */
export const saveConsent = tool({
  id: 'dt.save_consent',
  version: '1.1.0',
  status: 'stable',
  title: 'Забрать разрешение',
  intent: 'Больше ничего не записывай.',
  useWhen: ['ученик сам просит запретить этому приложению чтение или запись'],
  doNotUseWhen: [{ case: 'ученик хочет вернуть разрешение: это делает только новый вход' }],
  scope: SIGNED_IN,
  effect: 'write',
  semantics: 'Только сужает и только для этого приложения. Копия просит чтения, удаление остаётся и без записи.',
  privacy: 'только об этом приложении',
  errors: ['INVALID_ARGUMENT'],
  examples: [
    {
      question: 'Больше ничего не записывай',
      input: { scopes: ['dt:write'], decision: 'withdraw' },
      answer: 'Остаётся чтение.',
    },
    {
      question: 'И не читай',
      input: { scopes: ['dt:read', 'dt:write'], decision: 'withdraw' },
      answer: 'Ничего не разрешено.',
    },
  ],
  input: () =>
    z.strictObject({
      scopes: z.array(z.enum(SCOPES)).min(1).max(2),
      decision: z.literal('withdraw'),
    }),
  output: () =>
    z.object({
      allowed: z.array(z.enum(SCOPES)),
      withdrawn: z.array(z.enum(SCOPES)),
      granted_at: z.string().nullable(),
      timezone: z.string(),
    }),
  async run({ scopes }, { services, now }) {
    const { rights, clientId } = services;
    const timezone = await resolveTimeZone(undefined, services);
    await rights.withdraw(scopes, { clientId, nowMs: now });
    const settings = await rights.settings(clientId);
    return { ...(await consentOf({ ...services, settings: async () => settings })), timezone };
  },
  summarize: ({ allowed, withdrawn }) =>
    `${formatWithdrawn(withdrawn)} ${formatAllowed(allowed)} Вернуть забранное можно только новым входом.`,
});
