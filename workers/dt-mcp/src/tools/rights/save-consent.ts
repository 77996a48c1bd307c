import { SIGNED_IN } from '@aisystant/mcp';
import {
  allowedLine,
  consentFields,
  withdrawalInput,
  withdrawConsent,
  withdrawnLine,
} from '@aisystant/mcp/learner-store';
import * as z from 'zod';
import { tool } from '../tool.ts';
import { timeZoneOf } from '../zone.ts';
import { SCOPE_WORDS, SCOPES } from './get-consent.ts';

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
  input: () => withdrawalInput(SCOPES),
  output: () => z.object({ ...consentFields(SCOPES), timezone: z.string() }),
  async run({ scopes }, { services, now }) {
    const timezone = await timeZoneOf(undefined, services);
    return { ...(await withdrawConsent(SCOPES, scopes, services, now)), timezone };
  },
  summarize: ({ allowed, withdrawn }) =>
    `${withdrawnLine(withdrawn, SCOPE_WORDS)} ${allowedLine(allowed, SCOPE_WORDS)} Вернуть забранное можно только новым входом.`,
});
