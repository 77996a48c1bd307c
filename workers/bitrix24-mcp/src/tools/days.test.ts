import { refusalOf } from '@aisystant/testing';
import { beforeEach, describe, expect, test, vi } from 'vitest';
import { listData } from '../testing/answer.ts';
import { serveInPlaceOfNetwork } from '../testing/network.ts';
import { askAs, toolNamed } from '../testing/person.ts';
import { testPortal } from '../testing/portal.ts';

beforeEach(() => {
  serveInPlaceOfNetwork(testPortal());
  return () => vi.unstubAllGlobals();
});

const director = askAs('demo_long');
const found = async (name: string, filter: object) =>
  listData(await director(toolNamed(name), { filter, limit: 500, select: ['ID'] }));
const idsOf = async (name: string, filter: object) => (await found(name, filter)).ids;

const COLUMNS = [
  ['getLeads', 'DATE_CREATE', '2026-11-27'],
  ['getLeads', 'DATE_CREATE', 'today'],
  ['getDeals', 'DATE_MODIFY', 'yesterday'],
  ['getContacts', 'DATE_CREATE', '2026-11-20'],
  ['getUsers', 'DATE_REGISTER', '2022-03-01'],
  ['getTasks', 'DEADLINE', '2026-11-30'],
  ['getTasks', 'CHANGED_DATE', '2026-10-20'],
] as const;

describe('a day without a time is the whole day', () => {
  test.each(COLUMNS)('of %s by %s, %s: alone it is the same as both bounds', async (name, column, day) => {
    const expected = await idsOf(name, { [`>=${column}`]: day, [`<=${column}`]: day });
    for (const prefix of ['', '=', '@']) expect(await idsOf(name, { [`${prefix}${column}`]: day })).toEqual(expected);
    expect(await idsOf(name, { [`@${column}`]: [day] })).toEqual(expected);
  });

  test.each(COLUMNS)('of %s by %s, %s: every other row is before it or after it', async (name, column, day) => {
    const count = async (filter: object) => (await found(name, filter)).pagination.total;
    let parts = 0;
    for (const prefix of ['<', '', '>']) parts += await count({ [`${prefix}${column}`]: day });
    expect(parts).toBe(await count({ [`!${column}`]: null }));
  });

  test('as due today and as created on a day it finds what is of that day', async () => {
    expect(await idsOf('getTasks', { DEADLINE: '2026-11-30' })).toHaveLength(3);
    expect(await idsOf('getLeads', { DATE_CREATE: 'today' })).toHaveLength(9);
  });

  test('bounds the answer, so that it is not told to cover all time', async () => {
    for (const name of ['getLeads', 'getDeals', 'getContacts', 'getCompanies']) {
      expect((await found(name, { DATE_CREATE: 'yesterday' })).fix).toBeUndefined();
    }
    expect((await found('getTasks', { CHANGED_DATE: 'today' })).fix).toBeUndefined();
  });

  test.each([
    ['getLeads', { '!DATE_CREATE': '2026-11-27' }, '"<DATE_CREATE"'],
    ['getLeads', { '!=DATE_CREATE': 'today' }, '">DATE_CREATE"'],
    ['getLeads', { '!@DATE_CREATE': ['yesterday'] }, '">DATE_CREATE"'],
    ['getTasks', { '!DEADLINE': 'today' }, '">DEADLINE"'],
    ['getLeads', { '@DATE_CREATE': ['2026-11-26', '2026-11-27'] }, '">=DATE_CREATE" и "<=DATE_CREATE"'],
    ['getTasks', { DEADLINE: ['today', 'yesterday'] }, '">=DEADLINE" и "<=DEADLINE"'],
    ['getLeads', { '%DATE_CREATE': '2026-11-27' }, '">=DATE_CREATE" и "<=DATE_CREATE"'],
    ['getDeals', { '!%CLOSEDATE': '2026-11-27' }, '">=CLOSEDATE" и "<=CLOSEDATE"'],
  ])('%s %o, which bounds do not say, is refused with the bounds to ask for', async (name, filter, hint) => {
    expect(await refusalOf(director(toolNamed(name), { filter }))).toMatchObject({
      code: 'INVALID_ARGUMENT',
      field: `filter.${Object.keys(filter)[0]}`,
      hint: expect.stringContaining(hint),
    });
  });

  test('and a bound of the same side beside it is refused, as one written twice', async () => {
    for (const input of [
      { filter: { DATE_CREATE: 'today', '>=DATE_CREATE': 'yesterday' } },
      { filter: { '<=DATE_CREATE': 'today', '=DATE_CREATE': 'today' } },
      { filter: { DATE_CREATE: 'today' }, date_range: 'today' },
    ]) {
      expect(await refusalOf(director(toolNamed('getLeads'), input))).toMatchObject({ code: 'INVALID_ARGUMENT' });
    }
  });
});

test('a moment is compared as it is', async () => {
  const [row] = listData(
    await director(toolNamed('getLeads'), { filter: { '!DATE_CREATE': null }, limit: 1, select: ['DATE_CREATE'] }),
  ).rows;
  const time = String(row?.['DATE_CREATE']);
  const count = async (filter: object) => (await found('getLeads', filter)).pagination.total;
  const [at, other, all] = [await count({ DATE_CREATE: time }), await count({ '!DATE_CREATE': time }), await count({})];
  expect(at).toBeGreaterThan(0);
  expect(at + other).toBe(all);
});
