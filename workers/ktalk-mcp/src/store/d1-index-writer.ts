import { sha256Hex } from '@aisystant/mcp';
import { type Database, rowsOf, type Statement } from '@aisystant/mcp/d1';
import { fold } from '@aisystant/search';
import type { Person, Role } from '../domain/recordings/recording.ts';
import { readersOf } from '../domain/recordings/visibility.ts';
import type { Bound } from './bound.ts';
import type { DueRecording, IndexWriter, RecordingPart, SyncState } from './index-store.ts';
import type { ListedRecording } from './ktalk-store.ts';
import { IS_POSTPONED, PLACES } from './schema.ts';
import { speechStatements } from './speech-statements.ts';

/** Fills the index in D1. */
export function d1IndexWriter(db: Database): IndexWriter {
  const bound = (sql: string, ...values: readonly unknown[]): Statement => db.prepare(sql).bind(...values);
  const run = async (...statements: readonly Statement[]): Promise<void> => {
    await db.batch([...statements]);
  };
  /** The first rows of several queries, in their order. */
  const firstOf = async <Row>(limit: number, queries: Statement[]): Promise<readonly Row[]> => {
    const answers = await db.batch<Row>(queries);
    return answers.flatMap(({ results }) => results).slice(0, limit);
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
      // A title, a date or a number of people that changed makes all be read again; the same ones change nothing.
      const [changed] = await db.batch([
        bound(
          `INSERT INTO recording (key, title, created_at, duration_sec, room, creator, participants_count, folded, seen_in)
           SELECT value->>'key', value->>'title', value->>'created_at', value->>'duration_sec', value->>'room',
             value->>'creator', value->>'count', value->>'folded', max(?2, (SELECT pass FROM sync)) FROM json_each(?1) WHERE true
           ON CONFLICT (key) DO UPDATE SET title = excluded.title, duration_sec = excluded.duration_sec, room = excluded.room,
             creator = excluded.creator, folded = excluded.folded, participants_count = excluded.participants_count,
             created_at = excluded.created_at, ${MARK_RIGHTS}, ${MARK_TRANSCRIPT},
             complete = CASE WHEN participants_count IS excluded.participants_count THEN complete ELSE 0 END
           WHERE title <> excluded.title OR participants_count IS NOT excluded.participants_count OR creator <> excluded.creator
             OR room <> excluded.room OR duration_sec IS NOT excluded.duration_sec OR created_at <> excluded.created_at`,
          json,
          pass,
        ),
        seenStatement(
          bound,
          recordings.map(({ key }) => key),
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

    async saveSeen(keys, pass) {
      await run(seenStatement(bound, keys, pass));
    },

    async dueRights(now, limit) {
      const due = `SELECT key, created_at AS createdAt, rights_due AS due, rights_failures AS failures FROM recording`;
      return firstOf<DueRecording>(limit, [
        bound(`${due} WHERE complete = 1 AND rights_due <= 0 LIMIT ?`, limit),
        bound(`${due} WHERE complete = 0 AND rights_due <= ? ORDER BY created_at DESC LIMIT ?`, now, limit),
        bound(`${due} WHERE complete = 1 AND rights_due BETWEEN 1 AND ? ORDER BY rights_due LIMIT ?`, now, limit),
      ]);
    },

    async saveRights({ key, due }, rights, dueAt) {
      const [row] = await rowsOf<{ n: number }>(db, 'SELECT n FROM recording WHERE key = ?', key);
      if (!row) return;
      await run(
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
          ...[row.n, dueAt, due],
        ),
      );
    },

    async dueTranscripts(now, limit) {
      const due = `SELECT r.key, r.created_at AS createdAt, r.transcript_due AS due, r.transcript_failures AS failures,
          (SELECT json_group_array(m.user_key) FROM member m WHERE m.n = r.n) AS users
        FROM recording r WHERE r.complete = 1 AND r.transcript_status IS`;
      const rows = await firstOf<DueRecording & { readonly users: string }>(limit, [
        bound(`${due} NOT NULL AND r.transcript_due <= 0 LIMIT ?`, limit),
        bound(`${due} NULL AND r.transcript_due <= ? ORDER BY r.created_at DESC LIMIT ?`, now, limit),
        bound(`${due} NOT NULL AND r.transcript_due BETWEEN 1 AND ? ORDER BY r.transcript_due LIMIT ?`, now, limit),
      ]);
      return rows.map(({ users, ...recording }) => ({ ...recording, belonging: new Set<string>(JSON.parse(users)) }));
    },

    async postpone(part, { key, due }, dueAt) {
      const { due: column, failures } = PART_COLUMNS[part];
      const sets = `${column} = ${dueUnlessSet(column)}, ${failures} = ${failures} + 1`;
      await run(bound(`UPDATE recording SET ${sets} WHERE key = ?1`, key, dueAt, due));
    },

    async postponed() {
      const [row] = await rowsOf<{ count: number }>(
        db,
        `SELECT count(*) AS count FROM recording WHERE ${IS_POSTPONED}`,
      );
      return row?.count ?? 0;
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
           transcript_hash = ?6, transcript_failures = ${failures} WHERE n = ?1`,
        ...[row.n, dueAt, due, status, transcript?.verification ?? null, hash],
      );
      const isUnchanged = hash !== null && hash === row.transcript_hash;
      await run(...(isUnchanged ? [] : speechStatements(bound, row.n, transcript?.utterances ?? [])), outcome);
    },

    async remove(key) {
      await run(...removal(bound, 'key = ?1', key));
    },

    async handleUnseen(pass, before) {
      const unseen = 'seen_in < ?1 AND created_at < ?2';
      await run(
        ...removal(bound, unseen, pass - 1, before),
        bound(`UPDATE recording SET ${MARK_RIGHTS} WHERE ${unseen}`, pass, before),
      );
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

/**
 * Marks a part to be read at once. Each mark is another number at or below zero, so that a read which began before it, even after
 * an earlier mark, finds that the time changed.
 */
const mark = (column: string) => `min(ifnull(${column}, 1), 1) - 1`;
const MARK_RIGHTS = `rights_due = ${mark('rights_due')}`;
const MARK_TRANSCRIPT = `transcript_due = ${mark('transcript_due')}`;

/** The next time `?2` of a part that could not be read because of the time `?3`; one that was set meanwhile stays. */
const dueUnlessSet = (column: string) => `CASE WHEN ${column} IS ?3 THEN ?2 ELSE ${column} END`;
/** The next time `?2` of a part that was read because of the time `?3`; it is marked if another was set meanwhile. */
const dueOrAgain = (column: string) => `CASE WHEN ${column} IS ?3 THEN ?2 ELSE ${mark(column)} END`;

const PART_COLUMNS = {
  rights: { due: 'rights_due', failures: 'rights_failures' },
  transcript: { due: 'transcript_due', failures: 'transcript_failures' },
} as const satisfies { readonly [part in RecordingPart]: object };

function seenStatement(bound: Bound, keys: readonly string[], pass: number): Statement {
  // A look-up that began before the pass has an older number, and must not hide what the pass saw.
  const sql = 'UPDATE recording SET seen_in = ?2 WHERE key IN (SELECT value FROM json_each(?1)) AND seen_in < ?2';
  return bound(sql, JSON.stringify(keys), pass);
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
