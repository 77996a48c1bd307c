import { ToolError } from '@aisystant/mcp';
import type { LogRecord } from '@aisystant/oauth/log';
import fc from 'fast-check';
import { afterAll, expect, test } from 'vitest';
import { d1IndexReader } from '../store/d1-index-reader.ts';
import { d1IndexWriter } from '../store/d1-index-writer.ts';
import { emailOf, office } from '../testing/office.ts';
import {
  bindings,
  directKTalk,
  emptyIndex,
  fillIndex,
  migrate,
  restoreNetwork,
  serveSpace,
} from '../testing/person.ts';
import { createSpace, type Space, type SpaceMeeting } from '../testing/space.ts';
import { syncNewest, syncPass, syncStep } from './sync.ts';

afterAll(restoreNetwork);

const HOUR = 3_600_000;
const START = Date.parse('2026-11-28T12:00:00Z');
const index = d1IndexWriter(bindings.DB);
const MINUTE = 60_000;
const lines: LogRecord[] = [];
const depsAt = (now: number) => ({
  index,
  ktalk: directKTalk(),
  now: () => now,
  log: (line: LogRecord) => void lines.push(line),
});
const reader = (userKey: string) => d1IndexReader(bindings.DB, userKey);
const keysOf = async (userKey: string) => (await reader(userKey).list({}, null, 1_000)).map(({ key }) => key);

async function begin(space: Space): Promise<void> {
  serveSpace(space);
  await migrate();
  await emptyIndex();
}

const WHOLE = { recordings: 50, untilMs: Number.POSITIVE_INFINITY };
const DAY = 24 * HOUR;

/** The whole list but for one recording. */
const listWithout = (space: Space, gone: string) =>
  Response.json({ entities: listed(space.meetings.filter(({ key }) => key !== gone)), nextPageToken: null });

const listed = (meetings: readonly SpaceMeeting[]) =>
  meetings.map(({ key, title, createdAt }) => ({ key, title, createdDate: createdAt }));

const keysSaid = async (userKey: string, stem: string) => {
  const { found } = await reader(userKey).search({ stems: [stem], all: true, limit: 100, after: null });
  return found.map(({ key }) => key);
};

/** Runs steps as the cron does until the index is whole, whatever fails on the way. */
async function untilWhole(start: number): Promise<number> {
  for (let steps = 1; ; steps += 1) {
    const now = start + (steps - 1) * 2 * MINUTE;
    await syncStep(depsAt(now), { recordings: 20, untilMs: Number.POSITIVE_INFINITY }).catch((error: unknown) => {
      if (!(error instanceof ToolError)) throw error;
    });
    const { backfilled, complete, known } = await reader('u-anna').freshness();
    const waiting = await index.dueTranscripts(now, 1);
    const isWhole = backfilled && complete === known && waiting.length === 0;
    if (isWhole && (await index.postponed()) === 0) return steps;
    if (steps > 200) throw new Error('the index does not become whole');
  }
}

const many = (count: number): SpaceMeeting[] =>
  Array.from({ length: count }, (_, n) => ({
    key: `m-${n}`,
    title: `Встреча ${n}`,
    createdAt: new Date(START - n * HOUR).toISOString(),
    creator: 'u-anna',
    roster: ['u-anna', ...Array.from({ length: n % 12 }, (_, k) => `u-${k}`)],
    speech: [{ speaker: 'u-anna', text: `слово ${n}` }],
  }));

/** Enough for more than one page of the list, with little to read of each. */
const pages = (count: number) => many(count).map(({ speech: _, ...meeting }) => ({ ...meeting, roster: ['u-anna'] }));
/** Hundreds of requests and transactions, on a machine that may be busy. */
const LONG_MS = 90_000;

test(
  'a list of several pages is read whole in bounded steps',
  async () => {
    const meetings = pages(120);
    await begin(createSpace([], meetings));
    expect(await untilWhole(START)).toBeGreaterThan(1);
    expect(await keysOf('u-anna')).toEqual(meetings.map(({ key }) => key));
    expect(await reader('u-anna').freshness()).toMatchObject({ known: 120, complete: 120, backfilled: true });
  },
  LONG_MS,
);

