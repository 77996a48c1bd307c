import type { Database } from '@aisystant/mcp/d1';
import type { Role } from '../domain/recordings/recording.ts';
import { AFTER_ALL, type FoundSpeech, type IndexReader, type MissingTranscript, missingOf } from './index-store.ts';
import { conditionsOf } from './recording-conditions.ts';
import { IS_POSTPONED, PLACES } from './schema.ts';
import { type UtteranceRow, utteranceOf } from './utterance-row.ts';

type Query = Parameters<IndexReader['search']>[0];

/** Searches the transcripts of what the person with this key may see. */
export async function searchSpeech(
  db: Database,
  userKey: string,
  { stems, all, limit, after, ...where }: Query,
): ReturnType<IndexReader['search']> {
  const match = stems.map((stem) => `"${stem.replaceAll('"', '')}"`).join(all ? ' AND ' : ' OR ');
  const found: (FoundSpeech & { readonly role: Role })[] = [];
  const missing: MissingTranscript[] = [];
  let position = after;
  for (const recordings of BATCHES) {
    const own = ownOf(userKey, { ...where, after: position }, recordings);
    const answers = await db.batch<unknown>([
      db.prepare(`${own.sql} ${HITS}`).bind(...own.values, match, limit + 1 - found.length),
      db.prepare(`${own.sql} ${END}`).bind(...own.values, recordings - 1),
      db.prepare(`${own.sql} ${MISSING}`).bind(...own.values),
    ]);
    const [hits = [], ends = [], gaps = []] = answers.map(({ results }) => results);
    found.push(...(hits as SpeechHitRow[]).map(foundOf));
    const last = found.length > limit ? found[limit - 1] : undefined;
    missing.push(...missingOf(gaps as MissingTranscript[], position, last));
    if (last) return { found: found.slice(0, limit), next: last, missing };
    const [end] = ends as { createdAt: string; key: string }[];
    if (!end) return { found, next: null, missing };
    position = { ...end, place: AFTER_ALL };
  }
  return { found, next: position, missing };
}

/**
 * Recordings that a search goes through at once, newest first, the few in which recent words are before the many. It ends after
 * the last batch, so that its cost has a bound, and goes on with its position.
 */
const BATCHES = [50, 500, 500];

/** The reader's recordings from a position on: `own`. Every search starts from them, so it costs by what they may see. */
function ownOf(
  userKey: string,
  { key, from, to, without = [], after }: Pick<Query, 'key' | 'from' | 'to' | 'after' | 'without'>,
  limit: number,
) {
  const { sql, values } = conditionsOf({ key, from, to, without });
  const position = after === null ? '' : 'AND (m.created_at, m.recording_key) <= (?, ?)';
  // The recording of the position is searched behind its place, the older ones whole. A caller writes the place as they like, and
  // a row before the first of a recording is one of another.
  const place = after === null ? 0 : Math.max(0, Math.min(after.place + 1, PLACES));
  return {
    sql: `WITH own AS MATERIALIZED (
        SELECT m.n, m.created_at AS createdAt, m.recording_key AS key, m.role,
          m.n * ${PLACES} + iif(m.recording_key = ?, ?, 0) AS lowest
        FROM member m WHERE m.user_key = ? ${sql} ${position}
        ORDER BY m.created_at DESC, m.recording_key DESC LIMIT ?)`,
    values: [
      after?.key ?? '',
      place,
      userKey,
      ...values,
      ...(after === null ? [] : [after.createdAt, after.key]),
      limit,
    ],
  };
}

const HITS = `SELECT u.*, r.title, own.createdAt, own.key, own.role FROM own
  CROSS JOIN utterance_fts f
  CROSS JOIN utterance u ON u.id = f.rowid
  CROSS JOIN recording r ON r.n = own.n
  WHERE utterance_fts MATCH ? AND f.rowid BETWEEN own.lowest AND own.n * ${PLACES} + ${PLACES - 1}
  ORDER BY own.createdAt DESC, own.key DESC, u.id LIMIT ?`;

/** The last recording of a full batch; nothing when there are no more. */
const END = 'SELECT createdAt, key FROM own ORDER BY createdAt DESC, key DESC LIMIT 1 OFFSET ?';

/** Those whose words are not all in the index. A transcript of another meeting was not read, and is put off. */
const MISSING = `SELECT own.createdAt, own.key, CASE WHEN r.transcript_status = 'complete' THEN 'gaps'
      WHEN ${IS_POSTPONED} THEN 'postponed'
      WHEN r.transcript_status IN ('inProgress', 'error', 'none') THEN r.transcript_status ELSE 'unread' END AS status
  FROM own CROSS JOIN recording r ON r.n = own.n WHERE r.transcript_status IS NOT 'complete' OR r.gaps = 1`;

interface SpeechHitRow extends UtteranceRow {
  readonly title: string;
  readonly createdAt: string;
  readonly key: string;
  readonly role: Role;
}

function foundOf(row: SpeechHitRow): FoundSpeech & { readonly role: Role } {
  const { title, createdAt, key, role } = row;
  return { ...utteranceOf(row), title, createdAt, key, role, place: row.id % PLACES };
}
