import { boundOn, type Database } from '@aisystant/mcp/d1';
import { MARK_RIGHTS, MARK_TRANSCRIPT } from './due-parts.ts';
import type { IndexWriter } from './index-store.ts';

/** Events of the webhook, and the key by which it is activated. */
export function webhookWrites(db: Database): Pick<IndexWriter, 'takeEvent' | 'saveActivation' | 'takeActivation'> {
  const bound = boundOn(db);
  return {
    async takeEvent(id, key, now) {
      // One transaction: after a crash the event comes again, and is either known with its recording marked, or neither.
      const answers = await db.batch([
        bound('DELETE FROM webhook_event WHERE received_at < ?', now - EVENTS_KEPT_MS),
        bound(
          `UPDATE recording SET ${MARK_RIGHTS}, ${MARK_TRANSCRIPT}
           WHERE key = ?1 AND NOT EXISTS (SELECT 1 FROM webhook_event WHERE event_id = ?2)`,
          key,
          id,
        ),
        bound('INSERT OR IGNORE INTO webhook_event (event_id, received_at) VALUES (?, ?)', id, now),
      ]);
      return answers[2]?.meta.changes === 1;
    },

    async saveActivation(key, now) {
      await db.batch([bound('UPDATE sync SET activation_key = ?, activation_at = ?', key, now)]);
    },

    async takeActivation(since) {
      const [known] = await db.batch<{ activation_key: string | null }>([
        bound('SELECT activation_key FROM sync WHERE activation_at >= ?', since),
        bound('UPDATE sync SET activation_key = NULL, activation_at = NULL'),
      ]);
      return known?.results[0]?.activation_key ?? null;
    },
  };
}

const EVENTS_KEPT_MS = 7 * 24 * 60 * 60 * 1000;
