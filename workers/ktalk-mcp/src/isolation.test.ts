import { addressesOf } from '@aisystant/mcp';
import type { Database } from '@aisystant/mcp/d1';
import { forgedCursor, listOf, refusalOf, send, type ToolAnswer } from '@aisystant/testing';
import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { resources } from './resources/resources.ts';
import { emailOf } from './testing/office.ts';
import { askDirectly, bindings, fillIndex, people, restoreNetwork, serveSpace } from './testing/person.ts';
import { createSpace, type Space, type SpaceMeeting, seersOf } from './testing/space.ts';
import { getRecording } from './tools/recordings/get-recording.ts';
import { getRecordingParticipants } from './tools/recordings/get-recording-participants.ts';
import { getUserRecords } from './tools/recordings/get-user-records.ts';
import { searchRecords } from './tools/recordings/search-records.ts';
import { tools } from './tools/tools.ts';
import { getRecordingSummary } from './tools/transcripts/get-recording-summary.ts';
import { getRecordingTranscript } from './tools/transcripts/get-recording-transcript.ts';
import { searchInTranscript, searchInTranscripts } from './tools/transcripts/search-in-transcripts.ts';

/** What reads one recording, by its key. */
const BY_KEY = [
  getRecording,
  getRecordingParticipants,
  getRecordingTranscript,
  getRecordingSummary,
  searchInTranscript,
];
/** What lists recordings. */
const LISTS = [getUserRecords, searchRecords, searchInTranscripts];
const ABSENT = 'no-such-recording';
const RUNS = 12;
const LONG_MS = 120_000;

const LOGINS = ['p0', 'p1', 'p2', 'p3'];
const users = LOGINS.map((login) => ({ key: `u-${login}`, email: emailOf(login), surname: `Фамилия-${login}` }));
const KEYS = users.map(({ key }) => key);

const someone = fc.constantFrom(...KEYS, 'u-gone', '(Гость)', '(Фамилия-p1)');
/** Sometimes more people than one page of a roster has, so that the last of them is on the second. */
const roster = fc
  .tuple(fc.array(someone, { maxLength: 5 }), fc.constantFrom(0, 0, 0, 9, 101))
  .map(([some, crowd]) => [...Array.from({ length: crowd }, (_, n) => `u-extra-${n}`), ...some]);

const meetings: fc.Arbitrary<readonly SpaceMeeting[]> = fc
  .array(
    fc.record({
      creator: fc.constantFrom(...KEYS, 'u-gone'),
      roster,
      granted: fc.array(fc.constantFrom(...KEYS), { maxLength: 2 }),
      minute: fc.nat(3),
      speaks: fc.boolean(),
    }),
    { minLength: 1, maxLength: 9 },
  )
  .map((all) =>
    all.map(({ minute, speaks, ...meeting }, n) => ({
      ...meeting,
      key: `rec-${n}`,
      title: `Встреча ${n} секретная`,
      // Some are of the same moment: a cursor must not lose one of them.
      createdAt: `2026-11-20T10:0${minute}:00.000Z`,
      ...(speaks && { speech: [{ speaker: meeting.creator, text: `Тайное слово номер ${n}` }] }),
    })),
  );

const askAs = (login: string) => people.clientOf(`id-${login}`, { email: emailOf(login) });
type Asking = ReturnType<typeof askAs>;

/** All items of a list, page by page. */
async function everyItem(ask: Asking, tool: (typeof LISTS)[number], input: object): Promise<Record<string, unknown>[]> {
  const items: Record<string, unknown>[] = [];
  for (let cursor: string | null | undefined; cursor !== null; ) {
    const { data }: ToolAnswer = await ask(tool, { ...input, limit: 2, ...(cursor && { cursor }) });
    items.push(...(data['items'] as Record<string, unknown>[]));
    cursor = data['next_cursor'] as string | null;
  }
  return items;
}

const keysOf = (items: readonly Record<string, unknown>[]) =>
  items.map((item) => String(item['key'] ?? item['recording_key'])).toSorted();

const inputFor = (key: string) => (tool: (typeof BY_KEY)[number]) =>
  tool === searchInTranscript ? { recording_key: key, query: 'тайное' } : { recording_key: key };

async function resourceText(token: string, uri: string): Promise<string | null> {
  const reply = await send(people.fetch, people.endpoint, { method: 'resources/read', params: { uri }, token });
  return reply.error ? null : String(listOf(reply, 'contents')[0]?.['text']);
}

async function completed(token: string, uri: string): Promise<string[]> {
  const params = { ref: { type: 'ref/resource', uri }, argument: { name: 'key', value: '' } };
  const { result } = await send(people.fetch, people.endpoint, { method: 'completion/complete', params, token });
  const { values } = Object(result?.['completion']) as { values: string[] };
  return values.toSorted();
}

afterAll(restoreNetwork);
beforeAll(() => expect(tools.map(({ name }) => name)).toHaveLength(BY_KEY.length + LISTS.length + 2));

