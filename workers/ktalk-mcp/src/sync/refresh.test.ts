import type { Database } from '@aisystant/mcp/d1';
import { afterAll, beforeEach, expect, test } from 'vitest';
import { d1IndexReader } from '../store/d1-index-reader.ts';
import { d1IndexWriter } from '../store/d1-index-writer.ts';
import { bindings, directKTalk, emptyIndex, migrate, restoreNetwork, serveSpace } from '../testing/person.ts';
import { answer, createSpace, type Space, type SpaceMeeting } from '../testing/space.ts';
import { syncStep } from './sync.ts';
import { receiveWebhook, SECRET_HEADER } from './webhook.ts';

afterAll(restoreNetwork);

const DAY = 24 * 60 * 60_000;
const START = Date.parse('2026-11-28T12:00:00Z');
const reader = (userKey: string) => d1IndexReader(bindings.DB, userKey);
const keysOf = async (userKey: string) => (await reader(userKey).list({}, null, 100)).map(({ key }) => key);
const keysSaid = async (userKey: string, stem: string) => {
  const { found } = await reader(userKey).search({ stems: [stem], all: true, limit: 100, after: null });
  return found.map(({ key }) => key);
};

let space: Space;

const step = (now: number, { recordings = 50, db = bindings.DB as Database } = {}) =>
  syncStep(
    { index: d1IndexWriter(db), ktalk: directKTalk(), now: () => now, log: () => {} },
    { recordings, untilMs: Number.POSITIVE_INFINITY },
  );
const change = (key: string, facts: Partial<SpaceMeeting>) => {
  space.meetings = space.meetings.map((meeting) => (meeting.key === key ? { ...meeting, ...facts } : meeting));
};

/** More people than a list embeds: who is the last of them is told by the roster alone. */
const crowd = (last: string) => ['u-anna', ...Array.from({ length: 11 }, (_, n) => `u-extra-${n}`), last];

const meeting = (key: string, daysOld: number): SpaceMeeting => ({
  key,
  title: 'Встреча',
  creator: 'u-anna',
  roster: crowd('u-boris'),
  granted: ['u-dmitry'],
  createdAt: new Date(START - daysOld * DAY).toISOString(),
  speech: [{ speaker: 'u-anna', text: 'Прежние слова.' }],
});

beforeEach(async () => {
  space = createSpace([], [meeting('young', 1), meeting('old', 60), { ...meeting('plain', 61), granted: [] }]);
  serveSpace(space);
  await migrate();
  await emptyIndex();
  await step(START);
});

/** How long a change that no list tells of may stay unseen, in days. */
const BOUNDS = [
  ['young', 1],
  ['plain', 7],
] as const;

test.each(BOUNDS)('people of a %s recording that were exchanged are seen after %i days', async (key, days) => {
  change(key, { roster: crowd('u-elena') });
  await step(START + days * DAY - 1);
  expect(await keysOf('u-elena')).toEqual([]);
  await step(START + days * DAY);
  expect(await keysOf('u-elena')).toEqual([key]);
  expect(await keysSaid('u-elena', 'слов')).toEqual([key]);
  expect(await keysOf('u-boris')).not.toContain(key);
});

test('of a recording that was opened to somebody, a withdrawn grant is seen after a day, however old it is', async () => {
  expect(await keysOf('u-dmitry')).toEqual(['young', 'old']);
  change('old', { granted: [] });
  await step(START + DAY);
  expect(await keysOf('u-dmitry')).toEqual(['young']);
});

test.each(BOUNDS)(
  'a transcript of a %s recording that was remade, and one that was removed, go after %i days',
  async (key, days) => {
    change(key, { speech: [{ speaker: 'u-boris', text: 'Другая речь.' }] });
    await step(START + days * DAY);
    expect(await keysSaid('u-anna', 'реч')).toEqual([key]);
    expect(await keysSaid('u-anna', 'слов')).not.toContain(key);
    space.meetings = space.meetings.map(({ speech, ...rest }) =>
      rest.key === key ? rest : { ...rest, ...(speech && { speech }) },
    );
    await step(START + 2 * days * DAY);
    expect(await keysSaid('u-anna', 'реч')).toEqual([]);
    expect(await reader('u-anna').transcript(key)).toBeNull();
  },
);

test.each([
  ['a title', { title: 'Новое имя' }],
  ['a creator', { creator: 'u-boris' }],
  ['a date', { createdAt: new Date(START - 62 * DAY).toISOString() }],
  ['a number of people', { roster: ['u-anna', 'u-boris', 'u-elena'] }],
])('%s that changed in the list makes all of its recording be read at once', async (_, facts) => {
  const speech = [{ speaker: 'u-anna', text: 'Другая речь.' }];
  change('plain', { ...facts, speech, granted: ['u-clara'] });
  await step(START + 60_000);
  expect(await keysOf('u-clara')).toEqual(['plain']);
  expect(await keysSaid('u-clara', 'реч')).toEqual(['plain']);
});

const event = (id: string) => ({ eventId: id, eventType: 'TranscriptionReady', recordingKey: 'plain' });
const deliver = (db: Database, id: string) => {
  const headers = { [SECRET_HEADER]: 'secret' };
  const request = new Request('https://x.example/webhook', {
    method: 'POST',
    headers,
    body: JSON.stringify(event(id)),
  });
  return receiveWebhook(request, { secret: 'secret', index: d1IndexWriter(db), now: START, lookUp: () => {} });
};

