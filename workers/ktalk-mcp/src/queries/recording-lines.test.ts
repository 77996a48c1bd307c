import { expect, test } from 'vitest';
import { qualityOf, unfinished } from '../domain/recordings/quality.ts';
import { qualityLines } from './recording-lines.ts';

const stale = { syncedAt: 0, backfilled: false, complete: 1, known: 2, postponed: 1 };

test.each([
  ['what the index says', qualityOf(stale, 10 ** 9, 1)],
  ['an answer that ended early', unfinished(qualityOf(stale, 10 ** 9, 1))],
  ['a note without a full stop', { status: 'PARTIAL_DATA', notes: 'готово не всё' }],
  ['no note', { status: 'PARTIAL_DATA', notes: null }],
])('of %s the line about missing data ends with one full stop', (_, quality) => {
  expect(qualityLines(quality).join('')).toMatch(/^Данные неполны: .*[^.]\.$/s);
});
