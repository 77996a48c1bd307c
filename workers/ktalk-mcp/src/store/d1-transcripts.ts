import { sha256Hex } from '@aisystant/mcp';
import { boundOn, type Database, rowsOf } from '@aisystant/mcp/d1';
import { dueOrAgain } from './due-parts.ts';
import { firstOf } from './first-of.ts';
import type { DueRecording, IndexWriter } from './index-store.ts';
import { speechStatements } from './speech-statements.ts';

/** Transcripts of the index. */
export function transcriptWrites(db: Database): Pick<IndexWriter, 'dueTranscripts' | 'saveTranscript'> {
  const bound = boundOn(db);
  return {
    async dueTranscripts(now, limit) {
      const due = `SELECT r.key, r.created_at AS createdAt, r.transcript_due AS due, r.transcript_failures AS failures,
          (SELECT json_group_array(m.user_key) FROM member m WHERE m.n = r.n) AS users
        FROM recording r WHERE r.complete = 1 AND r.transcript_status IS`;
      const rows = await firstOf<DueRecording & { readonly users: string }>(db, limit, [
        bound(`${due} NOT NULL AND r.transcript_due <= 0 LIMIT ?`, limit),
        bound(`${due} NULL AND r.transcript_due <= ? ORDER BY r.created_at DESC LIMIT ?`, now, limit),
        bound(`${due} NOT NULL AND r.transcript_due BETWEEN 1 AND ? ORDER BY r.transcript_due LIMIT ?`, now, limit),
      ]);
      return rows.map(({ users, ...recording }) => ({ ...recording, belonging: new Set<string>(JSON.parse(users)) }));
    },

    async saveTranscript({ key, due }, { status, dueAt, transcript }) {
      const [row] = await rowsOf<{ n: number; transcript_hash: string | null }>(
        db,
        'SELECT n, transcript_hash FROM recording WHERE key = ?',
        key,
      );
      if (!row) return;
      const hash = transcript && (await sha256Hex(JSON.stringify(transcript)));
      const failures = status === 'mismatch' ? 'transcript_failures + 1' : '0';
      const outcome = bound(
        `UPDATE recording SET transcript_due = ${dueOrAgain('transcript_due')}, transcript_status = ?4, verification = ?5,
           transcript_hash = ?6, gaps = ?7, transcript_failures = ${failures} WHERE n = ?1`,
        row.n,
        dueAt,
        due,
        status,
        transcript?.verification ?? null,
        hash,
        Number(transcript?.hasGaps ?? false),
      );
      const isUnchanged = hash !== null && hash === row.transcript_hash;
      await db.batch([...(isUnchanged ? [] : speechStatements(bound, row.n, transcript?.utterances ?? [])), outcome]);
    },
  };
}
