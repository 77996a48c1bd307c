import { runInDurableObject } from 'cloudflare:test';
import { expect, test } from 'vitest';
import { keptData } from './kept-data.ts';
import { IN_OBJECTS, newLearner } from './testing/person.ts';

test.runIf(IN_OBJECTS)('the declared kept data are exactly the tables of a twin', async () => {
  const { stub, twin } = newLearner();
  await twin.rights.rowCounts();
  const tables = await runInDurableObject(stub, (_, { storage }) =>
    storage.sql
      .exec<{ name: string }>(
        "select name from sqlite_master where type = 'table' and name not like '\\_cf%' escape '\\'",
      )
      .toArray()
      .map(({ name }) => name),
  );
  const declared = new Set(keptData.map(({ table }) => table));
  expect(tables.filter((name) => name !== 'schema_version').sort()).toEqual([...declared].sort());
});
