import { type Bound, boundOn, type Database, rowsOf, type Statement } from '@aisystant/mcp/d1';
import { fold } from '@aisystant/search';
import type { Person, Role } from '../domain/recordings/recording.ts';
import { readersOf } from '../domain/recordings/visibility.ts';
import { MARK_RIGHTS, MARK_TRANSCRIPT } from './due-parts.ts';
import type { IndexWriter } from './index-store.ts';
import type { ListedRecording } from './ktalk-store.ts';
import { isOfRecording } from './schema.ts';

/** What lists say of recordings, and the removal of those that are gone. */
export function listWrites(
  db: Database,
): Pick<IndexWriter, 'saveListed' | 'saveSeen' | 'remove' | 'handleUnseen' | 'known'> {
  const bound = boundOn(db);
  return {
    async saveListed(recordings, pass) {
      const [changed] = await db.batch(listedStatements(bound, recordings, pass));
      return changed?.meta.changes ?? 0;
    },

    async saveSeen(keys, pass) {
      await db.batch([seenStatement(bound, keys, pass)]);
    },

    async remove(key) {
      await db.batch(removal(bound, 'key = ?1', key));
    },

    async handleUnseen(pass, before) {
      const unseen = 'seen_in < ?1 AND created_at < ?2';
      await db.batch([
        ...removal(bound, unseen, pass - 1, before),
        bound(`UPDATE recording SET ${MARK_RIGHTS} WHERE ${unseen}`, pass, before),
      ]);
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
  };
}

/** Statements that save what lists say of recordings, of which the first one changes them. */
function listedStatements(bound: Bound, recordings: readonly ListedRecording[], pass: number): Statement[] {
  return [
    bound(SAVE_LISTED, JSON.stringify(recordings.map(listedRow)), pass),
    seenStatement(
      bound,
      recordings.map(({ key }) => key),
      pass,
    ),
    bound(SAVE_MEMBERS, JSON.stringify(recordings.flatMap(membersOf))),
    bound(COUNT_KNOWN),
  ];
}

/** A title, a date or a number of people that changed makes all be read again; the same ones change nothing. */
const SAVE_LISTED = `INSERT INTO recording (key, title, created_at, duration_sec, room, creator, participants_count, folded, seen_in)
  SELECT value->>'key', value->>'title', value->>'created_at', value->>'duration_sec', value->>'room',
    value->>'creator', value->>'count', value->>'folded', max(?2, (SELECT pass FROM sync)) FROM json_each(?1) WHERE true
  ON CONFLICT (key) DO UPDATE SET title = excluded.title, duration_sec = excluded.duration_sec, room = excluded.room,
    creator = excluded.creator, folded = excluded.folded, participants_count = excluded.participants_count,
    created_at = excluded.created_at, ${MARK_RIGHTS}, ${MARK_TRANSCRIPT},
    complete = CASE WHEN participants_count IS excluded.participants_count THEN complete ELSE 0 END
  WHERE title <> excluded.title OR participants_count IS NOT excluded.participants_count OR creator <> excluded.creator
    OR room <> excluded.room OR duration_sec IS NOT excluded.duration_sec OR created_at <> excluded.created_at`;

/** What a list embeds may allow, and takes nothing away: the whole roster comes later. */
const SAVE_MEMBERS = `INSERT OR IGNORE INTO member (user_key, created_at, recording_key, n, role)
  SELECT value->>'user', r.created_at, r.key, r.n, value->>'role'
  FROM json_each(?) JOIN recording r ON r.key = value->>'key'`;

const COUNT_KNOWN = 'UPDATE sync SET known = (SELECT count(*) FROM recording)';

function seenStatement(bound: Bound, keys: readonly string[], pass: number): Statement {
  // A look-up that began before the pass has an older number, and must not hide what the pass saw.
  const sql = 'UPDATE recording SET seen_in = ?2 WHERE key IN (SELECT value FROM json_each(?1)) AND seen_in < ?2';
  return bound(sql, JSON.stringify(keys), pass);
}

/** Removes recordings with all that belongs to them. */
function removal(bound: Bound, which: string, ...values: readonly unknown[]): Statement[] {
  const gone = `SELECT n FROM recording WHERE ${which}`;
  const texts = `SELECT u.id FROM utterance u JOIN (${gone}) g ON u.id ${isOfRecording('g.n')}`;
  return [
    bound(`DELETE FROM utterance_fts WHERE rowid IN (${texts})`, ...values),
    bound(`DELETE FROM utterance WHERE id IN (${texts})`, ...values),
    bound(`DELETE FROM participant WHERE n IN (${gone})`, ...values),
    bound(`DELETE FROM member WHERE n IN (${gone})`, ...values),
    bound(`DELETE FROM recording WHERE ${which}`, ...values),
    bound(COUNT_KNOWN),
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
