import type { Database, Statement } from '@aisystant/mcp/d1';
import { beforeAll, expect, test } from 'vitest';
import { searchGuides } from '../queries/search-guides.ts';
import { db, importDemo } from '../testing/corpus.ts';
import { d1CorpusStore } from './d1-corpus-store.ts';

/** What may be read whole: it is short, or it is the answer. */
const WHOLE =
  /^(?:SCAN (?:json_each|asked|root|kept|matched|in_page|in_head|h|p|m|\(subquery-\d+\)|pointer|CONSTANT)|SEARCH (?:g|guide|section) )/;

/** The same database, which notes every statement with its values. */
function noting(statements: { sql: string; values: unknown[] }[]): Database {
  const prepare = (sql: string): Statement => {
    const prepared = db.prepare(sql);
    return Object.assign(prepared, {
      bind: (...values: unknown[]) => {
        statements.push({ sql, values });
        return db.prepare(sql).bind(...values);
      },
    }) as unknown as Statement;
  };
  return { prepare, batch: (all) => (db as Database).batch(all) };
}

beforeAll(importDemo);

test('a search looks up words, names and pages by an index, and reads none of these tables whole', async () => {
  const statements: { sql: string; values: unknown[] }[] = [];
  const options = { filters: { currentOnly: true }, limit: 5, baseUrl: '' };
  for (const query of [
    'как не бросить учёбу',
    'жизненый цикл',
    'возвращение за пятн',
    'X1.2:3',
    'найди руководство про ритм',
  ]) {
    await searchGuides(d1CorpusStore(noting(statements)), query, options);
  }
  expect(statements.length).toBeGreaterThan(20);
  for (const { sql, values } of statements) {
    const { results } = await db
      .prepare(`EXPLAIN QUERY PLAN ${sql}`)
      .bind(...values)
      .all<{ detail: string }>();
    const whole = results
      .map(({ detail }) => detail)
      .filter((detail) => /^(SCAN|SEARCH) (word|w|page|p|alias|term|t)\b/.test(detail))
      .filter((detail) => /^SCAN/.test(detail) || /\(generation=\?\)$/.test(detail))
      .filter((detail) => !WHOLE.test(detail));
    expect(whole, sql).toEqual([]);
  }
});
