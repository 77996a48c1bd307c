import { type Database, rowsOf } from '@aisystant/mcp/d1';
import type { IndexFreshness } from '../domain/recordings/quality.ts';
import type { OwnRecording, Person, Role } from '../domain/recordings/recording.ts';
import { searchSpeech } from './d1-speech-search.ts';
import type { IndexReader } from './index-store.ts';
import { conditionsOf } from './recording-conditions.ts';
import { IS_POSTPONED, isOfRecording } from './schema.ts';
import { type UtteranceRow, utteranceOf } from './utterance-row.ts';

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

interface PersonRow {
  readonly user_key: string | null;
  readonly name: string;
  readonly post: string | null;
  readonly anonymous: number;
}

function personOf({ user_key, name, post, anonymous }: PersonRow): Person {
  return { key: user_key, name, post, isAnonymous: anonymous === 1 };
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
      const people = await rows<PersonRow>(
        `SELECT p.user_key, p.name, p.post, p.anonymous FROM participant p WHERE p.n = (SELECT m.n FROM ${OWN}) ORDER BY p.place`,
        key,
      );
      return { complete: row?.complete === 1, people: people.map(personOf) };
    },

    async transcript(key) {
      const [row] = await rows<{ verification: 'match' | 'inconclusive' | null; gaps: number }>(
        `SELECT r.verification, r.gaps FROM ${OWN}`,
        key,
      );
      if (!row?.verification) return null;
      const utterances = await rows<UtteranceRow>(
        `SELECT u.* FROM utterance u, (SELECT m.n FROM ${OWN}) own
         WHERE u.id ${isOfRecording('own.n')} ORDER BY u.id`,
        key,
      );
      return { verification: row.verification, utterances: utterances.map(utteranceOf), hasGaps: row.gaps === 1 };
    },

    search: (query) => searchSpeech(db, userKey, query),

    async freshness() {
      const [row] = await rows<FreshnessRow>(FRESHNESS);
      return freshnessOf(row);
    },
  };
}

const FRESHNESS = `SELECT synced_at, passes_done, known, (SELECT count(*) FROM recording WHERE complete = 0) AS incomplete,
    (SELECT count(*) FROM recording r CROSS JOIN member m ON m.n = r.n AND m.user_key = ?1 WHERE ${IS_POSTPONED}) AS postponed
  FROM sync`;

interface FreshnessRow {
  readonly synced_at: number | null;
  readonly passes_done: number;
  readonly known: number;
  readonly incomplete: number;
  readonly postponed: number;
}

function freshnessOf(row: FreshnessRow | undefined): IndexFreshness {
  const known = row?.known ?? 0;
  const incomplete = row?.incomplete ?? 0;
  return {
    syncedAt: row?.synced_at ?? null,
    backfilled: (row?.passes_done ?? 0) > 0,
    known: Math.max(known, incomplete),
    complete: Math.max(0, known - incomplete),
    postponed: row?.postponed ?? 0,
  };
}
