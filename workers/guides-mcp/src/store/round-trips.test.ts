import type { Database, Statement } from '@aisystant/mcp/d1';
import { beforeAll, expect, test } from 'vitest';
import type { Position } from '../queries/find-pages.ts';
import { searchGuides } from '../queries/search-guides.ts';
import { db, importDemo } from '../testing/corpus.ts';
import { d1CorpusStore } from './d1-corpus-store.ts';

let batches = 0;
/** The same database, whose round trips are counted. */
const counted: Database = {
  prepare: (sql) => db.prepare(sql) as unknown as Statement,
  batch: (statements) => {
    batches += 1;
    return (db as Database).batch(statements);
  },
};
const tripsOf = async (query: string, options: { from?: () => Position; guide?: string } = {}) => {
  batches = 0;
  const { from, guide } = options;
  const filters = { currentOnly: false, ...(guide !== undefined && { guide }) };
  await searchGuides(d1CorpusStore(counted), query, { filters, limit: 5, baseUrl: '', ...(from && { from }) });
  return batches;
};

beforeAll(importDemo);

test.each([
  ['что делать если пропустил неделю', 2],
  ['помидорка', 2],
  ['X1.2:3', 2],
  ['руководство про учёт времени', 2],
  // What a misspelt or unfinished word may have meant is one more.
  ['жизненый цыкл', 3],
  ['возвращение за пятн', 3],
])('«%s» asks the database at most %i times, in a new isolate and in a warm one', async (query, most) => {
  expect(await tripsOf(query)).toBeLessThanOrEqual(most);
  expect(await tripsOf(query)).toBeLessThanOrEqual(most);
});

test('a filter by guide and a further page of results ask no more often', async () => {
  expect(await tripsOf('слот минимум', { guide: 'ritm-uchenika' })).toBeLessThanOrEqual(2);
  expect(await tripsOf('слот минимум', { from: () => ({ offset: 5, near: [] }) })).toBeLessThanOrEqual(2);
});
