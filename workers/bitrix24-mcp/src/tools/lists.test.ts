import { refusalOf } from '@aisystant/testing';
import { beforeEach, describe, expect, test, vi } from 'vitest';
import { listData } from '../testing/answer.ts';
import { serveInPlaceOfNetwork } from '../testing/network.ts';
import { askAs, toolNamed } from '../testing/person.ts';
import { SEED_MS, testPortal } from '../testing/portal.ts';
import { nextHour, seed } from '../testing/random-portal.ts';

let portal = testPortal();
beforeEach(() => {
  portal = testPortal();
  serveInPlaceOfNetwork(portal);
  return () => vi.unstubAllGlobals();
});

const LISTS = ['getLeads', 'getDeals', 'getContacts', 'getCompanies', 'getUsers', 'getTasks'];
const director = askAs('demo_long');
const leads = async (input: object) => listData(await director(toolNamed('getLeads'), input));

describe('an answer', () => {
  test('has the keys of the documented result, each with its meaning', async () => {
    const { data, summary } = await director(toolNamed('getLeads'), { limit: 2, order: { ID: 'ASC' } });
    expect(data).toMatchObject({
      metadata: {
        provider: 'bitrix24',
        tool: 'getLeads',
        resource: 'crm/leads',
        instance_name: 'Северный лес',
        scope: 'department',
        time_zone: 'Europe/Moscow',
      },
      request: { order: { ID: 'ASC' }, start: 0, select: expect.arrayContaining(['TITLE']) },
      result: {
        result: [{ ID: '1001' }, { ID: '1003' }],
        total: 654,
        next: 2,
        time: { date_start: expect.any(String) },
      },
      warnings: [
        {
          message: expect.stringContaining('DATE_CREATE'),
          suggested_filters: {
            '>=DATE_CREATE': '2026-11-28T00:00:00+03:00',
            '<=DATE_CREATE': '2026-11-28T23:59:59+03:00',
          },
        },
      ],
      suggestedFix: { filters: [{ '>=DATE_CREATE': '2026-11-28T00:00:00+03:00' }] },
      pagination: { limit: 2, start: 0, next: '2', total: 654, fetched: 2, next_cursor: expect.any(String) },
      aggregates: { responsible: expect.any(Object), status: expect.any(Object) },
      hints: { message: expect.any(String), copyableFilter: { filter: {}, order: { ID: 'ASC' }, limit: 2 } },
      data_quality: { status: 'PARTIAL_DATA', coverage_ratio: 2 / 654, sources: ['bitrix24'] },
    });
    expect(summary).toContain('crm/leads: получено 2 из 654 записей. Полный ответ в structuredContent.result.');
  });

  test.each([
    [1, 50, 'получена 1 запись'],
    [2, 50, 'получено 2 записи'],
    [5, 50, 'получено 5 записей'],
    [11, 50, 'получено 11 записей'],
    [21, 50, 'получена 21 запись'],
    [2, 1, 'получено 1 из 2 записей'],
    [21, 3, 'получено 3 из 21 записи'],
    [25, 1, 'получено 1 из 25 записей'],
  ])('says in good Russian that of %i leads there are at most %i', async (count, limit, words) => {
    const lead = { TITLE: 'Лид', ASSIGNED_BY_ID: 1, CREATED_BY_ID: 1, DATE_CREATE: SEED_MS };
    portal.setPortal({ ...seed, leads: Array.from({ length: count }, (_, index) => ({ ...lead, ID: index + 1 })) });
    const { summary } = await director(toolNamed('getLeads'), { limit });
    expect(summary).toContain(`crm/leads: ${words}. Полный ответ в structuredContent.result.`);
  });

  test('is short also for the head of a thousand people, and says how many they are', async () => {
    const many = Array.from({ length: 1_000 }, (_, index) => ({
      ...{ ID: 1_000 + index, NAME: 'Имя', EMAIL: `many-${index}@example.test`, ACTIVE: true, UF_DEPARTMENT: [2] },
    }));
    portal.setPortal({ ...seed, users: [...seed.users, ...many] });
    for (const [tool, key, input] of [
      ['getLeads', '@ASSIGNED_BY_ID', { limit: 1 }],
      ['getLead', '@ASSIGNED_BY_ID', { id: seed.leads[0]?.ID }],
      ['getTasks', 'RESPONSIBLE_ID', { limit: 1 }],
    ] as const) {
      const { data } = await director(toolNamed(tool), input, nextHour());
      expect(JSON.stringify(data['request']).length).toBeLessThan(3_000);
      const { filter } = data['request'] as { readonly filter: { readonly [key: string]: readonly string[] } };
      expect(filter[key]).toEqual(expect.arrayContaining(['1', '2', expect.stringContaining('1006')]));
    }
  });

  test('leaves out keys that have nothing to say', async () => {
    const { data } = await director(toolNamed('getDeals'), { date_range: 'last_week' });
    for (const key of ['warnings', 'suggestedFix', 'aggregates', 'hints']) expect(data).not.toHaveProperty(key);
  });

  test('has tasks where the portal has them, and counts them', async () => {
    const { data, summary } = await director(toolNamed('getTasks'), { filter: { STATUS: -1 }, limit: 3 });
    expect(data).toMatchObject({
      result: { result: { tasks: [{ subStatus: '-1' }, {}, {}] }, total: expect.any(Number) },
    });
    expect(summary).toMatch(/crm\/tasks: получено 3 из \d+ записей/);
    expect(summary).toContain('просрочена');
  });
});

