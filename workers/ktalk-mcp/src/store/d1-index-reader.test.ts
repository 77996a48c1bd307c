import { type Database, rowsOf } from '@aisystant/mcp/d1';
import { beforeAll, describe, expect, test } from 'vitest';
import { bindings, emptyIndex, migrate } from '../testing/person.ts';
import { d1IndexReader } from './d1-index-reader.ts';
import { d1IndexWriter } from './d1-index-writer.ts';
import type { SpeechQuery } from './index-store.ts';
import { PLACES } from './schema.ts';

/** More recordings than one answer of a search looks through. */
const OWN = 1_300;
const NEWEST = Date.parse('2026-11-28T12:00:00Z');
const MINUTE = 60_000;
const person = (key: string) => ({ key, name: key, post: null, isAnonymous: false });

/** Those of others lie between the own ones; some are of the same moment. */
const recordings = Array.from({ length: OWN + 130 }, (_, n) => ({
  key: `r${n}`,
  title: 'Встреча',
  durationSec: 60,
  room: '',
  participants: [],
  participantsCount: 0,
  createdAt: new Date(NEWEST - Math.floor(n / 3) * MINUTE).toISOString(),
  createdBy: person(n % 11 === 10 ? 'u-boris' : 'u-anna'),
}));
const own = recordings
  .filter(({ createdBy }) => createdBy.key === 'u-anna')
  .toSorted((one, other) => (one.createdAt + one.key < other.createdAt + other.key ? 1 : -1));
/** Who says what, by the number of the recording: everyone the first, every seventh the second too. */
const says = (n: number) => (n % 7 === 0 ? 'слов редк' : 'слов');

beforeAll(async () => {
  await migrate();
  await emptyIndex();
  await d1IndexWriter(bindings.DB).saveListed(recordings, 1);
  const spoken = JSON.stringify(
    recordings.flatMap(({ key }, n) => [0, 1].map((place) => ({ key, place, says: says(n) }))),
  );
  const id = `r.n * ${PLACES} + value->>'place'`;
  const each = "json_each(?) JOIN recording r ON r.key = value->>'key'";
  await rowsOf(
    bindings.DB,
    `INSERT INTO utterance SELECT ${id}, 0, 1, NULL, 'Анна', value->>'says' FROM ${each}`,
    spoken,
  );
  await rowsOf(
    bindings.DB,
    `INSERT INTO utterance_fts (rowid, stems) SELECT ${id}, value->>'says' FROM ${each}`,
    spoken,
  );
}, 60_000);

const anna = d1IndexReader(bindings.DB, 'u-anna');
const query = (change: Partial<SpeechQuery> = {}): SpeechQuery => ({
  stems: ['слов'],
  all: true,
  limit: 100,
  after: null,
  ...change,
});

/** Follows the positions of a search to the end. */
async function everything(asked: SpeechQuery) {
  const found: string[] = [];
  const counts: number[] = [];
  for (let after: SpeechQuery['after'] = asked.after, isLast = false; !isLast; ) {
    const page = await anna.search({ ...asked, after });
    found.push(...page.found.map(({ key, place }) => `${key} ${place}`));
    counts.push(page.found.length);
    after = page.next;
    isLast = after === null;
    expect(counts.length).toBeLessThan(500);
  }
  return { found, counts };
}

const placesOf = (some: readonly { readonly key: string }[]) => some.flatMap(({ key }) => [`${key} 0`, `${key} 1`]);
const rare = own.filter(({ key }) => Number(key.slice(1)) % 7 === 0);

