import { ToolError } from '@aisystant/mcp';
import type { FailureReason } from '@aisystant/upstream';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { listRecordings } from '../queries/list-recordings.ts';
import { GAPS, MISSING_TRANSCRIPT } from '../queries/read-transcript.ts';
import { searchSpeech } from '../queries/search-speech.ts';
import type { KTalkServices } from '../services.ts';
import { type CallKTalk, KTalkError } from './ktalk-calls.ts';
import { ownKeyRecordings } from './own-key-recordings.ts';
import type { RecordingsStore } from './recordings-store.ts';

const NEWEST = Date.parse('2026-11-28T12:00:00Z');
const HOUR = 3_600_000;

interface Told {
  readonly id: string;
  /** Hours before the newest; several may be of one moment. */
  readonly age: number;
  readonly says: 'слово' | 'другое' | 'nothing' | 'garbled' | 'inProgress' | 'error' | 'a part';
}

const failureOf = (reason: FailureReason) => {
  const nothing = { status: null, retryAfterMs: null, upstreamCode: null, upstreamMessage: null, scope: null };
  return new KTalkError({ ...nothing, reason, endpoint: 'any', attempts: 1 }, 'Толк');
};
const garbled = failureOf('garbled');

/** KTalk as the owner of a key sees it, and what was asked. */
function ownKTalk(recordings: readonly Told[]) {
  const asked: string[] = [];
  const ordered = recordings.toSorted((one, other) => one.age - other.age);
  const anna = { key: 'u-anna', surname: 'Анна' };
  const wire = ({ id, age }: Told) => ({
    id,
    title: 'Встреча',
    createdBy: anna,
    participants: [],
    participantsCount: 1,
    createdDate: new Date(NEWEST - age * HOUR).toISOString(),
  });
  const bodyOf = (endpoint: string, key: string, query: Readonly<Record<string, unknown>>): unknown => {
    const found = ordered.find(({ id }) => id === key);
    if (endpoint === 'ownRecordings') {
      const skip = Number(query['skip']);
      return { recordings: ordered.slice(skip, skip + Number(query['top'])).map(wire) };
    }
    if (found === undefined || found.says === 'nothing') return null;
    if (found.says === 'garbled') throw garbled;
    const isKnown = ['inProgress', 'error', 'a part'].includes(found.says);
    if (isKnown && endpoint === 'ownRecording') return wire(found);
    if (found.says === 'inProgress' || found.says === 'error') return { status: found.says };
    const chunk = { startTimeOffsetInMillis: 0, endTimeOffsetInMillis: 1, text: `сказано ${found.says}` };
    const later = { ...chunk, startTimeOffsetInMillis: 60_000, endTimeOffsetInMillis: 60_001 };
    const errors = found.says === 'a part' ? [{}] : [];
    return { status: 'complete', errors, tracks: [{ speaker: { userInfo: anna }, chunks: [chunk, later] }] };
  };
  const call: CallKTalk = async (endpoint, { params, query = {}, schema }) => {
    asked.push(endpoint);
    const body = bodyOf(endpoint, params?.['key'] ?? '', query);
    if (body === null) return null;
    const parsed = schema.safeParse(body);
    if (!parsed.success) throw garbled;
    return parsed.data;
  };
  return { call, asked };
}

/** Follows the cursors of a search to the end, each answer with a store of its own as every request has. */
async function everythingSaid(call: CallKTalk, asked: string[], limit: number, query = 'слово') {
  const items: string[] = [];
  const answers: { readonly transcripts: number; readonly pages: number; readonly status: string }[] = [];
  for (let cursor: string | undefined, isLast = false; !isLast; ) {
    asked.length = 0;
    const recordings = ownKeyRecordings(call, 'u-anna');
    const request = { query, limit, cursor, now: NEWEST };
    const page = await searchSpeech({ linkTo: (key) => key }, recordings, request);
    items.push(...page.items.map(({ recording_key: key, start_ms: at }) => `${key} ${at}`));
    const count = (name: string) => asked.filter((each) => each === name).length;
    answers.push({
      transcripts: count('transcript'),
      pages: count('ownRecordings'),
      status: page.data_quality.status,
    });
    cursor = page.next_cursor ?? undefined;
    isLast = cursor === undefined;
    expect(answers.length).toBeLessThan(1_000);
  }
  return { items, answers };
}

const says = fc.constantFrom('слово', 'слово', 'другое', 'nothing', 'garbled');
const spaces = fc
  .array(fc.record({ age: fc.nat(30), says }), { maxLength: 40 })
  // Two in a row that cannot be read are taken for a failure of KTalk.
  .map((all) => all.map((each, n): Told => ({ id: `r${n}`, age: each.age, says: each.says as Told['says'] })))
  .filter((all) => isWithoutPairs(all));