test(
  'S32 through every tool, search, cursor, resource and completion a person reaches exactly the recordings they belong to',
  async () => {
    await fc.assert(
      fc.asyncProperty(meetings, fc.constantFrom(...LOGINS), async (all, login) => {
        const space = createSpace(users, all);
        serveSpace(space);
        await fillIndex();
        const own = all.filter((meeting) => seersOf(meeting).has(`u-${login}`));
        const keys = own.map(({ key }) => key).toSorted();
        const spoken = own
          .filter((meeting) => meeting.speech && isReadable(meeting))
          .map(({ key }) => key)
          .toSorted();
        const ask = askAs(login);
        expect(keysOf(await everyItem(ask, getUserRecords, {}))).toEqual(keys);
        expect(keysOf(await everyItem(ask, searchRecords, { query: 'встреча' }))).toEqual(keys);
        expect(keysOf(await everyItem(ask, searchInTranscripts, { query: 'тайные слова' }))).toEqual(spoken);
        const { token } = await people.signIn(undefined, `id-${crypto.randomUUID()}`, emailOf(login));
        const list = JSON.parse((await resourceText(token, 'ktalk://me/recordings')) ?? '{}');
        expect(keysOf(list.items)).toEqual(keys);
        await eachKey(all, keys, { ask, token });
      }),
      { numRuns: RUNS },
    );
  },
  LONG_MS,
);

/** The swapped-transcript check: every speaker must belong to the meeting. */
const isReadable = (meeting: SpaceMeeting) =>
  (meeting.speech ?? []).every(({ speaker }) => speaker.startsWith('(') || seersOf(meeting).has(speaker));

/** Every recording, and one that does not exist, through everything that takes a key. */
async function eachKey(
  all: readonly SpaceMeeting[],
  own: readonly string[],
  { ask, token }: { readonly ask: Asking; readonly token: string },
): Promise<void> {
  const families = resources.filter((resource) => 'template' in resource);
  for (const key of [...all.map((meeting) => meeting.key), ABSENT]) {
    for (const tool of BY_KEY) {
      const answer = await ask(tool, inputFor(key)(tool)).catch((error: unknown) => error);
      const isOwn = own.includes(key);
      expect(answer instanceof Error, `${tool.name} ${key}`).toBe(!isOwn);
    }
    const [family] = families.map((resource) => addressesOf(resource)[0]?.replace('rec-0001', key) ?? '');
    expect((await resourceText(token, family ?? '')) !== null, `${family}`).toBe(own.includes(key));
  }
  for (const { template } of families) expect(await completed(token, template)).toEqual([...own]);
}

test(
  'what others record changes nothing in any answer of a person: neither items, nor counts, nor cursors',
  async () => {
    await fc.assert(
      fc.asyncProperty(meetings, fc.constantFrom(...LOGINS), async (all, login) => {
        const answers = async (some: readonly SpaceMeeting[]) => {
          serveSpace(createSpace(users, some));
          await fillIndex();
          const ask = askAs(login);
          const told = await Promise.all([
            ask(getUserRecords, { limit: 2 }),
            ask(searchRecords, { query: 'секретные', limit: 2 }),
            ask(searchRecords, { query: 'встреча', participant: 'фамилия-p1' }),
            ask(searchInTranscripts, { query: 'тайное слово', limit: 1 }),
          ]);
          return told.map(({ data: { data_quality, ...data } }) => data);
        };
        const alone = await answers(all.filter((meeting) => seersOf(meeting).has(`u-${login}`)));
        expect(await answers(all)).toEqual(alone);
      }),
      { numRuns: RUNS },
    );
  },
  LONG_MS,
);

const [anna, boris] = ['p0', 'p1'];
const twoMeetings: readonly SpaceMeeting[] = [
  { key: 'of-anna', title: 'Анны', createdAt: '2026-11-20T10:00:00.000Z', creator: 'u-p0', roster: ['u-p0'] },
  {
    key: 'of-boris',
    title: 'Бориса',
    createdAt: '2026-11-21T10:00:00.000Z',
    creator: 'u-p1',
    roster: ['u-p1', ...Array.from({ length: 250 }, (_, n) => `u-extra-${n}`)],
    speech: [{ speaker: 'u-p1', text: 'Слова Бориса' }],
  },
];

/** The same call for a recording of others and for none: errors, and what was asked of KTalk meanwhile. */
async function refusals(space: Space, login: string, stale: boolean) {
  const tellings: { key: string; tool: string; facts: Awaited<ReturnType<typeof refusalOf>>; requests: string[] }[] =
    [];
  for (const key of ['of-boris', ABSENT]) {
    for (const tool of BY_KEY) {
      if (stale) await bindings.DB.batch([bindings.DB.prepare('UPDATE sync SET synced_at = 0')]);
      const before = space.requests.length;
      const facts = await refusalOf(askAs(login)(tool, inputFor(key)(tool)));
      tellings.push({ key, tool: tool.name, facts, requests: space.requests.slice(before) });
    }
  }
  const of = (wanted: string) => tellings.filter(({ key }) => key === wanted).map(({ key: _, ...rest }) => rest);
  return { foreign: of('of-boris'), absent: of(ABSENT) };
}

