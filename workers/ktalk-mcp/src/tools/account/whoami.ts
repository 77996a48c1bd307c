import * as z from 'zod';
import { common, tool } from '../tool.ts';

/** Scopes of KTalk that the server's key needs. */
const NEEDED = ['recording', 'profiles'];

const NO_KEY = 'Толк не принимает ключ.';

/** `ktalk_whoami`: whom the server takes the caller for. */
export const whoAmI = tool({
  ...common,
  id: 'ktalk_whoami',
  title: 'Кто я в Толке',
  intent: 'За кого меня принимает сервер и видит ли он Толк?',
  useWhen: ['записей не видно и непонятно почему', 'нужно проверить подключение'],
  doNotUseWhen: [{ case: 'нужны сами записи', use: 'get_user_records' }],
  semantics: 'Возвращает почту, по которой нашли человека в Толке, и работает ли ключ, которым читаются записи.',
  errors: ['RATE_LIMITED', 'UNAVAILABLE', 'INTERNAL'],
  privacy: 'только сам человек',
  examples: [
    { question: 'Почему я не вижу записей?', input: {}, answer: 'Почта, имя в Толке, состояние ключа.' },
    { question: 'Чьим ключом читает сервер?', input: {}, answer: 'Ключом пространства или своим.' },
  ],
  input: () => z.strictObject({}),
  output: () =>
    z.object({
      subject: z.string(),
      email: z.string().nullable(),
      ktalk_user_key: z.string().nullable().describe('null — такого человека в Толке нет'),
      name: z.string().nullable(),
      access: z.enum(['space', 'own_key']),
      key_status: z.enum(['alive', 'refused']),
      scopes_ok: z.boolean().nullable().describe('хватает ли ключу прав; null — Толк не сказал'),
    }),
  async run(_, { services }) {
    const { subject, email, userKey, name, access, key } = await services.whoAmI();
    return {
      subject,
      email,
      ktalk_user_key: userKey,
      name,
      access,
      key_status: key.alive ? ('alive' as const) : ('refused' as const),
      scopes_ok: key.scopes && NEEDED.every((scope) => key.scopes?.includes(scope)),
    };
  },
  summarize({ email, ktalk_user_key: key, name, key_status: status, access }) {
    const person = key === null ? 'В Толке такого человека нет.' : `В Толке вы — ${name}.`;
    const reads = access === 'own_key' ? 'Записи читаются вашим ключом.' : 'Записи читаются ключом пространства.';
    const isDead =
      access === 'own_key' ? 'Толк его не принимает: замените или уберите его на странице /account.' : NO_KEY;
    const works = status === 'alive' ? 'Ключ работает.' : isDead;
    return [`Почта: ${email ?? 'не подтверждена'}.`, person, reads, works].join(' ');
  },
});