const inOrder = (all: readonly Told[]) =>
  all.toSorted((one, other) => one.age - other.age || (one.id < other.id ? 1 : -1));
const isWithoutPairs = (all: readonly Told[]) =>
  inOrder(all).every(({ says: said }, n, ordered) => said !== 'garbled' || ordered[n - 1]?.says !== 'garbled');

test('by its cursors a search goes through all transcripts of the key, a few in each answer, whatever it finds', async () => {
  await fc.assert(
    fc.asyncProperty(spaces, fc.integer({ min: 1, max: 7 }), async (all, limit) => {
      const { call, asked } = ownKTalk(all);
      const { items, answers } = await everythingSaid(call, asked, limit);
      const spoken = inOrder(all).filter((each) => each.says === 'слово');
      expect(items).toEqual(spoken.flatMap(({ id }) => [`${id} 0`, `${id} 60000`]));
      for (const { transcripts } of answers) expect(transcripts).toBeLessThanOrEqual(5);
    }),
    { numRuns: 60 },
  );
});

test('where all words together were never said, the search begins again with any of them', async () => {
  const all = Array.from(
    { length: 12 },
    (_, n): Told => ({ id: `r${n}`, age: n, says: n === 11 ? 'слово' : 'другое' }),
  );
  const { call, asked } = ownKTalk(all);
  const { items } = await everythingSaid(call, asked, 50, 'слово отсутствует');
  expect(items).toEqual(['r11 0', 'r11 60000']);
});

test('a list longer than an answer may read is gone through by cursors, and a page far behind costs few requests', async () => {
  const all = Array.from({ length: 2_350 }, (_, n): Told => ({ id: `r${n}`, age: Math.floor(n / 3), says: 'nothing' }));
  const { call, asked } = ownKTalk(all);
  const keys: string[] = [];
  const cost: number[] = [];
  const filters = { words: ['встреч'] };
  for (let cursor: string | undefined, isLast = false; !isLast; ) {
    asked.length = 0;
    const services = { recordings: async () => ownKeyRecordings(call, 'u-anna'), linkTo: (key: string) => key };
    const page = await listRecordings(services as unknown as KTalkServices, {
      filters,
      limit: 50,
      cursor,
      now: NEWEST,
    });
    keys.push(...page.items.map(({ key }) => key));
    cost.push(asked.length);
    cursor = page.next_cursor ?? undefined;
    isLast = cursor === undefined;
  }
  expect(keys).toEqual(inOrder(all).map(({ id }) => id));
  expect(Math.max(...cost)).toBeLessThanOrEqual(14);
});

test('a filter that finds nothing in what one answer reads goes on by the cursor to what it finds', async () => {
  const all = Array.from({ length: 1_250 }, (_, n): Told => ({ id: `r${n}`, age: n, says: 'nothing' }));
  const { call } = ownKTalk(all);
  const ask = async (cursor: string | undefined) => {
    const services = { recordings: async () => ownKeyRecordings(call, 'u-anna'), linkTo: (key: string) => key };
    const filters = { to: new Date(NEWEST - 1_199 * HOUR).toISOString() };
    return listRecordings(services as unknown as KTalkServices, { filters, limit: 100, cursor, now: NEWEST });
  };
  const first = await ask(undefined);
  expect(first).toMatchObject({ items: [], data_quality: { status: 'PARTIAL_DATA' } });
  const second = await ask(first.next_cursor ?? undefined);
  expect(second.items).toHaveLength(50);
  expect(second).toMatchObject({ next_cursor: null, data_quality: { status: 'OK' } });
});

test('KTalk does not tell the owner of a key the room, so a list by room is refused instead of being empty', async () => {
  const { call, asked } = ownKTalk([{ id: 'r0', age: 0, says: 'nothing' }]);
  const list = ownKeyRecordings(call, 'u-anna').list({ room: 'planning' }, null, 10);
  await expect(list).rejects.toMatchObject({ facts: { code: 'INVALID_ARGUMENT', field: 'room' } });
  expect(asked).toEqual([]);
});

test('while KTalk does not answer, a search says so and tells nothing found', async () => {
  const all = Array.from({ length: 3 }, (_, n): Told => ({ id: `r${n}`, age: n, says: 'garbled' }));
  const { call, asked } = ownKTalk(all);
  await expect(everythingSaid(call, asked, 5)).rejects.toBeInstanceOf(ToolError);
});

test('a transcript that cannot be read is left out, and the answer says so', async () => {
  const { call, asked } = ownKTalk([
    { id: 'r0', age: 0, says: 'garbled' },
    { id: 'r1', age: 1, says: 'слово' },
  ]);
  const { items, answers } = await everythingSaid(call, asked, 5);
  expect([items, answers.at(-1)?.status]).toEqual([['r1 0', 'r1 60000'], 'PARTIAL_DATA']);
});

