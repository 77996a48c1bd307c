import { type Database, rowsOf } from '@aisystant/mcp/d1';
import type { OwnRecording, Person, Role } from '../domain/recordings/recording.ts';
import {
  AFTER_ALL,
  type FoundSpeech,
  type IndexReader,
  type MissingTranscript,
  missingOf,
  type RecordingFilters,
} from './index-store.ts';
import { IS_POSTPONED, PLACES } from './schema.ts';

interface RecordingRow {
  readonly key: string;
  readonly title: string;
  readonly created_at: string;
  readonly duration_sec: number | null;
  readonly room: string;
  readonly creator: string;
  readonly participants_count: number | null;
  readonly role: Role;
}

function recordingOf(row: RecordingRow): OwnRecording {
  return {
    key: row.key,
    title: row.title,
    createdAt: row.created_at,
    durationSec: row.duration_sec,
    room: row.room,
    createdBy: JSON.parse(row.creator),
    participantsCount: row.participants_count,
    role: row.role,
  };
}

/** The date is the one that lists are ordered by; where KTalk changed it, both follow when the rights are read. */
const RECORDING = 'r.key, r.title, m.created_at, r.duration_sec, r.room, r.creator, r.participants_count, m.role';
/** The one recording of the reader with a key: `?1` is the reader, `?2` the key. */
const OWN = 'member m JOIN recording r ON r.n = m.n WHERE m.user_key = ?1 AND m.recording_key = ?2';

/** Reads the index in D1 for the person with this key. */
export function d1IndexReader(db: Database, userKey: string): IndexReader {
  const rows = <Row>(sql: string, ...values: readonly unknown[]) => rowsOf<Row>(db, sql, userKey, ...values);
  return {
    async list(filters, after, limit) {
      const { sql, values } = conditionsOf(filters);
      const page = after === null ? '' : 'AND (m.created_at, m.recording_key) < (?, ?)';
      const found = await rows<RecordingRow>(
        `SELECT ${RECORDING} FROM member m JOIN recording r ON r.n = m.n WHERE m.user_key = ? ${page} ${sql}
         ORDER BY m.created_at DESC, m.recording_key DESC LIMIT ?`,
        ...(after === null ? [] : [after.createdAt, after.key]),
        ...values,
        limit,
      );
      return found.map(recordingOf);
    },

    async find(key) {
      const [row] = await rows<RecordingRow>(`SELECT ${RECORDING} FROM ${OWN}`, key);
      return row ? recordingOf(row) : null;
    },

    async roster(key) {
      const [row] = await rows<{ complete: number }>(`SELECT r.complete FROM ${OWN}`, key);
      const people = await rows<{ user_key: string | null; name: string; post: string | null; anonymous: number }>(
        `SELECT p.user_key, p.name, p.post, p.anonymous FROM participant p WHERE p.n = (SELECT m.n FROM ${OWN}) ORDER BY p.place`,
        key,
      );
      return {
        complete: row?.complete === 1,
        people: people.map(
          ({ user_key, name, post, anonymous }): Person => ({
            key: user_key,
            name,
            post,
            isAnonymous: anonymous === 1,
          }),
        ),
      };
    },

    async transcript(key) {
      const [row] = await rows<{ verification: 'match' | 'inconclusive' | null }>(
        `SELECT r.verification FROM ${OWN}`,
        key,
      );
      if (!row?.verification) return null;
      const utterances = await rows<SpeechRow>(
        `SELECT u.* FROM utterance u, (SELECT m.n FROM ${OWN}) own
         WHERE u.id BETWEEN own.n * ${PLACES} AND own.n * ${PLACES} + ${PLACES - 1} ORDER BY u.id`,
        key,
      );
      return { verification: row.verification, utterances: utterances.map(utteranceOf) };
    },

    async search({ stems, all, limit, after, ...where }) {
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
    },

    async freshness() {
      const [row] = await rows<FreshnessRow>(
        `SELECT synced_at, passes_done, known, (SELECT count(*) FROM recording WHERE complete = 0) AS incomplete,
           (SELECT count(*) FROM recording r CROSS JOIN member m ON m.n = r.n AND m.user_key = ?1 WHERE ${IS_POSTPONED}) AS postponed
         FROM sync`,
      );
      const known = row?.known ?? 0;
      return {
        syncedAt: row?.synced_at ?? null,
        backfilled: (row?.passes_done ?? 0) > 0,
        known: Math.max(known, row?.incomplete ?? 0),
        complete: Math.max(0, known - (row?.incomplete ?? 0)),
        postponed: row?.postponed ?? 0,
      };
    },
  };
}