test('faults at any request lose nothing: the steps go on where they stopped', async () => {
  const faults = fc.infiniteStream(fc.constantFrom(0, 0, 0, 0, 500, 429, 408));
  await fc.assert(
    fc.asyncProperty(faults, async (stream) => {
      const space = createSpace([], many(15));
      await begin(space);
      let requests = 0;
      space.fault = () => {
        requests += 1;
        const status = requests > 60 ? 0 : stream.next().value;
        return status ? new Response('<html>', { status, headers: { 'retry-after': '0' } }) : null;
      };
      await untilWhole(START);
      expect(await keysOf('u-anna')).toHaveLength(15);
      const found = await keysSaid('u-anna', 'слов');
      expect(new Set(found).size).toBe(15);
      expect(found).toHaveLength(15);
    }),
    { numRuns: 5 },
  );
}, 120_000);

test('a new recording, a new title, new people and a withdrawn grant come into the index', async () => {
  const space = createSpace([], office().meetings);
  await begin(space);
  await untilWhole(START);
  expect(await keysOf('u-dmitry')).toEqual(['rec-0002', 'rec-0003']);
  const [first, second, third] = space.meetings;
  if (!first || !second || !third) throw new Error('the office has three meetings');
  const added = { ...first, key: 'rec-0004', createdAt: '2026-11-28T11:00:00.000Z', roster: ['u-elena', 'u-boris'] };
  space.meetings = [
    added,
    { ...first, title: 'Другое имя', roster: [...first.roster, 'u-elena'] },
    second,
    { ...third, granted: [] },
  ];
  const later = START + 25 * HOUR;
  await untilWhole(later);
  await syncStep(depsAt(later), { recordings: 20, untilMs: Number.POSITIVE_INFINITY });
  expect(await keysOf('u-dmitry')).toEqual(['rec-0002']);
  expect(await keysOf('u-elena')).toEqual(['rec-0004', 'rec-0001', 'rec-0003']);
  expect((await reader('u-elena').find('rec-0001'))?.title).toBe('Другое имя');
  // Those who were added may search what was said before.
  expect(await keysSaid('u-elena', 'релиз')).toContain('rec-0001');
  expect(await keysSaid('u-dmitry', 'квартал')).toEqual([]);
});

test('a recording that KTalk removed goes with its words once a whole pass did not see it', async () => {
  const space = office();
  await begin(space);
  await untilWhole(START);
  space.meetings = space.meetings.filter(({ key }) => key !== 'rec-0001');
  await syncStep(depsAt(START + 25 * HOUR), { recordings: 50, untilMs: Number.POSITIVE_INFINITY });
  expect(await keysOf('u-anna')).toEqual([]);
  expect(await keysSaid('u-boris', 'релиз')).toEqual([]);
});

test.each([
  ['is empty', () => Response.json({ entities: [], nextPageToken: null })],
  ['skips a recording', (space: Space) => listWithout(space, 'rec-0001')],
])('a list that %s once takes nothing away: KTalk is asked for what a pass did not see', async (_, list) => {
  const space = office();
  await begin(space);
  await untilWhole(START);
  space.fault = (path) => (path.includes('v2') ? list(space) : null);
  await syncStep(depsAt(START + DAY), WHOLE);
  expect(await keysOf('u-anna')).toEqual(['rec-0001']);
  expect(await keysSaid('u-boris', 'релиз')).toEqual(['rec-0001']);
});

test('a list that KTalk does not have is no empty list: all that is known stays, and each step says that it failed', async () => {
  const space = office();
  await begin(space);
  await untilWhole(START);
  space.fault = (path) => (path.includes('v2') ? new Response(null, { status: 404 }) : null);
  for (const days of [1, 2, 3]) {
    await expect(syncStep(depsAt(START + days * DAY), WHOLE)).rejects.toMatchObject({ facts: { code: 'UNAVAILABLE' } });
  }
  expect(await keysOf('u-anna')).toEqual(['rec-0001']);
  expect((await reader('u-anna').freshness()).syncedAt).toBeLessThan(START + DAY);
});

