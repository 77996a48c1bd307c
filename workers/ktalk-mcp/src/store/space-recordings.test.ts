import { refusalOf } from '@aisystant/testing';
import { afterAll, beforeEach, expect, test } from 'vitest';
import { syncNewest } from '../sync/sync.ts';
import { office } from '../testing/office.ts';
import {
  bindings,
  directKTalk,
  emptyIndex,
  fillIndex,
  migrate,
  restoreNetwork,
  serveSpace,
} from '../testing/person.ts';
import type { Space } from '../testing/space.ts';
import { d1IndexReader } from './d1-index-reader.ts';
import { d1IndexWriter } from './d1-index-writer.ts';
import { spaceRecordings } from './space-recordings.ts';

let space: Space;
const ktalk = directKTalk();

/** The list was read, and neither people nor transcripts. */
beforeEach(async () => {
  space = office();
  serveSpace(space);
  await migrate();
  await emptyIndex();
  await syncNewest({ index: d1IndexWriter(bindings.DB), ktalk, now: () => Date.now(), log: () => {} });
});
afterAll(restoreNetwork);

const recordingsOf = (userKey: string) =>
  spaceRecordings({ index: d1IndexReader(bindings.DB, userKey), ktalk, catchUp: async () => {}, userKey });

test.each(['u-anna', 'u-boris'])(
  '%s reads the words of a recording whose people are not in the index yet',
  async (who) => {
    expect(await recordingsOf(who).transcript('rec-0001')).toMatchObject({ status: 'complete', verification: 'match' });
  },
);

test('the transcript of another meeting is refused before the people are in the index too', async () => {
  space.swaps = ['rec-0002', 'rec-0002'];
  expect(await refusalOf(recordingsOf('u-boris').transcript('rec-0001'))).toMatchObject({ code: 'UNAVAILABLE' });
});