describe('a missing range of dates', () => {
  test.each(LISTS)('is a warning of %s, whose filter ends it', async (name) => {
    const ask = async (input: object) => listData(await director(toolNamed(name), input));
    const first = await ask({});
    expect(first.fix).toBeDefined();
    const again = await ask({ filter: first.fix });
    expect(again.fix).toBeUndefined();
  });

  test('is filled by date_range in the zone of the person, at the time of the call', async () => {
    const inBerlin = listData(await askAs('demo_tricky')(toolNamed('getLeads'), { date_range: 'today' }));
    expect(inBerlin.request['filter']).toMatchObject({ '>=DATE_CREATE': '2026-11-28T00:00:00+01:00' });
    const summer = await askAs('demo_tricky')(
      toolNamed('getLeads'),
      { date_range: 'yesterday' },
      Date.parse('2026-07-02T10:00:00Z'),
    );
    expect(listData(summer).request['filter']).toMatchObject({ '<=DATE_CREATE': '2026-07-01T23:59:59+02:00' });
  });

  test.each([
    ['CLOSEDATE', ['2']],
    ['>=CLOSEDATE', ['3', '2']],
    ['<=CLOSEDATE', ['2', '1']],
    ['>CLOSEDATE', ['3']],
  ])('with %s a column of dates is compared by the date, in whatever zone the person is', async (key, ids) => {
    const deals = [29, 30, 31].map((day, index) => ({
      ...{ ID: index + 1, TITLE: 'Заказ', ASSIGNED_BY_ID: 5, CREATED_BY_ID: 5 },
      CLOSEDATE: Date.parse('2026-10-01T00:00:00+03:00') + (day - 1) * 86_400_000,
    }));
    portal.setPortal({ ...seed, deals });
    for (const date of ['2026-10-30', '2026-10-30T15:00']) {
      const page = listData(await askAs('demo_tricky')(toolNamed('getDeals'), { filter: { [key]: date } }));
      expect(page.ids).toEqual(ids);
    }
  });

  test.each(['today', 'yesterday', 'last_week', { from: '2026-11-01', to: '2026-11-10' }])(
    '%o is understood',
    async (range) => {
      for (const name of LISTS)
        expect(listData(await director(toolNamed(name), { date_range: range })).fix).toBeUndefined();
    },
  );

  test.each([
    ['today', '2026-11-28', '2026-11-28'],
    ['yesterday', '2026-11-27', '2026-11-27'],
    ['last_week', '2026-11-21', '2026-11-28'],
    [{ from: '2026-11-01', to: '2026-11-10' }, '2026-11-01', '2026-11-10'],
  ])('%o is told as the days that it means, in data and in words', async (range, from, to) => {
    for (const [name, column] of [
      ['getDeals', 'DATE_CREATE'],
      ['getUsers', 'DATE_REGISTER'],
      ['getTasks', 'CHANGED_DATE'],
    ] as const) {
      const { data, summary } = await director(toolNamed(name), { date_range: range });
      expect(data).toMatchObject({ period: { column, from, to } });
      expect(summary).toContain(`Дни по полю ${column}: с ${from} по ${to} включительно.`);
    }
    expect((await director(toolNamed('getDeals'), {})).data).not.toHaveProperty('period');
  });

  test('has in words the days that were asked for, by the clocks of the person', async () => {
    const lead = { ID: 1, TITLE: 'Поздний', ASSIGNED_BY_ID: 5, CREATED_BY_ID: 5 };
    portal.setPortal({ ...seed, leads: [{ ...lead, DATE_CREATE: Date.parse('2026-11-27T23:30:00+01:00') }] });
    const { summary } = await askAs('demo_tricky')(toolNamed('getLeads'), { date_range: 'yesterday' });
    expect(summary).toContain('2026-11-27T23:30');
    expect(summary).not.toContain('2026-11-28');
  });

  test('a day is whole on both sides of a range, by its date and by its name', async () => {
    for (const day of ['today', '2026-11-28']) {
      const { pagination } = await leads({ filter: { '>=DATE_CREATE': day, '<=DATE_CREATE': day } });
      expect([day, pagination.total]).toEqual([day, 9]);
    }
  });

  test('gives exactly the rows of the day', async () => {
    const today = await leads({ date_range: 'today', limit: 100 });
    expect(today.pagination.total).toBe(9);
    expect(today.rows.every((row) => String(row['DATE_CREATE']).startsWith('2026-11-28'))).toBe(true);
  });
});