test('a recording whose access list KTalk does not have stays with its people', async () => {
  const space = office();
  await begin(space);
  space.fault = (path) => (path.endsWith('/access') ? new Response(null, { status: 404 }) : null);
  await untilWhole(START);
  expect(await keysOf('u-boris')).toEqual(['rec-0001', 'rec-0003']);
  expect(await keysOf('u-dmitry')).toEqual(['rec-0002']);
});

test('what two passes in a row do not see goes, though KTalk still answers for it by its key', async () => {
  const space = office();
  await begin(space);
  await untilWhole(START);
  space.fault = (path) => (path.includes('v2') ? listWithout(space, 'rec-0001') : null);
  await syncStep(depsAt(START + DAY), WHOLE);
  expect(await keysOf('u-anna')).toEqual(['rec-0001']);
  await syncStep(depsAt(START + 2 * DAY), WHOLE);
  expect(await keysOf('u-anna')).toEqual([]);
});

test('a look-up that began before a pass does not hide from it what both saw', async () => {
  const space = office();
  await begin(space);
  const { recordings } = await directKTalk().recordings(null);
  await index.saveState({ pass: 3, passStarted: START });
  await index.saveListed(recordings, 3);
  await index.saveListed(recordings, 2);
  await index.saveSeen([recordings[0]?.key ?? ''], 2);
  await index.handleUnseen(3, new Date(START).toISOString());
  expect((await reader('u-anna').freshness()).known).toBe(3);
});

test(
  'a position of the list that KTalk forgot begins the pass again',
  async () => {
    const space = createSpace([], pages(110));
    await begin(space);
    await syncPass(depsAt(START));
    await index.saveState({ passCursor: 'forgotten' });
    space.fault = (path) => {
      const forgotten = space.requests.at(-1)?.includes('forgotten') && path.includes('v2');
      return forgotten ? Response.json({ errorCode: 'ValidationError' }, { status: 400 }) : null;
    };
    await untilWhole(START);
    expect(await keysOf('u-anna')).toHaveLength(110);
  },
  LONG_MS,
);

test('a position of the list that leads to itself is asked for once a step, and each step says that it failed', async () => {
  const space = createSpace([], pages(3));
  await begin(space);
  const endless = { entities: listed(space.meetings), nextPageToken: 'again' };
  space.fault = (path) => (path.includes('v2') ? Response.json(endless) : null);
  for (const days of [0, 1, 2]) {
    const before = space.requests.length;
    await expect(syncStep(depsAt(START + days * DAY), WHOLE)).rejects.toMatchObject({ facts: { code: 'UNAVAILABLE' } });
    const lists = space.requests.slice(before).filter((request) => request.includes('v2'));
    expect(lists.length).toBeLessThan(6);
  }
  expect(await keysOf('u-anna')).toEqual(['m-0', 'm-1', 'm-2']);
});

test('the transcript of another meeting is refused, fetched again, and never indexed', async () => {
  const space = office();
  await begin(space);
  await syncNewest(depsAt(START));
  space.swaps = ['rec-0002', 'rec-0002', 'rec-0002', 'rec-0002'];
  await syncStep(depsAt(START), { recordings: 50, untilMs: Number.POSITIVE_INFINITY });
  expect(await keysSaid('u-anna', 'тайн')).toEqual([]);
  space.swaps = [];
  await untilWhole(START + 2 * HOUR);
  expect((await reader('u-anna').transcript('rec-0001'))?.verification).toBe('match');
  expect(await keysSaid('u-anna', 'тайн')).toEqual([]);
});

test('nothing but the closed list of reads is ever sent to KTalk, and the key only in its header', async () => {
  const space = office();
  serveSpace(space);
  await fillIndex();
  expect(emailOf('anna')).toContain('@');
  for (const request of space.requests) {
    expect(request).toMatch(/^GET \/api\/(Domain\/recordings|[Rr]ecordings)\b/);
    expect(request).not.toContain(space.key);
    expect(request).not.toMatch(/rooms/i);
  }
});