test('so does a webhook', async () => {
  change('plain', { speech: [{ speaker: 'u-anna', text: 'Другая речь.' }] });
  await deliver(bindings.DB, crypto.randomUUID());
  await step(START + 60_000);
  expect(await keysSaid('u-anna', 'реч')).toEqual(['plain']);
});

/** What is read of a recording, each by a request of its own. */
const PARTS = ['participants', 'access', 'transcript'] as const;
const BEFORE = [
  ['that was due by its time', 8 * DAY, 0],
  ['that an earlier event marked', 60_000, 1],
  ['that two earlier events marked', 60_000, 2],
] as const;
const CASES = PARTS.flatMap((part) => BEFORE.map((before) => [part, ...before] as const));

test.each(CASES)('an event during a read of %s %s makes all be read again', async (part, _, after, events) => {
  for (let each = 0; each < events; each += 1) await deliver(bindings.DB, crypto.randomUUID());
  const stale = createSpace([], space.meetings, space.key);
  let told = false;
  space.fault = async (path) => {
    if (told || !path.endsWith(`plain/${part}`)) return null;
    told = true;
    change('plain', {
      roster: crowd('u-elena'),
      granted: ['u-clara'],
      speech: [{ speaker: 'u-anna', text: 'Другая речь.' }],
    });
    await deliver(bindings.DB, crypto.randomUUID());
    const headers = { 'x-auth-token': space.key };
    return answer(stale, new Request(`${bindings.KTALK_URL}${path}?skip=0&top=100`, { headers }));
  };
  await step(START + after);
  expect(told).toBe(true);
  for (const who of ['u-elena', 'u-clara']) expect(await keysOf(who)).toEqual(['plain']);
  expect(await keysSaid('u-elena', 'реч')).toEqual(['plain']);
  expect(await keysOf('u-boris')).not.toContain('plain');
  // Nothing is marked any more: a further step asks for the list alone.
  const before = space.requests.length;
  await step(START + after + 60_000);
  expect(space.requests.slice(before).filter((request) => request.includes('plain'))).toEqual([]);
});

test.each(PARTS)('an event during a read of %s that fails is not put off with it', async (part) => {
  change('plain', { roster: crowd('u-elena'), speech: [{ speaker: 'u-anna', text: 'Другая речь.' }] });
  await deliver(bindings.DB, crypto.randomUUID());
  let failing = true;
  space.fault = async (path) => {
    if (!failing || !path.endsWith(`plain/${part}`)) return null;
    await deliver(bindings.DB, crypto.randomUUID());
    return new Response(null, { status: 400 });
  };
  await step(START + 60_000, { recordings: 3 });
  failing = false;
  await step(START + 120_000);
  expect(await keysSaid('u-elena', 'реч')).toEqual(['plain']);
  expect(await reader('u-anna').freshness()).toMatchObject({ postponed: 0 });
});

test.each([0, 1, 2])(
  'an event whose delivery crashes before transaction %i is taken when it comes again',
  async (at) => {
    change('plain', { speech: [{ speaker: 'u-anna', text: 'Другая речь.' }] });
    let transactions = 0;
    const crashing: Database = {
      prepare: (sql) => bindings.DB.prepare(sql),
      batch: (statements) => {
        transactions += 1;
        return transactions > at ? Promise.reject(new Error('the isolate is gone')) : bindings.DB.batch(statements);
      },
    };
    const id = crypto.randomUUID();
    await deliver(crashing, id).catch(() => null);
    await deliver(bindings.DB, id);
    await step(START + 60_000);
    expect(await keysSaid('u-anna', 'реч')).toEqual(['plain']);
  },
);

test('a transcript that did not change is not written again', async () => {
  const written: string[] = [];
  const counting: Database = {
    prepare(sql) {
      if (/^\s*(INSERT INTO|DELETE FROM) utterance/.test(sql) && !sql.includes('seen_in')) written.push(sql);
      return bindings.DB.prepare(sql);
    },
    batch: (statements) => bindings.DB.batch(statements),
  };
  const before = space.requests.length;
  await step(START + 8 * DAY, { db: counting });
  const asked = space.requests.slice(before).filter((request) => request.endsWith('/transcript'));
  expect(asked).toHaveLength(3);
  expect(written).toEqual([]);
  expect(await keysSaid('u-anna', 'слов')).toEqual(['young', 'old', 'plain']);
});

test('with more to read again than a step may, the steps go round: nothing waits for ever', async () => {
  space.meetings = Array.from({ length: 40 }, (_, n) => ({ ...meeting(`rec-${n}`, 30 + n), granted: [] }));
  await step(START + DAY);
  const now = START + 30 * DAY;
  const before = space.requests.length;
  for (let steps = 0; steps < 4; steps += 1) await step(now + steps * 60_000, { recordings: 10 });
  const requests = space.requests.slice(before);
  for (const part of ['/participants?', '/transcript']) {
    const asked = requests.filter((request) => request.includes(part)).map((request) => request.split('?')[0]);
    expect(asked).toHaveLength(40);
    expect(new Set(asked).size).toBe(40);
  }
});
