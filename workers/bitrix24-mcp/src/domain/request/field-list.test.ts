import { expect, test } from 'vitest';
import { ENTITIES, type EntityName } from '../entity.ts';
import { readFilter } from './condition.ts';
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

test.each([
  ['DATE_REGISTER', '2026-11-28T00:00:00+03:00', '2026-11-28T23:59:59+03:00'],
  ['LAST_LOGIN', '2026-11-28T00:00:00+03:00', '2026-11-28T23:59:59+03:00'],
  ['LAST_ACTIVITY_DATE', '2026-11-28T00:00:00+03:00', '2026-11-28T23:59:59+03:00'],
  ['TIMESTAMP_X', '2026-11-28T00:00:00+03:00', '2026-11-28T23:59:59+03:00'],
  ['PERSONAL_BIRTHDAY', '2026-11-28', '2026-11-28'],
  ['UF_EMPLOYMENT_DATE', '2026-11-28', '2026-11-28'],
])('a day of %s of people is written as the portal takes it, and no other text is a day', (column, from, to) => {
  // The portal gives only the titles of these columns, and finds no one for a date it cannot parse.
  const fields = readFieldList('users', { [column]: 'Название' });
  const read = (value: string) =>
    readFilter({ [`>=${column}`]: value, [`<=${column}`]: value }, contextOf('users', fields));
  expect(read('today')).toEqual({ ok: true, value: { [`>=${column}`]: from, [`<=${column}`]: to } });
  expect(read('недавно')).toMatchObject({ ok: false, error: { code: 'bad_date' } });
});

function contextOf(list: EntityName, fields: ReturnType<typeof readFieldList>) {
  const none = {
    statuses: [],
    stages: [],
    sources: [],
    currencies: [],
    categories: [],
    task_statuses: [],
    priorities: [],
  };
  const moment = { zone: 'Europe/Moscow', nowMs: Date.parse('2026-11-28T09:00:00Z') };
  return { list, dialect: ENTITIES[list].dialect, fields, moment, dictionaries: none, statusTypes: new Map(), me: '1' };
}
