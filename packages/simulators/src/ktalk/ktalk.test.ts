import { describe, expect, test } from 'vitest';
import { localPersonalKey, type Operation } from './index.ts';
import type { Wire } from './oddities.ts';
import { allKeys, closeAfterEach, get, NOW, type Page, send, start, startWith } from './testing/client.ts';

closeAfterEach();

describe('keys', () => {
  const keys = {
    reads: { kind: 'space', scopes: ['recording'], expiresAtMs: NOW * 2 },
    expired: { kind: 'space', scopes: ['recording', 'applications'], expiresAtMs: NOW - 1 },
  } as const;
  const list = '/api/Domain/recordings/v2';

  test('none, an unknown and an expired one get 401 with an empty body', async () => {
    const ktalk = startWith({ keys, now: () => NOW });
    for (const key of [null, 'unknown', 'expired']) {
      const response = await send(ktalk, list, key);
      expect([key, response.status, await response.text()]).toEqual([key, 401, '']);
    }
  });

  test.each(['authorization', 'x-api-key'])('a key in %s is none', async (header) => {
    const ktalk = startWith({ keys, now: () => NOW });
    for (const value of ['reads', 'Bearer reads', 'Session reads']) {
      expect((await send(ktalk, list, null, { [header]: value })).status).toBe(401);
    }
  });

  test('a key in a URL is none, and a violation', async () => {
    const ktalk = startWith({ keys, now: () => NOW });
    expect((await send(ktalk, `${list}?sessionToken=reads`, null)).status).toBe(401);
    expect(ktalk.violations()).toEqual(['a key in the URL of listRecordings']);
  });

  test('without the scope it gets 403 with an empty body', async () => {
    const ktalk = startWith({ keys, now: () => NOW });
    for (const path of ['/api/Users', '/api/domain/applications/access-info', '/api/Webhooks']) {
      const response = await send(ktalk, path, 'reads');
      expect([path, response.status, await response.text()]).toEqual([path, 403, '']);
    }
  });

  test('an expired one may still ask about itself', async () => {
    const ktalk = startWith({ keys, now: () => NOW });
    expect(await get(ktalk, '/api/domain/applications/access-info', 'expired')).toEqual({
      expiredAt: '2026-11-27T08:59:59.999Z',
      scopes: ['recording', 'applications'].map((type) => ({ type, restrictionType: 'read' })),
    });
  });

  test('a personal one may not read the space, a space key not what belongs to a person', async () => {
    const ktalk = start();
    expect((await send(ktalk, list, localPersonalKey('demo_good'))).status).toBe(403);
    expect((await send(ktalk, '/api/recordings')).status).toBe(403);
  });
});

describe('the list of recordings', () => {
  test('is reached by any spelling of its path', async () => {
    const ktalk = start();
    for (const path of ['/api/Domain/recordings/v2', '/api/domain/Recordings/V2', '/API/DOMAIN/RECORDINGS/V2/']) {
      expect((await send(ktalk, path)).status).toBe(200);
    }
  });

  test('gives each recording once, newest first, whatever the page size', async () => {
    const ktalk = start();
    const newest = [...ktalk.space.recordings].sort((a, b) => b.createdAtMs - a.createdAtMs).map(({ key }) => key);
    expect(await allKeys(ktalk)).toEqual(newest);
    expect(await allKeys(ktalk, 'top=100')).toEqual(newest);
    expect(newest).toHaveLength(400);
  });

  test('gives page one again to a token under another name', async () => {
    const ktalk = start();
    const first: Page = await get(ktalk, '/api/Domain/recordings/v2?top=5');
    for (const name of ['pageToken', 'page_token', 'nextPageToken']) {
      const page: Page = await get(ktalk, `/api/Domain/recordings/v2?top=5&${name}=${first.nextPageToken}`);
      expect(page.entities.map(({ key }) => key)).toEqual(first.entities.map(({ key }) => key));
    }
  });

  test('refuses sizes out of bounds in its own words', async () => {
    const ktalk = start();
    for (const top of [0, 101]) {
      const response = await send(ktalk, `/api/Domain/recordings/v2?top=${top}`);
      expect(response.status).toBe(400);
      expect(await response.json()).toMatchObject({
        errorCode: 'ValidationError',
        errorMessage: 'The field Top must be between 1 and 100',
      });
    }
    expect((await send(ktalk, '/api/Domain/recordings/v2?maxParticipantCount=11')).status).toBe(400);
  });

  test('shows six participants, or as many as are asked for, and never an e-mail of theirs', async () => {
    const ktalk = start();
    const large = ktalk.space.recordings.find(({ roster }) => roster.length > 10);
    for (const [query, shown] of [
      ['', 6],
      ['?maxParticipantCount=10', 10],
      ['?maxParticipantCount=0', 0],
    ] as const) {
      const recording = await get(ktalk, `/api/Domain/recordings/${large?.key}${query}`);
      expect(recording).toMatchObject({ participantsCount: large?.roster.length });
      expect(recording['participants']).toHaveLength(shown);
      expect(JSON.stringify(recording['participants'])).not.toContain('@');
    }
  });

  test('is searched by title, room and author, and by time', async () => {
    const ktalk = start();
    const page: Page = await get(ktalk, `/api/Domain/recordings/v2?title=${encodeURIComponent('ФИНАНСЫ')}`);
    expect(new Set(page.entities.map(({ title }) => title))).toEqual(new Set(['Финансы']));
    const from = new Date(NOW - 2 * 86_400_000).toISOString();
    const newer = ktalk.space.recordings.filter(({ createdAtMs }) => createdAtMs >= NOW - 2 * 86_400_000);
    expect((await allKeys(ktalk, `top=100&startFrom=${from}`)).length).toBe(newer.length);
  });
});

