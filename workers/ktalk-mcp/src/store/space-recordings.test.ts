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

test('a recording whose access KTalk cannot tell is left out of a search, and the answer says so', async () => {
  const speech = [{ speaker: 'u-elena', text: 'Смета готова.' }];
  const of = (n: number) => ({ key: `rec-s${n}`, title: 'Смета', createdAt: `2026-11-1${n}T09:00:00.000Z`, speech });
  const given = [1, 2, 3].map((n) => ({ ...of(n), creator: 'u-elena', roster: ['u-elena'], granted: ['u-dmitry'] }));
  space.meetings = [...given, { ...of(4), creator: 'u-elena', roster: ['u-dmitry', 'u-elena'] }];
  await fillIndex();
  space.fault = (path) => (path.endsWith('rec-s2/access') ? new Response('<html>', { status: 500 }) : null);
  const recordings = recordingsOf('u-dmitry');
  const { found } = await recordings.search({ stems: ['смет'], all: true, limit: 10, after: null });
  expect(found.map(({ key }) => key)).toEqual(['rec-s4', 'rec-s3', 'rec-s1']);
  expect(await recordings.quality(Date.now(), found.length)).toMatchObject({
    status: 'PARTIAL_DATA',
    notes: expect.stringContaining('(1)'),
  });
});

test('words that are not in the index yet are not found by somebody whose access was withdrawn', async () => {
  space.meetings = space.meetings.map((meeting) => ({ ...meeting, transcriptStatus: 'inProgress' as const }));
  await fillIndex();
  const search = () =>
    recordingsOf('u-dmitry').search({ stems: ['итог'], all: true, limit: 10, after: null, key: 'rec-0003' });
  space.meetings = office().meetings;
  expect(await search()).toMatchObject({ found: [{ key: 'rec-0003' }], missing: [] });
  space.meetings = space.meetings.map((meeting) => ({ ...meeting, granted: [] }));
  expect(await search()).toEqual({ found: [], next: null, missing: [] });
});

test('while KTalk is down, a search that depends on it says so', async () => {
  await fillIndex();
  space.fault = () => new Response(null, { status: 401 });
  const search = recordingsOf('u-dmitry').search({ stems: ['итог'], all: true, limit: 10, after: null });
  expect(await refusalOf(search)).toMatchObject({ code: 'INTERNAL' });
});

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
