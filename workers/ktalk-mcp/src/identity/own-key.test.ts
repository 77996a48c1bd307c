import { rowsOf } from '@aisystant/mcp/d1';
import { signInToAccount } from '@aisystant/oauth/testing/account';
import { identityProvider, newAccount } from '@aisystant/oauth/testing/identity-provider';
import { userIdOf } from '@aisystant/oauth/user-id';
import { createLocalKTalk, type KTalk, localPersonalKey, mayRead, READ_SCOPES } from '@aisystant/simulators/ktalk';
import { refusalOf } from '@aisystant/testing';
import { afterAll, afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { d1IndexReader } from '../store/d1-index-reader.ts';
import { bindings, fillIndex, migrate, people, restoreNetwork, serveKTalk } from '../testing/person.ts';
import { whoAmI } from '../tools/account/whoami.ts';
import { getRecording } from '../tools/recordings/get-recording.ts';
import { getUserRecords } from '../tools/recordings/get-user-records.ts';
import { getRecordingTranscript } from '../tools/transcripts/get-recording-transcript.ts';
import { searchInTranscript, searchInTranscripts } from '../tools/transcripts/search-in-transcripts.ts';

const provider = identityProvider(bindings.IDENTITY_ISSUER);
const LOGINS = ['anna', 'boris', 'clara'];
const KEY = localPersonalKey('anna');
let ktalk: KTalk;

beforeEach(async () => {
  await migrate();
  ktalk = createLocalKTalk({ logins: LOGINS, spaceKey: bindings.KTALK_KEY, now: Date.now(), recordings: 16 });
  serveKTalk((request) => ktalk.fetch(request), provider.fetch);
});
afterEach(() => void vi.restoreAllMocks());
afterAll(restoreNetwork);

const readable = (login: string) =>
  ktalk.space.recordings.filter((recording) => mayRead(recording, `u-${login}`)).map(({ key }) => key);

/** A person at the account page, and their tools. */
async function atAccount(login: string) {
  const account = newAccount();
  const userId = await userIdOf(bindings.SUBJECT_KEY, bindings.IDENTITY_ISSUER, account.sub);
  const session = await signInToAccount(people.fetch, provider, account);
  return { session, userId, ask: people.clientOf(userId, { email: `${login}@example.test` }) };
}

const keysOf = (data: Record<string, unknown>) => (data['items'] as { key: string }[]).map(({ key }) => key);

/** The transcripts have the length of real ones, and each is indexed. */
const LONG_MS = 90_000;

describe('a KTalk key of one’s own', () => {
  test('is linked, reads what KTalk says is theirs, is never shown again, and is removed', async () => {
    const { session, userId, ask } = await atAccount('anna');
    expect(await session.page()).toContain('Свой ключ Толка');
    const linked = await session.submit('/account/key', [['key', KEY]]);
    expect([linked.status, linked.headers.get('location')]).toEqual([303, '/account?done=key_linked']);
    const page = await session.page();
    expect(page).toContain('Ключ привязан');
    expect(page).not.toContain(KEY);
    const kept = await rowsOf(bindings.DB, 'SELECT * FROM personal_key WHERE user_id = ?', userId);
    expect(kept).toHaveLength(1);
    expect(JSON.stringify(kept)).not.toContain(KEY);
    ktalk.clear();
    const { data } = await ask(getUserRecords, { limit: 100 });
    expect(keysOf(data).toSorted()).toEqual(readable('anna').toSorted());
    expect(ktalk.requests.filter(({ operation }) => operation === 'ownRecordings').length).toBeGreaterThan(0);
    expect(ktalk.violations()).toEqual([]);
    expect((await session.submit('/account/key/remove')).status).toBe(303);
    expect(await rowsOf(bindings.DB, 'SELECT * FROM personal_key WHERE user_id = ?', userId)).toEqual([]);
    expect(await session.page()).not.toContain('Ключ привязан');
  });

  test('of others, dead or too long, changes nothing', async () => {
    const { session, userId } = await atAccount('anna');
    for (const key of ['unknown', '', 'x'.repeat(501), bindings.KTALK_KEY]) {
      expect((await session.submit('/account/key', [['key', key]])).status).toBe(400);
    }
    expect(await rowsOf(bindings.DB, 'SELECT * FROM personal_key WHERE user_id = ?', userId)).toEqual([]);
  });

  test('is not taken from a form of another site', async () => {
    const { session, userId } = await atAccount('anna');
    const foreign = { origin: 'https://evil.example.test' };
    expect((await session.submit('/account/key', [['key', KEY]], foreign)).status).toBe(403);
    expect(await rowsOf(bindings.DB, 'SELECT * FROM personal_key WHERE user_id = ?', userId)).toEqual([]);
  });

  test(
    'S35 a row that is copied to another person opens nothing',
    async () => {
      const [anna, boris] = [await atAccount('anna'), await atAccount('boris')];
      await anna.session.submit('/account/key', [['key', KEY]]);
      const copy = 'INSERT INTO personal_key SELECT ?, sealed, linked_at FROM personal_key WHERE user_id = ?';
      await rowsOf(bindings.DB, copy, boris.userId, anna.userId);
      await fillIndex();
      ktalk.clear();
      expect(keysOf((await boris.ask(getUserRecords, { limit: 100 })).data).toSorted()).toEqual(
        readable('boris').toSorted(),
      );
      expect(ktalk.requests.filter(({ key }) => key === 'personal')).toEqual([]);
    },
    LONG_MS,
  );
});

test('a key of one’s own that KTalk no longer accepts is said to be theirs, with the page where it is replaced', async () => {
  const { session, ask } = await atAccount('anna');
  await session.submit('/account/key', [['key', KEY]]);
  expect((await ask(whoAmI, {})).data).toMatchObject({ access: 'own_key', key_status: 'alive' });
  const spaceKey = { kind: 'space', scopes: READ_SCOPES, expiresAtMs: Date.now() + 86_400_000 } as const;
  ktalk.setKeys({ [bindings.KTALK_KEY]: spaceKey });
  const { data, summary } = await ask(whoAmI, {});
  expect(data).toMatchObject({ access: 'own_key', key_status: 'refused', name: expect.any(String) });
  expect(summary).toContain('/account');
  const input = { recording_key: 'rec-1' };
  for (const told of [ask(getUserRecords, {}), ask(getRecording, input), ask(getRecordingTranscript, input)]) {
    const refusal = await refusalOf(told);
    expect(refusal).toMatchObject({ code: 'FORBIDDEN', hint: expect.stringContaining(`${bindings.BASE_URL}/account`) });
  }
});

test('a key that is withdrawn in the middle of a search is named, and not taken for a recording that cannot be read', async () => {
  const { session, ask } = await atAccount('anna');
  await session.submit('/account/key', [['key', KEY]]);
  const key = readable('anna')[0] ?? '';
  const isTranscript = (request: Request) => new URL(request.url).pathname.endsWith('/transcript');
  serveKTalk(
    async (request) => (isTranscript(request) ? new Response(null, { status: 401 }) : ktalk.fetch(request)),
    provider.fetch,
  );
  for (const search of [
    () => ask(searchInTranscript, { recording_key: key, query: 'решение' }),
    () => ask(searchInTranscripts, { query: 'решение' }),
  ]) {
    const refusal = await refusalOf(search());
    expect(refusal).toMatchObject({ code: 'FORBIDDEN', hint: expect.stringContaining(`${bindings.BASE_URL}/account`) });
  }
});

test(
  'both ways give a person the same recordings, and refuse what is not theirs with the same text',
  async () => {
    await fillIndex();
    expect(ktalk.violations()).toEqual([]);
    const [own, shared] = [await atAccount('anna'), await atAccount('anna')];
    await own.session.submit('/account/key', [['key', KEY]]);
    const keys = readable('anna').toSorted();
    for (const { ask } of [own, shared]) {
      expect(keysOf((await ask(getUserRecords, { limit: 100 })).data).toSorted()).toEqual(keys);
    }
    const foreign = ktalk.space.recordings.find(({ key }) => !keys.includes(key))?.key ?? '';
    const refusals = [];
    for (const { ask } of [own, shared]) {
      for (const key of [foreign, 'no-such-recording']) {
        refusals.push(await refusalOf(ask(getRecording, { recording_key: key })));
        refusals.push(await refusalOf(ask(getRecordingTranscript, { recording_key: key })));
      }
    }
    expect(new Set(refusals.map((each) => JSON.stringify(each))).size).toBe(1);
    const complete = ktalk.space.recordings.find(
      ({ key, transcript }) => keys.includes(key) && transcript === 'complete',
    );
    const texts = await Promise.all(
      [own, shared].map(({ ask }) => ask(getRecordingTranscript, { recording_key: complete?.key ?? '' })),
    );
    expect(texts[0]?.data['text']).toBe(texts[1]?.data['text']);
    const found = (await own.ask(searchInTranscripts, { query: 'зафиксируем решение' })).data;
    expect(found['items']).not.toEqual([]);
    for (const { recording_key: key } of found['items'] as { recording_key: string }[]) expect(keys).toContain(key);
  },
  LONG_MS,
);

test(
  'for everyone of the space the index holds exactly what they may read, and no call was out of order',
  async () => {
    await fillIndex();
    expect(ktalk.violations()).toEqual([]);
    for (const { key } of ktalk.space.users) {
      const listed = (await d1IndexReader(bindings.DB, key).list({}, null, 1_000)).map((recording) => recording.key);
      const may = ktalk.space.recordings
        .filter((recording) => mayRead(recording, key))
        .map((recording) => recording.key);
      expect(listed.toSorted(), key).toEqual(may.toSorted());
    }
  },
  LONG_MS,
);
