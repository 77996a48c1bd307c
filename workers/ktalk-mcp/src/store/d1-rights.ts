import { boundOn, type Database, rowsOf } from '@aisystant/mcp/d1';
import { fold } from '@aisystant/search';
import { readersOf } from '../domain/recordings/visibility.ts';
import { dueOrAgain } from './due-parts.ts';
import { firstOf } from './first-of.ts';
import type { DueRecording, IndexWriter } from './index-store.ts';

/** Rosters and access lists of the index. */
export function rightsWrites(db: Database): Pick<IndexWriter, 'dueRights' | 'saveRights'> {
  const bound = boundOn(db);
  return {
    async dueRights(now, limit) {
      const due = `SELECT key, created_at AS createdAt, rights_due AS due, rights_failures AS failures FROM recording`;
      return firstOf<DueRecording>(db, limit, [
        bound(`${due} WHERE complete = 1 AND rights_due <= 0 LIMIT ?`, limit),
        bound(`${due} WHERE complete = 0 AND rights_due <= ? ORDER BY created_at DESC LIMIT ?`, now, limit),
        bound(`${due} WHERE complete = 1 AND rights_due BETWEEN 1 AND ? ORDER BY rights_due LIMIT ?`, now, limit),
      ]);
    },

    async saveRights({ key, due }, rights, dueAt) {
      const [row] = await rowsOf<{ n: number }>(db, 'SELECT n FROM recording WHERE key = ?', key);
      if (!row) return;
      await db.batch([
        bound('DELETE FROM participant WHERE n = ?', row.n),
        bound(
          `INSERT INTO participant (n, place, user_key, name, folded, post, anonymous)
           SELECT r.n, p.key, value->>'key', value->>'name', value->>'folded', value->>'post', value->>'isAnonymous'
           FROM json_each(?2) p JOIN recording r ON r.n = ?1`,
          row.n,
          JSON.stringify(rights.people.map((person) => ({ ...person, folded: fold(person.name) }))),
        ),
        bound('DELETE FROM member WHERE n = ?', row.n),
        bound(
          `INSERT INTO member (user_key, created_at, recording_key, n, role)
           SELECT value->>0, r.created_at, r.key, r.n, value->>1 FROM json_each(?2) JOIN recording r ON r.n = ?1`,
          row.n,
          JSON.stringify([...readersOf(rights)]),
        ),
        // What was marked or read meanwhile may be newer than this: it is read again.
        bound(
          `UPDATE recording SET complete = CASE WHEN rights_due IS ?3 THEN 1 ELSE complete END,
             rights_due = ${dueOrAgain('rights_due')}, rights_failures = 0 WHERE n = ?1`,
          row.n,
          dueAt,
          due,
        ),
      ]);
    },
  };
}