describe('a search of more recordings than one answer looks through', () => {
  test.each([33, 100])('finds all of the reader by its positions, in order and once, %i at a time', async (limit) => {
    const { found, counts } = await everything(query({ limit }));
    expect(found).toEqual(placesOf(own));
    for (const count of counts) expect(count).toBeLessThanOrEqual(limit);
  });

  test.each([1, 9, 400])(
    'finds what few of them have, %i at a time',
    async (limit) => {
      expect((await everything(query({ stems: ['редк'], limit }))).found).toEqual(placesOf(rare));
    },
    30_000,
  );

  test('says where it goes on though nothing was found in what it looked through', async () => {
    const first = await anna.search(query({ stems: ['нигд'] }));
    expect(first).toMatchObject({ found: [], next: { key: expect.any(String) } });
    const second = await anna.search(query({ stems: ['нигд'], after: first.next }));
    expect(second).toMatchObject({ found: [], next: null });
    // Of these recordings only the words were put into the index, and no transcript is said to be read.
    const missing = [...first.missing, ...second.missing].map(({ key, status }) => `${key} ${status}`);
    expect(missing.toSorted()).toEqual(own.map(({ key }) => `${key} unread`).toSorted());
  });

  test('stays within a period, one recording, and without what is left out', async () => {
    const [from, to] = [own[800]?.createdAt ?? '', own[100]?.createdAt ?? ''];
    const within = own.filter(({ createdAt }) => createdAt >= from && createdAt < to);
    expect((await everything(query({ from, to }))).found).toEqual(placesOf(within));
    const [one] = within;
    expect((await everything(query({ key: one?.key, limit: 1 }))).found).toEqual(placesOf(within.slice(0, 1)));
    const { found } = await anna.search({ ...query({ from, to, limit: 2 }), without: [one?.key ?? ''] });
    expect(found.map(({ key }) => key)).toEqual([within[1]?.key, within[1]?.key]);
  });
});

test.each([-2, -PLACES, -1_000 * PLACES])(
  'a position %i places before a recording begins with its first words',
  async (place) => {
    const [, second, third] = own;
    if (!second || !third) throw new Error('anna has more recordings');
    const { found } = await anna.search(query({ limit: 3, after: { ...second, place } }));
    expect(found.map(({ key, place: at }) => `${key} ${at}`)).toEqual(placesOf([second, third]).slice(0, 3));
  },
);

test('a list goes on behind its last recording also while the date of one has changed and its rights are not yet read', async () => {
  const [moved] = own.slice(4, 5);
  if (!moved) throw new Error('anna has more recordings');
  const [listed] = recordings.filter(({ key }) => key === moved.key);
  if (!listed) throw new Error('it is listed');
  await d1IndexWriter(bindings.DB).saveListed([{ ...listed, createdAt: '2020-01-01T00:00:00.000Z' }], 1);
  const seen: string[] = [];
  for (let after: { createdAt: string; key: string } | null = null, isLast = false; !isLast; ) {
    const page: readonly { createdAt: string; key: string }[] = await anna.list({}, after, 5);
    seen.push(...page.map(({ key }) => key));
    after = page.at(-1) ?? null;
    isLast = page.length < 5 || seen.length >= 100;
  }
  await d1IndexWriter(bindings.DB).saveListed([listed], 1);
  expect(seen.slice(0, 100)).toEqual(own.slice(0, 100).map(({ key }) => key));
});

test('the statements of the synchronization and of a search use the indexes that were made for them', async () => {
  const planOf = async (sql: string) =>
    (await rowsOf<{ detail: string }>(bindings.DB, `EXPLAIN QUERY PLAN ${sql}`)).map(({ detail }) => detail).join('\n');
  const seen: string[] = [];
  const db: Database = {
    prepare(sql) {
      seen.push(sql);
      return bindings.DB.prepare(sql);
    },
    batch: (statements) => bindings.DB.batch(statements),
  };
  const writer = d1IndexWriter(db);
  await d1IndexReader(db, 'u-anna').freshness();
  await writer.dueRights(NEWEST, 10);
  await writer.dueTranscripts(NEWEST, 10);
  await writer.postponed();
  expect(seen).toHaveLength(8);
  for (const sql of seen) {
    const plan = await planOf(sql.replaceAll(/\?1?/g, '1'));
    expect(plan, sql).toMatch(/USING (COVERING )?INDEX recording_(incomplete|rights|unread|transcript|postponed)\b/);
    expect(plan, sql).not.toContain('USE TEMP B-TREE');
  }
});
