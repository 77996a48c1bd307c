import { ToolError } from '@aisystant/mcp';
import type { LinkedKey } from '@aisystant/oauth';
import type { CallKTalk } from '../store/ktalk-calls.ts';
import { OwnRecordings } from '../store/wire.ts';
import type { PersonalKeys } from './personal-keys.ts';

const TEXTS = {
  title: { ru: 'Свой ключ Толка', en: 'Your own KTalk key' },
  lead: {
    ru: 'Без него сервер читает Толк общим ключом и сам следит, чтобы вы видели только свои записи. С вашим ключом решает Толк, но поиск по словам идёт частями, от новых записей к старым. Ключ выпускают в профиле Толка: Настройки → API-ключи.',
    en: 'Without it the server reads KTalk with one key for all and itself shows you only what is yours. With your key KTalk decides, but a search goes through the recordings part by part, newest first. A key is issued in your KTalk profile: Settings → API keys.',
  },
} as const;

/** What the account page does with a key: it is tried before it is kept. `callWith` calls KTalk with a key. */
export function linkedKey(keys: PersonalKeys, callWith: (key: string, userId: string) => CallKTalk): LinkedKey {
  return {
    kind: 'key',
    ...TEXTS,
    linkedAt: ({ userId }) => keys.linkedAt(userId),
    async link({ userId }, key) {
      try {
        await callWith(key, userId)('ownRecordings', { query: { top: 1 }, schema: OwnRecordings });
      } catch (error) {
        if (error instanceof ToolError) return error.facts.code === 'INTERNAL' ? 'keyRefused' : 'busy';
        throw error;
      }
      await keys.save(userId, key, Date.now());
      return null;
    },
    unlink: ({ userId }) => keys.remove(userId),
  };
}
