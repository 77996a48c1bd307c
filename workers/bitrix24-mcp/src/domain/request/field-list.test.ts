import { expect, test } from 'vitest';
import { readFieldList } from './field-list.ts';

test('a column of tasks whose values are yes and no is a flag, and no other list of values is', () => {
  const columns = readFieldList('tasks', {
    fields: {
      FAVORITE: { title: null, type: 'enum', values: { Y: 'Yes', N: 'No' }, default: null },
      MARK: { title: 'Rating', type: 'enum', values: { N: 'Negative', P: 'Positive' }, default: null },
      STATUS: { title: 'Status', type: 'enum', values: { 2: 'Pending', 5: 'Completed' } },
      DURATION_TYPE: { title: 'DURATION_TYPE', type: 'enum', values: ['secs', 'mins'], default: 'days' },
    },
  });
  expect(['FAVORITE', 'MARK', 'STATUS', 'DURATION_TYPE'].map((name) => columns.get(name)?.type)).toEqual([
    'char',
    'enum',
    'enum',
    'enum',
  ]);
});
