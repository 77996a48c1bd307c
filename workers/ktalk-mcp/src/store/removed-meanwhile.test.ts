import { type Database, rowsOf } from '@aisystant/mcp/d1';
import { beforeAll, expect, test } from 'vitest';
import { bindings, emptyIndex, migrate } from '../testing/person.ts';
import { d1IndexWriter } from './d1-index-writer.ts';

const KEY = 'removed';
const anna = { key: 'u-anna', name: 'Анна', post: null, isAnonymous: false };
const recording = {
  key: KEY,
  title: 'Встреча',
  durationSec: 60,
  room: '',
  participants: [],
  participantsCount: 1,
  createdAt: '2026-11-28T12:00:00.000Z',
  createdBy: anna,
};
const rights = { creator: anna.key, roster: [anna.key], granted: [], complete: true as const, people: [anna] };
const said = { startMs: 0, endMs: 1, speakerKey: anna.key, speaker: 'Анна', text: 'секрет' };

/** The database, in which the recording is removed before the next transaction of several statements. */
function removing(): Database {
  const writer = d1IndexWriter(bindings.DB);
  return {
    prepare: (sql) => bindings.DB.prepare(sql),
    async batch<Row>(statements: D1PreparedStatement[]) {
      if (statements.length > 1) await writer.remove(KEY);
      return bindings.DB.batch<Row>(statements);
    },
  } as Database;
}

beforeAll(migrate);

test('nothing is kept of a recording that is removed while its parts are read', async () => {
  await emptyIndex();
  await d1IndexWriter(bindings.DB).saveListed([recording], 1);
  await d1IndexWriter(removing()).saveRights({ key: KEY, due: 0 }, rights, 1);
  await d1IndexWriter(bindings.DB).saveListed([recording], 1);
  const transcript = { utterances: [said], verification: 'match' as const, hasGaps: false };
  await d1IndexWriter(removing()).saveTranscript({ key: KEY, due: 0 }, { status: 'complete', dueAt: 1, transcript });
  const tables = ['recording', 'member', 'participant', 'utterance', 'utterance_fts'];
  const counts = tables.map((table) => `(SELECT count(*) FROM ${table}) AS ${table}`);
  const [left] = await rowsOf(bindings.DB, `SELECT ${counts.join(', ')}`);
  expect(left).toEqual(Object.fromEntries(tables.map((table) => [table, 0])));
});
