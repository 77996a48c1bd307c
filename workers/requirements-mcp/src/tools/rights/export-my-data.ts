import { randomSecret, sha256Hex, signedIn } from '@aisystant/mcp';
import { callsAddress } from '@aisystant/oauth/calls-address';
import * as z from 'zod';
import { EXPORT_PATH } from '../../routes/download.ts';
import { reads, tool } from '../tool.ts';

/** Lifetime of a link. */
const LINK_MS = 5 * 60_000;

/** `export_my_data`: a one-use link to all that the person wrote. */
export const exportMyData = tool({
  ...reads,
  id: 'export_my_data',
  title: 'Выгрузить моё',
  intent: 'Дай копию всего, что я здесь написал.',
  useWhen: ['человек просит копию своих записей'],
  doNotUseWhen: [{ case: 'нужно прочитать одно', use: 'get_entity' }],
  effect: 'write',
  semantics: 'JSON по ссылке: один раз, в течение пяти минут.',
  privacy: 'только то, что написал этот человек; ссылка открывает это любому, у кого она есть',
  errors: ['INVALID_ARGUMENT'],
  examples: [
    { question: 'Выгрузи мои требования', input: {}, answer: 'Одноразовая ссылка.' },
    { question: 'Дай копию ещё раз', input: {}, answer: 'Новая ссылка.' },
  ],
  input: () => z.strictObject({}),
  output: () => z.object({ download_url: z.string(), expires_at: z.string() }),
  async run(_, { services: { rights, baseUrl }, user, now }) {
    const link = `${await callsAddress(signedIn(user).userId)}.${randomSecret()}`;
    await rights.issueTicket('export', await sha256Hex(link), now + LINK_MS);
    return { download_url: `${baseUrl}${EXPORT_PATH}${link}`, expires_at: new Date(now + LINK_MS).toISOString() };
  },
  summarize: ({ download_url }) => `Копия: ${download_url} Скачать можно один раз, в течение пяти минут.`,
});
