import fc from 'fast-check';
import { expect, test } from 'vitest';
import { qualityOf, STALE_MS, unfinished } from './quality.ts';

const NOW = Date.parse('2026-11-28T12:00:00Z');
const whole = { syncedAt: NOW, backfilled: true, complete: 10, known: 10, postponed: 0 };

test('an index is OK only when it is whole and fresh, and says what is missing otherwise', () => {
  expect(qualityOf(whole, NOW, 3)).toMatchObject({ status: 'OK', coverage_ratio: 1, notes: null });
  expect(qualityOf(whole, NOW, 0)).toMatchObject({ status: 'NO_DATA' });
  const short = [
    { ...whole, syncedAt: null, backfilled: false },
    { ...whole, syncedAt: NOW - STALE_MS - 1 },
    { ...whole, backfilled: false },
    { ...whole, complete: 9 },
    { ...whole, postponed: 1 },
  ];
  for (const each of short) {
    expect(qualityOf(each, NOW, 3)).toMatchObject({
      status: 'PARTIAL_DATA',
      notes: expect.stringMatching(/^[А-Я].*\.$/),
    });
  }
});

test('the coverage is a share, and 1 only of a whole index', () => {
  const counts = fc.nat(200_000).chain((known) => fc.record({ known: fc.constant(known), complete: fc.nat(known) }));
  fc.assert(
    fc.property(counts, ({ known, complete }) => {
      const { coverage_ratio: share } = qualityOf({ ...whole, known, complete }, NOW, 1);
      expect(share).toBeGreaterThanOrEqual(0);
      expect(share === 1).toBe(known === complete);
    }),
  );
});

test('an answer that ended early says so beside what else is missing', () => {
  expect(unfinished(qualityOf(whole, NOW, 0))).toMatchObject({
    status: 'PARTIAL_DATA',
    notes: expect.stringContaining('next_cursor'),
  });
  const { notes } = unfinished(qualityOf({ ...whole, postponed: 2 }, NOW, 3));
  expect(notes).toMatch(/\(2\).*next_cursor/);
});