describe('a fault', () => {
  const list = '/api/Domain/recordings/v2';

  test('comes as often as planned, at the operation it is planned for', async () => {
    const ktalk = start();
    ktalk.setFault({ kind: 'status', status: 429, retryAfter: '2' }, { operation: 'users', times: 2 });
    const statuses = [];
    for (const path of [list, '/api/Users', '/api/Users', '/api/Users'])
      statuses.push((await send(ktalk, path)).status);
    expect(statuses).toEqual([200, 429, 429, 200]);
    expect(ktalk.requests.map(({ operation, status }): [Operation, number] => [operation, status])).toEqual([
      ['listRecordings', 200],
      ['users', 429],
      ['users', 429],
      ['users', 200],
    ]);
  });

  test('is HTML, half a text, a redirect or a wait', async () => {
    const ktalk = start();
    ktalk.setFault({ kind: 'status', status: 500, html: true });
    expect(await (await send(ktalk, list)).text()).toContain('<html>');
    ktalk.setFault({ kind: 'truncated' });
    const half = await (await send(ktalk, list)).text();
    expect(() => JSON.parse(half)).toThrow(SyntaxError);
    ktalk.setFault({ kind: 'redirect', location: 'https://elsewhere.example/' });
    expect((await send(ktalk, list)).status).toBe(302);
    ktalk.setFault({ kind: 'stall', ms: 60_000 });
    const stalled = send(ktalk, list);
    expect(await Promise.race([stalled, new Promise((resolve) => setTimeout(resolve, 30, 'nothing'))])).toBe('nothing');
    ktalk.close();
    expect((await stalled).status).toBe(200);
  });

  test('swap: the transcript of a meeting that shares no person with this one', async () => {
    const ktalk = start();
    const recording = ktalk.space.recordings.find((each) => each.transcript === 'complete' && each.roster.length === 3);
    const path = `/api/recordings/${recording?.key}/transcript`;
    ktalk.setFault({ kind: 'swap' }, { operation: 'transcript' });
    const speakers = async () =>
      ((await get(ktalk, path))['tracks'] as { speaker: { userInfo: Wire | null } }[]).flatMap(({ speaker }) =>
        speaker.userInfo ? [speaker.userInfo['key']] : [],
      );
    const roster = recording?.roster.flatMap((entry) => ('userKey' in entry ? [entry.userKey] : [])) ?? [];
    const [swapped, own] = [await speakers(), await speakers()];
    expect(swapped.filter((key) => roster.includes(String(key)))).toEqual([]);
    expect(own.every((key) => roster.includes(String(key)))).toBe(true);
  });
});

describe('what a client must not do', () => {
  test('transcripts that are asked for at once are mixed up, and counted', async () => {
    const ktalk = start();
    const complete = ktalk.space.recordings.filter((each) => each.transcript === 'complete').slice(0, 2);
    const read = ({ key }: { readonly key: string }) => get(ktalk, `/api/recordings/${key}/transcript`);
    const [first, second] = [await read(complete[0] ?? { key: '' }), await read(complete[1] ?? { key: '' })];
    expect(ktalk.violations()).toEqual([]);
    const parallel = await Promise.all(complete.map(read));
    expect(parallel).toEqual([first, first]);
    expect(second).not.toEqual(first);
    expect(ktalk.violations()).toEqual(['2 transcripts at once']);
  });

  test('writes and calls that create a room are in the log', async () => {
    const ktalk = start();
    await ktalk.fetch(new Request('http://t/api/Domain/recordings/x', { method: 'DELETE' }));
    await send(ktalk, '/api/Rooms/new-room');
    expect(ktalk.violations()).toEqual(['DELETE /api/Domain/recordings/x', 'room: /api/Rooms/new-room']);
  });
});