test.each([false, true])(
  'a recording of others and none at all are refused with one text and the same requests (stale index: %s)',
  async (stale) => {
    const space = createSpace(users, twoMeetings);
    serveSpace(space);
    await fillIndex();
    await askAs(anna ?? '')(getUserRecords, {});
    const { foreign, absent } = await refusals(space, anna ?? '', stale);
    expect(foreign).toEqual(absent);
    expect(new Set(foreign.map(({ facts }) => JSON.stringify(facts))).size).toBe(1);
    expect(foreign[0]?.facts.code).toBe('NOT_FOUND');
    // A fresh index answers by itself; a stale one looks up the newest recordings, whatever is asked for.
    for (const { requests } of foreign) expect(requests.length > 0).toBe(stale);
  },
);

/** Every statement of the index that an answer took, and every request to KTalk: by these its time is told, and not by a clock. */
async function workOf(space: Space, login: string, tool: (typeof BY_KEY)[number], key: string) {
  const statements: string[] = [];
  const counting: Database = {
    prepare(sql) {
      statements.push(sql);
      return bindings.DB.prepare(sql);
    },
    batch: (all) => bindings.DB.batch(all),
  };
  const before = space.requests.length;
  await refusalOf(askDirectly(emailOf(login), tool, inputFor(key)(tool), counting));
  return { statements, requests: space.requests.slice(before) };
}

test.each([false, true])(
  'refusing a recording of others takes the same statements and requests as refusing none at all (stale index: %s)',
  async (stale) => {
    const space = createSpace(users, twoMeetings);
    serveSpace(space);
    await fillIndex();
    for (const login of [anna ?? '', 'unknown']) {
      for (const tool of BY_KEY) {
        const works = [];
        for (const key of [ABSENT, 'of-boris', ABSENT]) {
          if (stale) await bindings.DB.batch([bindings.DB.prepare('UPDATE sync SET synced_at = 0')]);
          works.push(await workOf(space, login, tool, key));
        }
        const [, foreign, absent] = works;
        expect(foreign, `${login} ${tool.name}`).toEqual(absent);
        if (login !== 'unknown') expect(foreign?.statements.length).toBeGreaterThan(0);
      }
    }
  },
);

test('a person whom KTalk does not know, one of a foreign domain and one without an e-mail get the same text for everything', async () => {
  serveSpace(createSpace(users, twoMeetings));
  await fillIndex();
  const known = await refusalOf(askAs(anna ?? '')(getRecording, { recording_key: 'of-boris' }));
  const strangers = [
    people.clientOf('one', { email: emailOf('unknown') }),
    people.clientOf('two', { email: 'p1@example.test.evil.example' }),
    people.clientOf('three', { email: 'p1@sub.example.test' }),
    people.clientOf('four'),
  ];
  for (const ask of strangers) {
    for (const tool of BY_KEY) expect(await refusalOf(ask(tool, inputFor('of-boris')(tool)))).toEqual(known);
    expect(await refusalOf(ask(getUserRecords, {}))).toEqual(known);
    expect(await refusalOf(ask(searchInTranscripts, { query: 'слова' }))).toEqual(known);
  }
});

test('a forged cursor of a search finds nothing that was said at a meeting of others', async () => {
  const said = (speaker: string) => Array.from({ length: 3 }, (_, n) => ({ speaker, text: `Тайные слова ${n}` }));
  const [own, foreign] = twoMeetings.map((meeting) => ({ ...meeting, speech: said(meeting.creator) }));
  serveSpace(
    createSpace(
      users,
      [own, foreign].flatMap((meeting) => (meeting ? [meeting] : [])),
    ),
  );
  await fillIndex();
  const ask = askAs(anna ?? '');
  const { data } = await ask(searchInTranscripts, { query: 'тайные', limit: 1 });
  for (const place of [-2, -100_000, -1_000_000_000, 100_000, 1_000_000_000]) {
    const cursor = forgedCursor(data['next_cursor'], () => ({ place }));
    const answer = await ask(searchInTranscripts, { query: 'тайные', limit: 1, cursor }).catch(() => null);
    for (const item of Object(answer?.data)['items'] ?? []) expect(item.speaker, String(place)).toBe('Фамилия-p0');
  }
});

test('two people who ask in turn and at once get what each gets alone', async () => {
  serveSpace(createSpace(users, twoMeetings));
  await fillIndex();
  const logins = Array.from({ length: 60 }, (_, n) => (n % 2 === 0 ? anna : boris) ?? '');
  const answers = await Promise.all(
    logins.map(async (login) => [
      keysOf(await everyItem(askAs(login), getUserRecords, {})),
      keysOf(await everyItem(askAs(login), searchInTranscripts, { query: 'слова' })),
    ]),
  );
  for (const [n, answer] of answers.entries()) {
    expect(answer).toEqual(logins[n] === anna ? [['of-anna'], []] : [['of-boris'], ['of-boris']]);
  }
});
