import { afterAll, beforeAll, expect, test } from 'vitest';
import { d1IndexWriter } from '../../store/d1-index-writer.ts';
import { emailOf, office } from '../../testing/office.ts';
import { bindings, fillIndex, people, restoreNetwork, serveSpace } from '../../testing/person.ts';
import { getUserRecords } from './get-user-records.ts';

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
