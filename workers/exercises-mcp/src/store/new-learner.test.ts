import { runInDurableObject } from 'cloudflare:test';
import { expect, test } from 'vitest';
import { saveAttempt, stubOf, withStores } from '../testing/person.ts';

/** The indexes of a learner that are not part of a table. */
const indexesOf = (userId: string) =>
  runInDurableObject(stubOf(userId), (_, { storage }) =>
    storage.sql
      .exec<{ name: string }>("select name from sqlite_master where type = 'index' and sql is not null order by name")
      .toArray()
      .map(({ name }) => name),
  );

test('a learner after the first of an isolate gets the indexes of attempts with the first attempt', async () => {
  const [first, later] = [`learner-${crypto.randomUUID()}`, `learner-${crypto.randomUUID()}`];
  for (const userId of [first, later]) await withStores(userId, ({ rights }) => rights.rowCounts());
  expect(await indexesOf(later)).toEqual([]);
  await saveAttempt(later, 'attempt-1', 'слова');
  expect(await indexesOf(later)).toEqual(['document_by_date', 'document_by_key']);
});
