import type { LogRecord } from '@aisystant/oauth/log';
import { afterAll, beforeEach, describe, expect, test } from 'vitest';
import { d1IndexReader } from '../store/d1-index-reader.ts';
import { d1IndexWriter } from '../store/d1-index-writer.ts';
import { bindings, directKTalk, emptyIndex, migrate, restoreNetwork, serveSpace } from '../testing/person.ts';
import { createSpace, type Space } from '../testing/space.ts';
import { nextAttempt } from './schedule.ts';
import { syncStep } from './sync.ts';

afterAll(restoreNetwork);

const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;
const START = Date.parse('2026-11-28T12:00:00Z');
const index = d1IndexWriter(bindings.DB);
const anna = d1IndexReader(bindings.DB, 'u-anna');
const BROKEN = 'rec-2';

let space: Space;
let lines: LogRecord[];

const step = async (now: number) => {
  const deps = { index, ktalk: directKTalk(), now: () => now, log: (line: LogRecord) => void lines.push(line) };
  const budget = { recordings: 50, untilMs: Number.POSITIVE_INFINITY };
  return syncStep(deps, budget).then(
    () => null,
    (error: unknown) => error,
  );
};
const readableKeys = async () => {
  const { found } = await anna.search({ stems: ['слов'], all: true, limit: 100, after: null });
  return found.map(({ key }) => key);
};
const allBut = (...keys: readonly string[]) =>
  space.meetings.map(({ key }) => key).filter((key) => !keys.includes(key));

beforeEach(async () => {
  lines = [];
  // The broken one is neither the newest nor the oldest.
  const meetings = Array.from({ length: 5 }, (_, n) => ({
    key: `rec-${n}`,
    title: `Встреча ${n}`,
    creator: 'u-anna',
    roster: ['u-anna', 'u-boris'],
    createdAt: new Date(START - n * DAY).toISOString(),
    speech: [{ speaker: 'u-anna', text: `слово ${n}` }],
  }));
  space = createSpace([], meetings);
  serveSpace(space);
  await migrate();
  await emptyIndex();
});

/** Half of what KTalk would have said. */
const CUT = '[{"userInfo": {"key": "u-an';
const FAULTS = [
  ['truncated JSON', () => new Response(CUT)],
  ['another shape', () => Response.json({ tracks: 7, status: 'complete', userAccesses: 'all', 0: null })],
  ['a 500 with HTML', () => new Response('<html>', { status: 500 })],
  ['a 408', () => new Response(null, { status: 408 })],
  ['a 403', () => new Response(null, { status: 403 })],
  ['a 400', () => Response.json({ errorCode: 'ValidationError' }, { status: 400 })],
  ['a 429 for it alone', () => new Response(null, { status: 429, headers: { 'retry-after': '0' } })],
  ['a redirect', () => new Response(null, { status: 302, headers: { location: 'https://evil.example' } })],
  ['a stall', () => new Promise<Response>(() => {})],
] as const;
const PARTS = ['participants', 'access', 'transcript'] as const;
const CASES = FAULTS.flatMap(([name, fault]) => PARTS.map((part) => [part, name, fault] as const));

describe.each(CASES)('%s of one recording answered with %s', (part, _, fault) => {
  test('puts that recording off and holds up no other, until KTalk gives it', async () => {
    space.fault = (path) => (path.endsWith(`${BROKEN}/${part}`) ? fault() : null);
    for (let steps = 0; steps < 3; steps += 1) await step(START + steps * 2 * MINUTE);
    expect(await readableKeys()).toEqual(allBut(BROKEN));
    expect(await anna.freshness()).toMatchObject({ known: 5, postponed: 1, backfilled: true });
    expect(await d1IndexReader(bindings.DB, 'u-stranger').freshness()).toMatchObject({ postponed: 0 });
    expect(lines.at(-1)).toEqual({ event: 'sync_postponed', server: 'ktalk-mcp', recordings: 1 });
    const asked = space.requests.length;
    await step(START + 6 * MINUTE);
    // It waits its time: only the newest page is asked for.
    expect(space.requests.slice(asked).filter((request) => request.includes(BROKEN))).toEqual([]);
    space.fault = () => null;
    lines = [];
    await step(START + 30 * MINUTE);
    expect(await readableKeys()).toEqual(allBut());
    expect(await anna.freshness()).toMatchObject({ complete: 5, postponed: 0 });
    expect(lines).toEqual([]);
  });
});

test('many recordings that cannot be read are put off a few at a time, and the others are read', async () => {
  const broken = ['rec-0', 'rec-1', 'rec-2', 'rec-3'];
  space.fault = (path) => (broken.some((key) => path.endsWith(`${key}/participants`)) ? new Response(CUT) : null);
  for (let steps = 0; steps < 4; steps += 1) await step(START + steps * 2 * MINUTE);
  expect(await readableKeys()).toEqual(['rec-4']);
  expect(await index.postponed()).toBe(4);
});

