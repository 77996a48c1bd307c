import type { Statement } from '@aisystant/mcp/d1';
import { indexText, stemOfCommon } from '@aisystant/search';
import { PLACES } from '../workers/ktalk-mcp/src/store/schema.ts';

/** The part of D1 that is written to. */
interface WritableDatabase {
  prepare(sql: string): Statement;
  batch(statements: Statement[]): Promise<unknown>;
}

/** Recordings of the measured reader, whatever the size of the space: what is compared is the same work. */
export const OWN = 200;
const AT_ONCE = 1_000;
const HOUR_MS = 3_600_000;
const START = Date.parse('2026-11-28T12:00:00Z');
/** What is said at every meeting, so that the words of the search are in all of them. */
const SAID = ['Перенос релиза обсудили, решение запишем.', 'Бюджет квартала согласован, сроки прежние.'];

/** Writes the index of a space as the synchronization would, in bulk: five people at each recording. */
export async function fillMeetings(db: WritableDatabase, recordings: number): Promise<void> {
  const creator = JSON.stringify({ key: 'u-0', name: 'Орлов Алексей', post: null, isAnonymous: false });
  const stems = SAID.map((text) => indexText(text, stemOfCommon));
  for (let from = 0; from < recordings; from += AT_ONCE) {
    const rows = Array.from({ length: Math.min(AT_ONCE, recordings - from) }, (_, at) => rowOf(from + at, recordings));
    const json = JSON.stringify(rows);
    const run = (sql: string, ...values: readonly unknown[]) => db.prepare(sql).bind(json, ...values);
    await db.batch([
      run(
        `INSERT INTO recording (n, key, title, created_at, duration_sec, room, creator, participants_count, folded, complete,
           rights_due, transcript_status, verification, transcript_due, seen_in)
         SELECT value->>'n', value->>'key', 'Встреча', value->>'at', 3600, 'room', ?2, 5, 'встреча room', 1, 9e15,
           'complete', 'match', 9e15, 1 FROM json_each(?1)`,
        creator,
      ),
      run(
        `INSERT INTO member (user_key, created_at, recording_key, n, role)
         SELECT user.value, each.value->>'at', each.value->>'key', each.value->>'n', 'participant'
         FROM json_each(?1) each, json_each(each.value->'users') user`,
      ),
      ...SAID.flatMap((text, place) => [
        run(
          `INSERT INTO utterance (id, start_ms, end_ms, speaker_key, speaker, text)
           SELECT (value->>'n') * ${PLACES} + ${place}, ${place} * 60000, ${place} * 60000 + 9000, 'u-0', 'Орлов Алексей', ?2 FROM json_each(?1)`,
          text,
        ),
        run(
          `INSERT INTO utterance_fts (rowid, stems)
           SELECT (value->>'n') * ${PLACES} + ${place}, ?2 FROM json_each(?1)`,
          stems[place],
        ),
      ]),
    ]);
  }
  const done = 'UPDATE sync SET known = ?, passes_done = 1, synced_at = ?';
  await db.batch([db.prepare(done).bind(recordings, START)]);
}

function rowOf(index: number, recordings: number) {
  const isOwn = index % Math.max(1, Math.floor(recordings / OWN)) === 0 && index / Math.floor(recordings / OWN) < OWN;
  const others = Array.from({ length: 5 }, (_, k) => `u-${(index * 7 + k * 3) % 40}`);
  const users = isOwn ? ['u-reader', ...others.slice(1)] : others;
  return {
    n: index + 1,
    key: `m-${index}`,
    at: new Date(START - index * HOUR_MS).toISOString(),
    users,
  };
}
