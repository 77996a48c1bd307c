import { SIGNED_IN } from '@aisystant/mcp';
import {
  allowedLine,
  consentFields,
  withdrawalInput,
  withdrawConsent,
  withdrawnLine,
} from '@aisystant/mcp/learner-store';
import * as z from 'zod';
import { learnerOf } from '../../services.ts';
import { tool } from '../tool.ts';
import { SCOPE_WORDS, SCOPES } from './get-consent.ts';

/** `exercises.save_consent`: withdraws scopes from this client. */
export const saveConsent = tool({
  id: 'exercises.save_consent',
  version: '1.0.0',
  status: 'draft',
  title: 'Забрать разрешение',
  intent: 'Больше не сохраняй мои ответы.',
  useWhen: ['ученик сам просит запретить этому приложению хранить или читать попытки'],
  doNotUseWhen: [{ case: 'ученик хочет вернуть разрешение: это делает только новый вход' }],
  scope: SIGNED_IN,
  effect: 'write',
  semantics:
    'Только сужает и только для этого приложения. Ответы проверяются и дальше, но не хранятся; копия просит чтения, удаление остаётся и без разрешений.',
  privacy: 'только об этом приложении',
  errors: ['INVALID_ARGUMENT'],
  examples: [
    {
      question: 'Больше не сохраняй мои ответы',
      input: { scopes: ['exercises:write'], decision: 'withdraw' },
      answer: 'Остаётся чтение прежних попыток.',
    },
    {
      question: 'И не читай',
      input: { scopes: ['exercises:read', 'exercises:write'], decision: 'withdraw' },
      answer: 'Ничего не разрешено; упражнения и проверка открыты.',
    },
  ],
  input: () => withdrawalInput(SCOPES),
  output: () => z.object(consentFields(SCOPES)),
  run: ({ scopes }, { services, now }) => withdrawConsent(SCOPES, scopes, learnerOf(services), now),
  summarize: ({ allowed, withdrawn }) =>
    `${withdrawnLine(withdrawn, SCOPE_WORDS)} ${allowedLine(allowed, SCOPE_WORDS)} Вернуть забранное можно только новым входом.`,
});
