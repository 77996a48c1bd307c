import { ToolError } from '@aisystant/mcp';
import type { LinkedKey } from '@aisystant/oauth';
import { type CallKTalk, KTalkError } from '../store/ktalk-calls.ts';
import type { KeyStatus } from '../store/ktalk-store.ts';
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
        await tryKey(callWith(key, userId));
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

const tryKey = (call: CallKTalk) => call('ownRecordings', { query: { top: 1 }, schema: OwnRecordings });

/** Whether KTalk accepts a linked key. It tells nothing of what such a key may do. */
export async function linkedKeyStatus(call: CallKTalk): Promise<KeyStatus> {
  try {
    await tryKey(call);
    return { alive: true, scopes: null };
  } catch (error) {
    if (isDead(error)) return { alive: false, scopes: null };
    throw error;
  }
}

/** Calls with a linked key: one that KTalk no longer accepts is replaced by its person, on the account page. */
export function withLinkedKey(call: CallKTalk, page: string): CallKTalk {
  return async (endpoint, request) => {
    try {
      return await call(endpoint, request);
    } catch (error) {
      if (!isDead(error)) throw error;
      throw new ToolError('FORBIDDEN', 'Толк больше не принимает ваш ключ.', {
        hint: `Привяжите новый или уберите этот на странице ${page}.`,
      });
    }
  };
}

const isDead = (error: unknown) => error instanceof KTalkError && error.reason === 'key_dead';
