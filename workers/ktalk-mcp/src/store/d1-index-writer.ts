import { fold, indexText, stemOfCommon } from '@aisystant/search';
import type { Person, Role } from '../domain/recordings/recording.ts';
import { readersOf } from '../domain/recordings/visibility.ts';
import type { Utterance } from '../domain/transcript/utterance.ts';
import { type Database, rowsOf, type Statement } from './database.ts';
import type { IndexWriter, SyncState } from './index-store.ts';
import type { ListedRecording } from './ktalk-store.ts';
import { PLACES, readerToken } from './reader-token.ts';

/** Utterances that one statement writes: a bound text has at most 2 MB. */
const AT_ONCE = 400;

/** Fills the index in D1. */
export function d1IndexWriter(db: Database): IndexWriter {
  const bound = (sql: string, ...values: readonly unknown[]): Statement => db.prepare(sql).bind(...values);
  const run = async (...statements: readonly Statement[]): Promise<void> => {
    await db.batch([...statements]);
  };

  return {
    async state() {
      const [row] = await rowsOf<StateRow>(db, 'SELECT * FROM sync');
      return stateOf(row);
    },

    async saveState(change) {
      const entries = Object.entries(change) as [keyof SyncState, unknown][];
      const sets = entries.map(([field]) => `${STATE_COLUMNS[field]} = ?`);
      await run(bound(`UPDATE sync SET ${sets.join(', ')}`, ...entries.map(([, value]) => value)));
    },

    async saveListed(recordings, pass) {
      const json = JSON.stringify(recordings.map(listedRow));
      const members = JSON.stringify(recordings.flatMap(membersOf));
      // A title, a date or a number of people that changed makes the rights be read again; the same ones change nothing.
      const [changed] = await db.batch([
        bound(
          `INSERT INTO recording (key, title, created_at, duration_sec, room, creator, participants_count, folded, seen_in)
           SELECT value->>'key', value->>'title', value->>'created_at', value->>'duration_sec', value->>'room',
             value->>'creator', value->>'count', value->>'folded', ?2 FROM json_each(?1) WHERE true
           ON CONFLICT (key) DO UPDATE SET title = excluded.title, duration_sec = excluded.duration_sec, room = excluded.room,
             creator = excluded.creator, folded = excluded.folded, participants_count = excluded.participants_count,
             created_at = excluded.created_at, rights_due = 0,
             complete = CASE WHEN participants_count = excluded.participants_count THEN complete ELSE 0 END
           WHERE title <> excluded.title OR participants_count <> excluded.participants_count OR creator <> excluded.creator
             OR room <> excluded.room OR duration_sec <> excluded.duration_sec OR created_at <> excluded.created_at`,
          json,
          pass,
        ),
        bound(
          "UPDATE recording SET seen_in = ?2 WHERE key IN (SELECT value->>'key' FROM json_each(?1)) AND seen_in <> ?2",
          json,
          pass,
        ),
        // What a list embeds may allow, and takes nothing away: the whole roster comes later.
        bound(
          `INSERT OR IGNORE INTO member (user_key, created_at, recording_key, n, role)
           SELECT value->>'user', r.created_at, r.key, r.n, value->>'role'
           FROM json_each(?) JOIN recording r ON r.key = value->>'key'`,
          members,
        ),
        bound('UPDATE sync SET known = (SELECT count(*) FROM recording)'),
      ]);
      return changed?.meta.changes ?? 0;
    },

    async dueRights(now, limit) {
      return rowsOf(
        db,
        `SELECT key, created_at AS createdAt FROM recording WHERE rights_due <= ? ORDER BY complete, created_at DESC LIMIT ?`,
        now,
        limit,
      );
    },

    async saveRights(key, rights, dueAt) {
      const readers = readersOf(rights);
      const tokens = (await Promise.all([...readers.keys()].map(readerToken))).sort().join(' ');
      const [row] = await rowsOf<{ n: number; readers: string; verification: string | null }>(
        db,
        'SELECT n, readers, verification FROM recording WHERE key = ?',
        key,
      );
      if (!row) return;
      const indexed = row.readers !== tokens && row.verification !== null ? await utterancesOf(db, row.n) : [];
      await run(
        bound('DELETE FROM participant WHERE n = ?', row.n),
        bound(
          `INSERT INTO participant (n, place, user_key, name, folded, post, anonymous)
           SELECT ?1, key, value->>'key', value->>'name', value->>'folded', value->>'post', value->>'isAnonymous' FROM json_each(?2)`,
          row.n,
          JSON.stringify(rights.people.map((person) => ({ ...person, folded: fold(person.name) }))),
        ),
        bound('DELETE FROM member WHERE n = ?', row.n),
        bound(
          `INSERT INTO member (user_key, created_at, recording_key, n, role)
           SELECT value->>0, r.created_at, r.key, r.n, value->>1 FROM json_each(?2) JOIN recording r ON r.n = ?1`,
          row.n,
          JSON.stringify([...readers]),
        ),
        bound('UPDATE recording SET complete = 1, rights_due = ?2, readers = ?3 WHERE n = ?1', row.n, dueAt, tokens),
        ...indexStatements(bound, row.n, indexed, tokens),
      );
    },

    async dueTranscripts(now, limit) {
      const rows = await rowsOf<{ key: string; createdAt: string; users: string }>(
        db,
        `SELECT r.key, r.created_at AS createdAt, (SELECT json_group_array(m.user_key) FROM member m WHERE m.n = r.n) AS users
         FROM recording r WHERE r.transcript_due <= ? AND r.complete = 1 ORDER BY r.created_at DESC LIMIT ?`,
        now,
        limit,
      );
      return rows.map(({ users, ...position }) => ({ ...position, belonging: new Set<string>(JSON.parse(users)) }));
    },

    async saveTranscript(key, { status, dueAt, transcript }) {
      const [row] = await rowsOf<{ n: number; readers: string }>(
        db,
        'SELECT n, readers FROM recording WHERE key = ?',
        key,
      );
      if (!row) return;
      const utterances = (transcript?.utterances ?? [])
        .slice(0, PLACES)
        .map((each, place) => ({ ...each, id: row.n * PLACES + place }));
      const texts = inParts(utterances).map((part) =>
        bound(
          `INSERT INTO utterance (id, start_ms, end_ms, speaker_key, speaker, text)
           SELECT value->>'id', value->>'startMs', value->>'endMs', value->>'speakerKey', value->>'speaker', value->>'text' FROM json_each(?)`,
          JSON.stringify(part),
        ),
      );
      await run(
        bound(`DELETE FROM utterance WHERE ${OF_RECORDING}`, row.n),
        ...texts,
        ...indexStatements(bound, row.n, utterances, row.readers),
        bound(
          'UPDATE recording SET transcript_status = ?2, transcript_due = ?3, verification = ?4 WHERE n = ?1',
          row.n,
          status,
          dueAt,
          transcript?.verification ?? null,
        ),
      );
    },

    async touch(key) {
      await run(bound('UPDATE recording SET rights_due = 0, transcript_due = 0 WHERE key = ?', key));
    },

    async remove(key) {
      await run(...removal(bound, 'key = ?1', key));
    },

    async removeUnseen(pass, before) {
      await run(...removal(bound, 'seen_in < ?1 AND created_at < ?2', pass, before));
    },

    async known(key) {
      const [row] = await rowsOf<{ key: string; createdAt: string; creator: string }>(
        db,
        'SELECT key, created_at AS createdAt, creator FROM recording WHERE key = ?',
        key,
      );
      if (!row) return null;
      const { creator, ...position } = row;
      return { ...position, creator: (JSON.parse(creator) as Person).key };
    },

    async seenEvent(id, now) {
      const [, inserted] = await db.batch([
        bound('DELETE FROM webhook_event WHERE received_at < ?', now - EVENTS_KEPT_MS),
        bound('INSERT OR IGNORE INTO webhook_event (event_id, received_at) VALUES (?, ?)', id, now),
      ]);
      return inserted?.meta.changes === 0;
    },

    async saveActivation(key, now) {
      await run(bound('UPDATE sync SET activation_key = ?, activation_at = ?', key, now));
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

const OF_RECORDING = `id BETWEEN ?1 * ${PLACES} AND ?1 * ${PLACES} + ${PLACES - 1}`;

type Bound = (sql: string, ...values: readonly unknown[]) => Statement;

/** Statements that make the full-text rows of a recording be those of its utterances and readers. */
function indexStatements(
  bound: Bound,
  n: number,
  utterances: readonly (Utterance & { readonly id: number })[],
  readers: string,
): Statement[] {
  const drop = bound(`DELETE FROM utterance_fts WHERE ${OF_RECORDING.replace('id', 'rowid')}`, n);
  const stem = rememberedStems();
  const add = inParts(utterances).map((part) => {
    const rows = part.map(({ id, text }) => ({ id, stems: indexText(text, stem) }));
    const sql = `INSERT INTO utterance_fts (rowid, stems, readers) SELECT value->>'id', value->>'stems', ?2 FROM json_each(?1)`;
    return bound(sql, JSON.stringify(rows), readers);
  });
  return [drop, ...add];
}

/** Stems of the words of one meeting, in which most words come again and again. */
function rememberedStems(): (form: string) => string {
  const known = new Map<string, string>();
  return (form) => {
    const stem = known.get(form) ?? stemOfCommon(form);
    known.set(form, stem);
    return stem;
  };
}

async function utterancesOf(db: Database, n: number): Promise<readonly (Utterance & { readonly id: number })[]> {
  return rowsOf(
    db,
    `SELECT id, start_ms AS startMs, end_ms AS endMs, speaker_key AS speakerKey, speaker, text FROM utterance WHERE ${OF_RECORDING}`,
    n,
  );
}

/** Removes recordings with all that belongs to them. */
function removal(bound: Bound, which: string, ...values: readonly unknown[]): Statement[] {
  const gone = `SELECT n FROM recording WHERE ${which}`;
  const texts = `SELECT u.id FROM utterance u JOIN (${gone}) g ON u.id BETWEEN g.n * ${PLACES} AND g.n * ${PLACES} + ${PLACES - 1}`;
  return [
    bound(`DELETE FROM utterance_fts WHERE rowid IN (${texts})`, ...values),
    bound(`DELETE FROM utterance WHERE id IN (${texts})`, ...values),
    bound(`DELETE FROM participant WHERE n IN (${gone})`, ...values),
    bound(`DELETE FROM member WHERE n IN (${gone})`, ...values),
    bound(`DELETE FROM recording WHERE ${which}`, ...values),
    bound('UPDATE sync SET known = (SELECT count(*) FROM recording)'),
  ];
}

function inParts<T>(items: readonly T[]): readonly (readonly T[])[] {
  return Array.from({ length: Math.ceil(items.length / AT_ONCE) }, (_, part) =>
    items.slice(part * AT_ONCE, (part + 1) * AT_ONCE),
  );
}

function listedRow({ key, title, createdAt, durationSec, room, createdBy, participantsCount }: ListedRecording) {
  return {
    key,
    title,
    created_at: createdAt,
    duration_sec: durationSec,
    room,
    creator: JSON.stringify(createdBy),
    count: participantsCount,
    folded: fold(`${title} ${room}`),
  };
}

/** Those whom a list names already, the strongest reason first: it is the one that is kept. */
function membersOf({ key, createdBy, participants }: ListedRecording): { key: string; user: string; role: Role }[] {
  const embedded = {
    creator: createdBy.key,
    roster: participants.map((each) => each.key),
    granted: [],
    complete: false,
  };
  return [...readersOf(embedded)].map(([user, role]) => ({ key, user, role }));
}

interface StateRow {
  readonly pass: number;
  readonly pass_cursor: string | null;
  readonly pass_started: number | null;
  readonly passes_done: number;
  readonly next_pass: number;
  readonly synced_at: number | null;
}

const STATE_COLUMNS = {
  pass: 'pass',
  passCursor: 'pass_cursor',
  passStarted: 'pass_started',
  passesDone: 'passes_done',
  nextPass: 'next_pass',
  syncedAt: 'synced_at',
} as const satisfies { readonly [field in keyof SyncState]: keyof StateRow };

function stateOf(row: StateRow | undefined): SyncState {
  return {
    pass: row?.pass ?? 1,
    passCursor: row?.pass_cursor ?? null,
    passStarted: row?.pass_started ?? null,
    passesDone: row?.passes_done ?? 0,
    nextPass: row?.next_pass ?? 0,
    syncedAt: row?.synced_at ?? null,
  };
}
