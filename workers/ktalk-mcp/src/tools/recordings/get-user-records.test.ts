import { afterAll, beforeAll, expect, test } from 'vitest';
import { qualityOf, unfinished } from '../../domain/recordings/quality.ts';
import { d1IndexWriter } from '../../store/d1-index-writer.ts';
import { emailOf, office } from '../../testing/office.ts';
import { bindings, fillIndex, people, restoreNetwork, serveSpace } from '../../testing/person.ts';
import { getUserRecords, summarizeList } from './get-user-records.ts';

beforeAll(async () => {
  serveSpace(office());
  await fillIndex();
});
afterAll(restoreNetwork);

test('only the first page says that there are no recordings: a later one may be empty because they were removed', async () => {
  const boris = people.clientOf('id of boris', { email: emailOf('boris') });
  const { data } = await boris(getUserRecords, { limit: 1 });
  expect(data).toMatchObject({ items: [{ key: 'rec-0001' }], next_cursor: expect.any(String) });
  await d1IndexWriter(bindings.DB).remove('rec-0003');
  const page = await boris(getUserRecords, { limit: 1, cursor: data['next_cursor'] });
  expect(page.data['items']).toEqual([]);
  expect(page.summary).toMatch(/^Здесь записей нет\./);
  const { summary } = await boris(getUserRecords, { query: 'такого не было' });
  expect(summary).toMatch(/^Записей не нашлось\./);
});

const NOW = Date.parse('2026-11-28T12:00:00Z');
const whole = { syncedAt: NOW, backfilled: true, complete: 10, known: 10, postponed: 0 };
const textOf = (quality: ReturnType<typeof qualityOf>, cursor: string | null = null) =>
  summarizeList({ items: [], next_cursor: cursor, data_quality: quality }, {});

test('that there are no such recordings is said only where all were looked through', () => {
  expect(textOf(qualityOf(whole, NOW, 0))).toBe('Записей не нашлось.');
  const incomplete = [
    textOf(unfinished(qualityOf(whole, NOW, 0)), 'next'),
    textOf(qualityOf({ ...whole, backfilled: false }, NOW, 0)),
    textOf(qualityOf({ ...whole, syncedAt: null, backfilled: false }, NOW, 0)),
    textOf(qualityOf({ ...whole, complete: 9 }, NOW, 0)),
  ];
  for (const text of incomplete) expect(text).toMatch(/^Пока не нашлось\.\n.*Данные неполны: /s);
});