test('while KTalk is down a step ends early, and at most a few recordings wait for it longer', async () => {
  await step(START);
  await bindings.DB.batch([bindings.DB.prepare('UPDATE recording SET rights_due = 0, transcript_due = 0')]);
  const asked = space.requests.length;
  space.fault = () => new Response(null, { status: 503 });
  expect(await step(START + MINUTE)).toMatchObject({ facts: { code: 'UNAVAILABLE' } });
  expect(space.requests.length - asked).toBeLessThan(20);
  expect(await index.postponed()).toBeLessThanOrEqual(6);
  expect(await readableKeys()).toEqual(allBut());
});

test('a dead key puts off nothing', async () => {
  space.fault = (path) => (path.includes('v2') ? null : new Response(null, { status: 401 }));
  expect(await step(START)).toMatchObject({ reason: 'key_dead' });
  expect(await index.postponed()).toBe(0);
});

test.each([
  ['of another shape', { key: BROKEN, title: 7, createdDate: { day: 1 } }],
  ['without a date', { key: BROKEN, title: 'x', createdDate: 'soon' }],
])('an entry %s hides neither the rest of a list nor what is known of its recording', async (_, entry) => {
  await step(START);
  space.fault = (path) => {
    if (!path.includes('v2')) return null;
    const good = space.meetings.filter(({ key }) => key !== BROKEN);
    const entities = good.map(({ key, title, createdAt }) => ({ key, title: `${title}!`, createdDate: createdAt }));
    return Response.json({ entities: [...entities.slice(0, 2), entry, ...entities.slice(2)], nextPageToken: null });
  };
  // A whole pass over the list, which removes what it does not see.
  expect(await step(START + 2 * DAY)).toBeNull();
  const listed = await anna.list({}, null, 10);
  expect(listed.map(({ key }) => key)).toEqual(allBut());
  expect(listed.find(({ key }) => key === 'rec-4')?.title).toBe('Встреча 4!');
  expect(lines).toContainEqual({ event: 'sync_unreadable', server: 'ktalk-mcp', recordings: 1 });
});

test('an access list with an entry of nobody opens the recording to the others of it and to no one else', async () => {
  const entries = [{ user: null }, { user: { key: 'u-dmitry' } }, {}];
  space.fault = (path) => (path.endsWith(`${BROKEN}/access`) ? Response.json({ userAccesses: entries }) : null);
  expect(await step(START)).toBeNull();
  expect(await index.postponed()).toBe(0);
  expect((await d1IndexReader(bindings.DB, 'u-dmitry').list({}, null, 10)).map(({ key }) => key)).toEqual([BROKEN]);
});

test('words said before the recording began are of its beginning and hide no other words', async () => {
  const chunk = (from: number, text: string) => ({
    startTimeOffsetInMillis: from,
    endTimeOffsetInMillis: from + 30,
    text,
  });
  const tracks = [
    { speaker: { userInfo: { key: 'u-anna' } }, chunks: [chunk(-40, 'слово раз'), chunk(60_000, 'слово два')] },
  ];
  const early = { status: 'complete', tracks };
  space.fault = (path) => (path.endsWith(`${BROKEN}/transcript`) ? Response.json(early) : null);
  expect(await step(START)).toBeNull();
  const { utterances } = (await anna.transcript(BROKEN)) ?? {};
  expect(utterances?.map(({ startMs, endMs, text }) => [startMs, endMs, text])).toEqual([
    [0, 0, 'слово раз'],
    [60_000, 60_030, 'слово два'],
  ]);
});

test('a page of the list that KTalk cannot give does not keep rights and transcripts from being read', async () => {
  await step(START);
  await bindings.DB.batch([bindings.DB.prepare('UPDATE recording SET transcript_status = NULL, transcript_due = 0')]);
  space.fault = (path) => (path.includes('v2') ? new Response(CUT) : null);
  expect(await step(START + MINUTE)).toMatchObject({ facts: { code: 'UNAVAILABLE' } });
  expect(await index.dueTranscripts(START + MINUTE, 10)).toEqual([]);
});

test('attempts are put off twice as long each time, and a day at most', () => {
  const waits = Array.from({ length: 12 }, (_, failures) => nextAttempt(failures, 0));
  expect(waits[0]).toBe(10 * MINUTE);
  for (const [n, wait] of waits.slice(1).entries()) expect(wait).toBe(Math.min(DAY, 2 * (waits[n] ?? 0)));
});
