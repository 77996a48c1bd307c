import { describe, expect, test } from 'vitest';
import { createLocalKTalk, localPersonalKey, mayRead } from './index.ts';
import type { Wire } from './oddities.ts';
import { closeAfterEach, get, LOGINS, NOW, SPACE_KEY, send, start } from './testing/client.ts';

closeAfterEach();

describe('a recording', () => {
  test('has a roster of its own, a bare list in pages', async () => {
    const ktalk = start();
    const large = ktalk.space.recordings.find(({ roster }) => roster.length > 10);
    const path = `/api/Domain/recordings/${large?.key}/participants`;
    const pages = await Promise.all([0, 8, 16, 24, 32].map((skip) => get<Wire[]>(ktalk, `${path}?top=8&skip=${skip}`)));
    expect(pages.flat()).toHaveLength(large?.roster.length ?? 0);
    expect((await send(ktalk, `${path}?top=101`)).status).toBe(400);
  });

  test('that is absent gets 404 with an empty body', async () => {
    const response = await send(start(), '/api/Domain/recordings/absent');
    expect([response.status, await response.text()]).toEqual([404, '']);
  });

  test('has a transcript in tracks, each in the order of time, that does not say whose it is', async () => {
    const ktalk = start();
    const recording = ktalk.space.recordings.find((each) => each.transcript === 'complete' && each.roster.length > 3);
    const body = await get(ktalk, `/api/recordings/${recording?.key}/transcript`);
    const tracks = body['tracks'] as { chunks: { startTimeOffsetInMillis: number; text: string; words: Wire[] }[] }[];
    expect(body['status']).toBe('complete');
    expect(tracks.length).toBeGreaterThan(1);
    for (const { chunks } of tracks) {
      const starts = chunks.map((chunk) => chunk.startTimeOffsetInMillis);
      expect(starts).toEqual([...starts].sort((a, b) => a - b));
    }
    expect(JSON.stringify(body)).not.toContain(recording?.key);
    const text = tracks.flatMap(({ chunks }) => chunks.map((chunk) => chunk.text)).join(' ');
    // A meeting of real length: more than eight thousand letters in a quarter of an hour.
    expect(text.length / (recording?.durationSeconds ?? 1)).toBeGreaterThan(9);
    expect(text).toMatch(/решение: /);
    expect(text).toMatch(/с тебя — /);
  });

  test('of one microphone has one track, and says in each chunk who speaks', async () => {
    const ktalk = start();
    const recording = ktalk.space.recordings.find((each) => each.microphone !== null && each.transcript === 'complete');
    const body = await get(ktalk, `/api/recordings/${recording?.key}/transcript`);
    const [track] = body['tracks'] as { speaker: Wire; chunks: { diarizedSpeaker: { userInfo: Wire } }[] }[];
    expect(body['tracks']).toHaveLength(1);
    expect(track?.speaker).toMatchObject({ userInfo: { userType: 'kiosk' } });
    expect(new Set(track?.chunks.map(({ diarizedSpeaker }) => diarizedSpeaker.userInfo['key'])).size).toBeGreaterThan(
      1,
    );
  });

  test('has its own lines where a test gives them', async () => {
    const { space } = start();
    const [recording] = space.recordings;
    if (!recording) throw new Error('the space is empty');
    const lines = [{ speaker: 0, startMs: 0, endMs: 900, text: 'Слово для поиска.' }];
    const ktalk = start();
    ktalk.setSpace({ ...space, recordings: [{ ...recording, transcript: 'complete', microphone: null, lines }] });
    const body = await get(ktalk, `/api/recordings/${recording.key}/transcript`);
    expect(body['tracks']).toMatchObject([{ chunks: [{ text: 'Слово для поиска.', words: [{}, {}, {}] }] }]);
  });

  test('has summaries in three forms, and says when one is hidden', async () => {
    const ktalk = start();
    const { recordings } = ktalk.space;
    const recording = recordings.find((each) => each.protocol === 'success' && each.transcript === 'complete');
    const hidden = recordings.find((each) => each.protocol === 'success' && each.summaryHidden);
    const path = `/api/recordings/${recording?.key}/summary`;
    const protocol = await get(ktalk, `${path}/protocol`);
    expect(JSON.stringify(protocol)).toContain('Решение: ');
    expect(await get(ktalk, path)).toMatchObject({ status: recording?.shortSummary });
    expect(await get(ktalk, `/api/recordings/v2/${recording?.key}/summary`)).toMatchObject({ protocolV2: protocol });
    expect(await get(ktalk, `/api/recordings/${hidden?.key}/summary/protocol`)).toMatchObject({ hidden: true });
    expect((await send(ktalk, `${path}/other`)).status).toBe(400);
  });

  test('has summaries of which one point is hidden, with its text', async () => {
    const ktalk = start();
    const ready = ktalk.space.recordings.filter((each) => each.protocol === 'success' && !each.summaryHidden);
    const all = await Promise.all(
      ready.slice(0, 40).map(({ key }) => get<Summary>(ktalk, `/api/recordings/${key}/summary/protocol`)),
    );
    const hidden = all.map(({ chunks }) => chunks.filter(({ hiddenStatus }) => hiddenStatus.isHidden));
    expect(new Set(hidden.map(({ length }) => length))).toEqual(new Set([0, 1]));
    for (const [point] of hidden) expect(point?.text ?? 'none').not.toBe('');
  });
});

