import { type Database, rowsOf } from '@aisystant/mcp/d1';
import { seal, unseal } from '@aisystant/oauth/seal';
import { base64Url, fromBase64Url } from '@aisystant/oauth/secret';

/** The KTalk keys that people linked: encrypted for their person alone, written and never given out. */
export interface PersonalKeys {
  /** When the person linked a key, epoch ms; null when there is none. */
  linkedAt(userId: string): Promise<number | null>;
  save(userId: string, key: string, now: number): Promise<void>;
  remove(userId: string): Promise<void>;
  /** The key, to call KTalk with; null when there is none, and for one that was encrypted with another secret. */
  use(userId: string): Promise<string | null>;
}

/** Keeps the keys in D1. */
export function personalKeys(db: Database, secret: string): PersonalKeys {
  // Bound to the person: a row that is copied to another one opens nothing.
  const tokenOf = (userId: string) => `${secret}\n${userId}`;
  const rowOf = async (userId: string) => {
    const [row] = await rowsOf<{ sealed: string; linked_at: number }>(
      db,
      'SELECT sealed, linked_at FROM personal_key WHERE user_id = ?',
      userId,
    );
    return row;
  };
  return {
    linkedAt: async (userId) => (await rowOf(userId))?.linked_at ?? null,
    async save(userId, key, now) {
      const sealed = base64Url(await seal(key, tokenOf(userId)));
      const sql = 'INSERT OR REPLACE INTO personal_key (user_id, sealed, linked_at) VALUES (?, ?, ?)';
      await rowsOf(db, sql, userId, sealed, now);
    },
    async remove(userId) {
      await rowsOf(db, 'DELETE FROM personal_key WHERE user_id = ?', userId);
    },
    async use(userId) {
      const row = await rowOf(userId);
      return row ? unseal(fromBase64Url(row.sealed), tokenOf(userId)).catch(() => null) : null;
    },
  };
}