describe('limit', () => {
  test.each([1, 7, 49, 50, 51, 120, 500])('%i is the number of rows', async (limit) => {
    const { rows, pagination } = await leads({ limit, select: ['ID'] });
    expect([rows.length, pagination.fetched]).toEqual([limit, limit]);
  });

  test.each([1, 37, 50, 73, 200])(
    'pages of %i by cursor are the whole list, each row once and in order',
    async (limit) => {
      const all: string[] = [];
      let cursor: string | undefined;
      do {
        const page = await leads({
          limit,
          select: ['ID'],
          filter: { STATUS_ID: 'NEW' },
          ...(cursor !== undefined && { cursor }),
        });
        all.push(...page.ids);
        cursor = page.pagination.next_cursor ?? undefined;
      } while (cursor !== undefined && all.length < 1_000 && limit > 1);
      const expected = (await leads({ limit: 500, select: ['ID'], filter: { STATUS_ID: 'NEW' } })).ids;
      expect(all).toEqual(limit === 1 ? expected.slice(0, 1) : expected);
    },
  );

  test('start begins in the middle of a page', async () => {
    const all = (await leads({ limit: 130, select: ['ID'] })).ids;
    expect((await leads({ start: 33, limit: 60, select: ['ID'] })).ids).toEqual(all.slice(33, 93));
  });

  test('a start past the end shows nothing, and is not told as the whole list', async () => {
    for (const name of ['getTasks', 'getUsers']) {
      const { data } = await director(toolNamed(name), { start: 900, limit: 50 });
      expect(data).toMatchObject({
        pagination: { fetched: 0 },
        data_quality: { status: 'PARTIAL_DATA', coverage_ratio: 0 },
      });
    }
  });

  test('a cursor of another filter is refused', async () => {
    const { pagination } = await leads({ limit: 5, filter: { STATUS_ID: 'NEW' } });
    const refusal = await refusalOf(director(toolNamed('getLeads'), { limit: 5, cursor: pagination.next_cursor }));
    expect(refusal).toMatchObject({ code: 'INVALID_ARGUMENT', field: 'cursor' });
  });
});

describe('requests', () => {
  test.each([1, 50, 500])(
    'are at most two for %i leads with names, and one when the dictionaries are known',
    async (limit) => {
      const cold = Date.parse('2027-01-10T00:00:00Z') + limit * 3_600_000;
      const { rows, names } = listData(
        await director(toolNamed('getLeads'), { limit, select: ['ID', 'ASSIGNED_BY_ID', 'STATUS_ID'] }, cold),
      );
      expect(rows).toHaveLength(limit);
      for (const row of rows) {
        expect(names['people']?.[String(row['ASSIGNED_BY_ID'])]).toMatch(/^\p{L}+ \p{L}+$/u);
        expect(names['statuses']?.[String(row['STATUS_ID'])]).toMatch(/\p{L}/u);
      }
      expect(portal.requests).toBeLessThanOrEqual(2);
      portal.clear();
      await director(toolNamed('getLeads'), { limit }, cold + 60_000);
      expect(portal.requests).toBe(1);
    },
  );

  test('a long list is read on by id, so that page 100 asks for no more than page 1', async () => {
    const data = testPortal();
    const leadsOfPortal = Array.from({ length: 5_200 }, (_, index) => ({
      ID: index + 1,
      TITLE: `Лид ${index}`,
      ASSIGNED_BY_ID: 3,
      CREATED_BY_ID: 3,
      DATE_CREATE: SEED_MS,
      STATUS_ID: 'NEW',
    }));
    const { seedPortal } = await import('@aisystant/simulators/bitrix24');
    data.setPortal({ ...seedPortal(SEED_MS), leads: leadsOfPortal });
    serveInPlaceOfNetwork(data);
    const weak = askAs('demo_weak');
    const seen: string[] = [];
    let cursor: string | null = null;
    let pages = 0;
    do {
      data.clear();
      const input: object = { limit: 500, select: ['ID'], ...(cursor !== null && { cursor }) };
      const page = listData(await weak(toolNamed('getLeads'), input));
      seen.push(...page.ids);
      expect(page.pagination.total).toBe(5_200);
      cursor = page.pagination.next_cursor;
      pages += 1;
      const starts = data.calls
        .filter(({ method }) => method === 'crm.lead.list')
        .map(({ params }) => Number(params['start']));
      if (pages > 1) expect(new Set(starts)).toEqual(new Set([-1]));
      expect(data.requests).toBeLessThanOrEqual(2);
    } while (cursor !== null && pages < 20);
    expect(new Set(seen).size).toBe(5_200);
    expect(seen).toEqual(seen.toSorted((one, other) => Number(other) - Number(one)));
  });
});