test.each([
  ['inProgress', 1, 'PARTIAL_DATA'],
  ['nothing', 1, 'PARTIAL_DATA'],
  ['error', 1, 'PARTIAL_DATA'],
  ['inProgress', 24 * 10, 'PARTIAL_DATA'],
  ['nothing', 24 * 10, 'OK'],
  ['error', 24 * 10, 'OK'],
] as const)('where a transcript is %s and %i hours old, a search is %s', async (says, age, status) => {
  const { call, asked } = ownKTalk([
    { id: 'r0', age: 0, says: 'слово' },
    { id: 'r1', age, says },
  ]);
  const { items, answers } = await everythingSaid(call, asked, 5);
  expect([items, answers.at(-1)?.status]).toEqual([['r0 0', 'r0 60000'], status]);
});

test('transcripts that are being made are counted once each by the cursors of a search', async () => {
  const all = Array.from(
    { length: 17 },
    (_, n): Told => ({ id: `r${n}`, age: n, says: n % 4 === 2 ? 'слово' : 'inProgress' }),
  );
  const { call } = ownKTalk(all);
  for (const limit of [1, 2, 9]) {
    let counted = 0;
    for (let cursor: string | undefined, isLast = false; !isLast; ) {
      const request = { query: 'слово', limit, cursor, now: NEWEST };
      const page = await searchSpeech({ linkTo: (key) => key }, ownKeyRecordings(call, 'u-anna'), request);
      counted += Number(/\((\d+)\)/.exec(page.data_quality.notes ?? '')?.[1] ?? 0);
      cursor = page.next_cursor ?? undefined;
      isLast = cursor === undefined;
    }
    expect(counted).toBe(13);
  }
});

test('of one recording whose transcript is being made, a search tells that', async () => {
  const { call } = ownKTalk([{ id: 'r0', age: 1, says: 'inProgress' }]);
  const request = { query: 'слово', limit: 5, cursor: undefined, now: NEWEST, key: 'r0' };
  const page = await searchSpeech({ linkTo: (key) => key }, ownKeyRecordings(call, 'u-anna'), request);
  expect(page.data_quality).toMatchObject({ status: 'PARTIAL_DATA', notes: MISSING_TRANSCRIPT.inProgress });
});

test('of one recording of whose words KTalk did not recognize some, a search tells that', async () => {
  const { call } = ownKTalk([{ id: 'r0', age: 1, says: 'a part' }]);
  for (const query of ['сказано', 'отсутствует']) {
    const request = { query, limit: 1, cursor: undefined, now: NEWEST, key: 'r0' };
    const page = await searchSpeech({ linkTo: (key) => key }, ownKeyRecordings(call, 'u-anna'), request);
    expect(page.data_quality).toMatchObject({ status: 'PARTIAL_DATA', notes: expect.stringContaining(GAPS) });
  }
});

describe.each([
  ['rate_limited', 'RATE_LIMITED'],
  ['busy', 'RATE_LIMITED'],
  ['unavailable', 'UNAVAILABLE'],
  ['circuit_open', 'UNAVAILABLE'],
  ['garbled', 'UNAVAILABLE'],
  ['redirected', 'UNAVAILABLE'],
  ['too_large', 'INTERNAL'],
  ['key_dead', 'INTERNAL'],
  ['key_lacks_scope', 'INTERNAL'],
] as const)('when KTalk answers a key of one’s own with %s', (reason, code) => {
  const reads: { readonly [name: string]: (store: RecordingsStore) => Promise<unknown> } = {
    list: (store) => store.list({}, null, 10),
    find: (store) => store.find('r0'),
    roster: (store) => store.roster('r0'),
    transcript: (store) => store.transcript('r0'),
    summary: (store) => store.summary('r0', 'protocol'),
    search: (store) => store.search({ stems: ['слов'], all: true, limit: 10, after: null }),
    'search in one': (store) => store.search({ stems: ['слов'], all: true, limit: 10, after: null, key: 'r0' }),
  };

  test.each(Object.entries(reads))(
    '%s says so, or that there is nothing where KTalk hides what is of others',
    async (name, read) => {
      const outcome = read(ownKeyRecordings(() => Promise.reject(failureOf(reason)), 'u-anna'));
      const isHidden = reason === 'key_lacks_scope' && !['list', 'search'].includes(name);
      if (!isHidden) return expect(outcome).rejects.toMatchObject({ facts: { code } });
      expect(await outcome).toEqual(name === 'search in one' ? { found: [], next: null, missing: [] } : null);
    },
  );
});