test('a calendar needs its first day, and ends with the last one', async () => {
  const ktalk = start();
  const path = '/api/EmailCalendar/demo_good@example.test';
  expect((await send(ktalk, path)).status).toBe(400);
  expect((await send(ktalk, `${path}?start=soon`)).status).toBe(400);
  const ofDays = async (query: string) => (await get<{ items: unknown[] }>(ktalk, `${path}?${query}`)).items.length;
  const all = await ofDays('start=2000-01-01T00:00:00Z&take=1000');
  const until = await ofDays(
    `start=2000-01-01T00:00:00Z&end=${new Date(NOW - 30 * 86_400_000).toISOString()}&take=1000`,
  );
  const since = await ofDays(`start=${new Date(NOW - 30 * 86_400_000).toISOString()}&take=1000`);
  expect([until > 0, since > 0, until + since]).toEqual([true, true, all]);
});

interface Summary {
  readonly chunks: readonly { readonly text: string; readonly hiddenStatus: { readonly isHidden: boolean } }[];
}

describe('the space', () => {
  test('is the same for the same time, and a larger one begins with the smaller', () => {
    const create = (recordings: number) =>
      createLocalKTalk({ logins: LOGINS, spaceKey: SPACE_KEY, now: NOW, recordings });
    expect(create(50).space).toEqual(create(50).space);
    expect(create(500).space.recordings.slice(0, 50)).toEqual(create(50).space.recordings);
  });

  test('has every case that a client must bear', () => {
    const { users, recordings } = start().space;
    const isRemoved = (key: string) => users.some((user) => user.key === key && user.removed);
    const cases = {
      large: recordings.some(({ roster }) => roster.length > 10),
      guestsOnly: recordings.some(({ roster }) => roster.every((entry) => 'guest' in entry)),
      noSize: recordings.some(({ sizeBytes }) => sizeBytes === null),
      removedAuthor: recordings.some(({ createdBy }) => isRemoved(createdBy)),
      otherId: recordings.some(({ id, key }) => id !== key),
      hidden: recordings.some(({ summaryHidden, protocol }) => summaryHidden && protocol === 'success'),
      disabled: users.some(({ disabled }) => disabled),
      twoWithOneEmail: users.filter(({ email }) => email === 'double@example.test').length === 2,
    };
    expect(Object.entries(cases).filter(([, isThere]) => !isThere)).toEqual([]);
    expect(new Set(recordings.map(({ transcript }) => transcript)).size).toBe(4);
    expect(new Set(recordings.flatMap((each) => [each.protocol, each.shortSummary])).size).toBe(7);
  });

  test.each(LOGINS)('%s has recordings of their own, shared ones, and none of others', (login) => {
    const { recordings } = start().space;
    const seen = recordings.filter((each) => mayRead(each, `u-${login}`));
    const own = recordings.filter(({ createdBy }) => createdBy === `u-${login}`);
    expect(own.length).toBeGreaterThan(0);
    expect(seen.length).toBeGreaterThan(own.length);
    expect(recordings.length).toBeGreaterThan(seen.length * 2);
  });
});

describe('people', () => {
  test('are found by an e-mail that is part of theirs, blocked ones only when asked for', async () => {
    const ktalk = start();
    const found = async (query: string) =>
      ((await get(ktalk, `/api/Users?${query}`))['users'] as Wire[]).map((user) => user['email']);
    expect(await found('email=GOOD@example.test')).toEqual(['demo_good@example.test']);
    expect(await found('email=double@example.test')).toHaveLength(2);
    expect(await found('email=left_company@example.test')).toEqual([]);
    expect(await found('email=left_company@example.test&includeDisabled=true')).toHaveLength(1);
  });

  test('are scanned in pages that end with null', async () => {
    const ktalk = start();
    const keys: unknown[] = [];
    for (let offset: unknown = '0'; typeof offset === 'string'; ) {
      const page = await get(ktalk, `/api/Users/scan?top=15&offset=${offset}`);
      keys.push(...(page['users'] as Wire[]).map((user) => user['key']));
      offset = page['offset'];
    }
    expect(new Set(keys).size).toBe(keys.length);
    expect(keys.length).toBeGreaterThan(30);
  });

  test('with a key of their own see what is theirs, newest first, and nothing else', async () => {
    const ktalk = start();
    const key = localPersonalKey('demo_weak');
    const ids: unknown[] = [];
    for (let skip = 0; ; skip += 100) {
      const { recordings } = await get<{ recordings: Wire[] }>(ktalk, `/api/recordings?top=100&skip=${skip}`, key);
      if (recordings.length === 0) break;
      ids.push(...recordings.map(({ id }) => id));
    }
    const own = ktalk.space.recordings.filter((each) => mayRead(each, 'u-demo_weak'));
    expect(ids).toEqual(own.sort((a, b) => b.createdAtMs - a.createdAtMs).map((each) => each.key));
    const foreign = ktalk.space.recordings.find((each) => !mayRead(each, 'u-demo_weak'));
    for (const path of [`/api/recordings/${foreign?.key}/transcript`, `/api/Recordings/${foreign?.key}`]) {
      expect((await send(ktalk, path, key)).status).toBe(404);
    }
  });
});
