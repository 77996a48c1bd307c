import type { OwnRecording, Person, Role } from '../domain/recordings/recording.ts';
import { type Database, rowsOf } from './database.ts';
import type { FoundSpeech, IndexReader, RecordingFilters } from './index-store.ts';
import { PLACES, readerToken } from './reader-token.ts';

interface RecordingRow {
  readonly key: string;
  readonly title: string;
  readonly created_at: string;
  readonly duration_sec: number;
  readonly room: string;
  readonly creator: string;
  readonly participants_count: number;
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

const RECORDING = 'r.key, r.title, r.created_at, r.duration_sec, r.room, r.creator, r.participants_count, m.role';
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

    async search({ stems, all, key, from, to, limit, after, without = [] }) {
      const words = stems.map((stem) => `"${stem.replaceAll('"', '')}"`).join(all ? ' AND ' : ' OR ');
      const match = `(stems : (${words})) AND (readers : ${await readerToken(userKey)})`;
      const conditions = [
        ...(key === undefined ? [] : [{ sql: 'm.recording_key = ?', values: [key] }]),
        ...(from === undefined ? [] : [{ sql: 'm.created_at >= ?', values: [from] }]),
        ...(to === undefined ? [] : [{ sql: 'm.created_at < ?', values: [to] }]),
        ...(without.length === 0
          ? []
          : [{ sql: 'm.recording_key NOT IN (SELECT value FROM json_each(?))', values: [JSON.stringify(without)] }]),
        ...(after === null
          ? []
          : [
              {
                sql: '((m.created_at, m.recording_key) < (?, ?) OR (m.recording_key = ? AND u.id % ? > ?))',
                values: [after.createdAt, after.key, after.key, PLACES, after.place],
              },
            ]),
      ];
      // The tokens of readers only narrow the search; the join with the membership decides.
      const found = await rowsOf<
        SpeechRow & Pick<RecordingRow, 'title' | 'created_at' | 'role'> & { recording_key: string }
      >(
        db,
        `SELECT u.*, r.title, m.created_at, m.recording_key, m.role
         FROM utterance_fts f
         CROSS JOIN utterance u ON u.id = f.rowid
         CROSS JOIN member m ON m.n = u.id / ${PLACES} AND m.user_key = ?
         CROSS JOIN recording r ON r.n = m.n
         WHERE utterance_fts MATCH ? ${conditions.map(({ sql }) => `AND ${sql}`).join(' ')}
         ORDER BY m.created_at DESC, m.recording_key DESC, u.id LIMIT ?`,
        userKey,
        match,
        ...conditions.flatMap(({ values }) => values),
        limit,
      );
      return found.map((row): FoundSpeech & { role: Role } => ({
        ...utteranceOf(row),
        title: row.title,
        createdAt: row.created_at,
        key: row.recording_key,
        place: row.id % PLACES,
        role: row.role,
      }));
    },

    async freshness() {
      const [row] = await rowsOf<{ synced_at: number | null; passes_done: number; incomplete: number; known: number }>(
        db,
        `SELECT synced_at, passes_done, (SELECT count(*) FROM recording WHERE complete = 0) AS incomplete,
           known FROM sync`,
      );
      const known = row?.known ?? 0;
      return {
        syncedAt: row?.synced_at ?? null,
        backfilled: (row?.passes_done ?? 0) > 0,
        known: Math.max(known, row?.incomplete ?? 0),
        complete: Math.max(0, known - (row?.incomplete ?? 0)),
      };
    },
  };
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

function conditionsOf({ from, to, words = [], room, participant, participantKey }: RecordingFilters) {
  const conditions: string[] = [];
  const values: unknown[] = [];
  const add = (condition: string, ...given: readonly unknown[]) => {
    conditions.push(`AND ${condition}`);
    values.push(...given);
  };
  if (from !== undefined) add('m.created_at >= ?', from);
  if (to !== undefined) add('m.created_at < ?', to);
  if (room !== undefined) add('r.room = ?', room);
  for (const word of words) add('instr(r.folded, ?) > 0', word);
  if (participant !== undefined) {
    const named = participant.map(() => 'AND instr(p.folded, ?) > 0').join(' ');
    add(`EXISTS (SELECT 1 FROM participant p WHERE p.n = m.n ${named})`, ...participant);
  }
  if (participantKey !== undefined) {
    add('EXISTS (SELECT 1 FROM participant p WHERE p.n = m.n AND p.user_key = ?)', participantKey);
  }
  return { sql: conditions.join(' '), values };
}