interface FreshnessRow {
  readonly synced_at: number | null;
  readonly passes_done: number;
  readonly known: number;
  readonly incomplete: number;
  readonly postponed: number;
}

/**
 * Recordings that a search goes through at once, newest first, the few in which recent words are before the many. It ends after
 * the last batch, so that its cost has a bound, and goes on with its position.
 */
const BATCHES = [50, 500, 500];

/** The reader's recordings from a position on: `own`. Every search starts from them, so it costs by what they may see. */
function ownOf(userKey: string, { key, from, to, without = [], after }: OwnConditions, limit: number) {
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

type OwnConditions = Pick<Parameters<IndexReader['search']>[0], 'key' | 'from' | 'to' | 'after' | 'without'>;

const HITS = `SELECT u.*, r.title, own.createdAt, own.key, own.role FROM own
  CROSS JOIN utterance_fts f
  CROSS JOIN utterance u ON u.id = f.rowid
  CROSS JOIN recording r ON r.n = own.n
  WHERE utterance_fts MATCH ? AND f.rowid BETWEEN own.lowest AND own.n * ${PLACES} + ${PLACES - 1}
  ORDER BY own.createdAt DESC, own.key DESC, u.id LIMIT ?`;

/** The last recording of a full batch; nothing when there are no more. */
const END = 'SELECT createdAt, key FROM own ORDER BY createdAt DESC, key DESC LIMIT 1 OFFSET ?';

/** Those whose words are not in the index. A transcript of another meeting was not read, and is put off. */
const MISSING = `SELECT own.createdAt, own.key, iif(${IS_POSTPONED}, 'postponed',
    iif(r.transcript_status IN ('inProgress', 'error', 'none'), r.transcript_status, 'unread')) AS status
  FROM own CROSS JOIN recording r ON r.n = own.n WHERE r.transcript_status IS NOT 'complete'`;

interface SpeechHitRow extends SpeechRow {
  readonly title: string;
  readonly createdAt: string;
  readonly key: string;
  readonly role: Role;
}

function foundOf(row: SpeechHitRow): FoundSpeech & { readonly role: Role } {
  const { title, createdAt, key, role } = row;
  return { ...utteranceOf(row), title, createdAt, key, role, place: row.id % PLACES };
}

interface SpeechRow {
  readonly id: number;
  readonly start_ms: number;
  readonly end_ms: number;
  readonly speaker_key: string | null;
  readonly speaker: string;
  readonly text: string;
}

function utteranceOf({ start_ms, end_ms, speaker_key, speaker, text }: SpeechRow) {
  return { startMs: start_ms, endMs: end_ms, speakerKey: speaker_key, speaker, text };
}

/** The conditions of a list and of a search, each with an AND before it, and their values. */
function conditionsOf({
  key,
  from,
  to,
  words = [],
  room,
  participant,
  participantKeys,
  without = [],
}: RecordingFilters & Omit<OwnConditions, 'after'>) {
  const conditions: string[] = [];
  const values: unknown[] = [];
  const add = (condition: string, ...given: readonly unknown[]) => {
    conditions.push(`AND ${condition}`);
    values.push(...given);
  };
  if (key !== undefined) add('m.recording_key = ?', key);
  if (from !== undefined) add('m.created_at >= ?', from);
  if (to !== undefined) add('m.created_at < ?', to);
  if (room !== undefined) add('r.room = ?', room);
  for (const word of words) add('instr(r.folded, ?) > 0', word);
  if (participant !== undefined) {
    const named = participant.map(() => 'AND instr(p.folded, ?) > 0').join(' ');
    add(`EXISTS (SELECT 1 FROM participant p WHERE p.n = m.n ${named})`, ...participant);
  }
  if (participantKeys !== undefined) {
    const isOne = 'p.user_key IN (SELECT value FROM json_each(?))';
    add(`EXISTS (SELECT 1 FROM participant p WHERE p.n = m.n AND ${isOne})`, JSON.stringify(participantKeys));
  }
  if (without.length > 0) {
    add('m.recording_key NOT IN (SELECT value FROM json_each(?))', JSON.stringify(without));
  }
  return { sql: conditions.join(' '), values };
}
