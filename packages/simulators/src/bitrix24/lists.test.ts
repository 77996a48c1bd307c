import { beforeEach, describe, expect, test } from 'vitest';
import { type Bitrix24, seedPortal } from './index.ts';
import { callerOf, HOOK, jsonOf, NOW, newPortal, ORIGIN } from './testing/caller.ts';

let portal: Bitrix24;
// The limits of a portal count all requests of a test.
beforeEach(() => {
  portal = newPortal();
});
const { post, list } = callerOf(() => portal);

describe('the data', () => {
  test('are those of a company, and the same on the same day', () => {
    const seed = seedPortal(NOW);
    expect(seedPortal(NOW + 3_600_000)).toEqual(seed);
    expect([seed.leads.length, seed.deals.length, seed.users.length]).toEqual([654, 120, 7]);
    expect(new Set(seed.deals.map((deal) => deal['CATEGORY_ID']))).toEqual(new Set([0, 1]));
    expect(new Set(seed.tasks.map((task) => task['REAL_STATUS']))).toEqual(new Set([2, 3, 4, 5, 6]));
    expect(seed.tasks.some((task) => task['STATUS'] === -1)).toBe(true);
    expect(seed.users.filter((user) => user['ACTIVE'] === false)).toHaveLength(1);
  });
});

describe('an address', () => {
  test.each(['crm.lead.list', 'crm.lead.list.json', 'crm.lead.list/'])('of a webhook may end with %s', async (name) => {
    expect((await list(name)).total).toBe(654);
  });

  test('takes a query with brackets, a form and JSON alike', async () => {
    const query = 'filter[>ID]=1010&select[]=ID&select[]=TITLE&order[ID]=ASC';
    const got = await portal.fetch(new Request(`${ORIGIN}${HOOK}/crm.lead.list?${encodeURI(query)}`));
    const form = await portal.fetch(
      new Request(`${ORIGIN}${HOOK}/crm.lead.list`, {
        method: 'POST',
        headers: { 'content-type': 'application/x-www-form-urlencoded' },
        body: query,
      }),
    );
    const json = await list('crm.lead.list', {
      FILTER: { '>ID': 1010 },
      SELECT: ['ID', 'TITLE'],
      order: { ID: 'ASC' },
    });
    expect((await jsonOf(got)).result).toEqual(json.result);
    expect((await jsonOf(form)).result).toEqual(json.result);
    expect(Object.keys(json.result[0])).toEqual(['ID', 'TITLE']);
  });

  test.each([
    ['/rest/1/wrong/crm.lead.list', 403, 'INVALID_CREDENTIALS'],
    ['/rest/crm.lead.list', 401, 'NO_AUTH_FOUND'],
    ['/rest/3/narrow/user.get', 403, 'insufficient_scope'],
    ['/rest/1/secret/crm.lead.fly', 404, 'ERROR_METHOD_NOT_FOUND'],
    ['/rest/api/1/secret/tasks.task.list', 404, 'ERROR_METHOD_NOT_FOUND'],
  ])('%s answers %i %s', async (path, status, error) => {
    expect(await post(path)).toMatchObject({ status, json: { error } });
  });
});

describe('a list', () => {
  test('has pages of fifty, next only where there is more, and no limit', async () => {
    const first = await list('crm.lead.list', { limit: 3 });
    expect(first).toMatchObject({ total: 654, next: 50 });
    expect(first.result).toHaveLength(50);
    const last = await list('crm.lead.list', { start: 650 });
    expect(last.result).toHaveLength(4);
    expect(last).not.toHaveProperty('next');
    expect((await list('crm.lead.list', { start: 73 })).result).toEqual(
      (await list('crm.lead.list', { start: 50 })).result,
    );
    expect(await list('crm.lead.list', { start: -1 })).toMatchObject({ total: 0 });
  });

  test('shows strings, and multi-fields only when they are named', async () => {
    const [lead] = (await list('crm.lead.list', { filter: { HAS_PHONE: 'Y' } })).result;
    expect(lead).toMatchObject({
      ID: expect.any(String),
      OPPORTUNITY: expect.stringMatching(/^\d+\.00$/),
      COMPANY_ID: '0',
    });
    expect(lead.DATE_CREATE).toMatch(/\+03:00$/);
    expect(lead).not.toHaveProperty('PHONE');
    const [named] = (await list('crm.lead.list', { filter: { HAS_PHONE: 'Y' }, select: ['PHONE'] })).result;
    expect(named).toMatchObject({ PHONE: [{ VALUE: expect.any(String), TYPE_ID: 'PHONE' }] });
  });

  test('leaves out a condition on an unknown column in silence, where the universal list refuses it', async () => {
    expect((await list('crm.lead.list', { filter: { STATUS: 'NEW' } })).total).toBe(654);
    const refused = await post(`${HOOK}/crm.item.list`, { entityTypeId: 1, filter: { status: 'NEW' } });
    expect(refused).toMatchObject({ status: 400, json: { error: 'INVALID_ARG_VALUE' } });
  });

  test.each([
    ['filter', 'text', "Parameter 'filter' must be array."],
    ['order', 7, "Parameter 'order' must be array."],
  ])('refuses a wrong %s with an empty code', async (name, value, description) => {
    const refused = await post(`${HOOK}/crm.deal.list`, { [name]: value });
    expect(refused).toEqual(
      expect.objectContaining({ status: 400, json: { error: '', error_description: description } }),
    );
  });

  const totals: [object, (row: Record<string, unknown>) => boolean][] = [
    [{ STATUS_ID: 'NEW' }, (row) => row['STATUS_ID'] === 'NEW'],
    [{ '@STATUS_ID': ['NEW', 'JUNK'] }, (row) => ['NEW', 'JUNK'].includes(String(row['STATUS_ID']))],
    [{ '!@STATUS_ID': ['NEW', 'JUNK'] }, (row) => !['NEW', 'JUNK'].includes(String(row['STATUS_ID']))],
    [{ '!=ASSIGNED_BY_ID': 3 }, (row) => row['ASSIGNED_BY_ID'] !== 3],
    [{ '%TITLE': 'кухня' }, (row) => String(row['TITLE']).includes('Кухня')],
    [{ '!%TITLE': 'кухня' }, (row) => !String(row['TITLE']).includes('Кухня')],
    [{ '=%TITLE': 'Стол%' }, (row) => String(row['TITLE']).startsWith('Стол')],
    [{ '!=%TITLE': 'Стол%' }, (row) => !String(row['TITLE']).startsWith('Стол')],
    [
      { '>OPPORTUNITY': 100000, '<=OPPORTUNITY': '200000' },
      (row) => Number(row['OPPORTUNITY']) > 100_000 && Number(row['OPPORTUNITY']) <= 200_000,
    ],
    [
      { '>=DATE_CREATE': '2026-11-28T00:00:00+03:00' },
      (row) => Number(row['DATE_CREATE']) >= Date.parse('2026-11-27T21:00:00Z'),
    ],
    [{ '>=DATE_CREATE': '2026-11-28' }, (row) => Number(row['DATE_CREATE']) >= Date.parse('2026-11-27T21:00:00Z')],
    [
      { '>=DATE_CREATE': '2026-11-27T21:00:00Z' },
      (row) => Number(row['DATE_CREATE']) >= Date.parse('2026-11-27T21:00:00Z'),
    ],
    [{ DATE_CLOSED: '' }, (row) => row['DATE_CLOSED'] === null],
  ];
  test.each(totals)('of %o counts what holds', async (filter, holds) => {
    const expected = seedPortal(NOW).leads.filter(holds).length;
    expect(expected).toBeGreaterThan(0);
    expect((await list('crm.lead.list', { filter })).total).toBe(expected);
  });

  test('gives rows that are equal in its order differently on the next page, and each once where the id is in it', async () => {
    const pages = async (order: object) => {
      const asked = { filter: { '<ID': 1200 }, order, select: ['ID'] };
      const lists = [await list('crm.lead.list', asked), await list('crm.lead.list', { ...asked, start: 50 })];
      expect(lists.map(({ total }) => total)).toEqual([100, 100]);
      return new Set(lists.flatMap(({ result }) => result.map(({ ID }: { ID: string }) => ID))).size;
    };
    expect(await pages({ OPENED: 'ASC' })).toBeLessThan(100);
    expect(await pages({ OPENED: 'ASC', ID: 'DESC' })).toBe(100);
  });

  test('reads a text in the place of a number as PHP does: its beginning, or zero', async () => {
    const deals = seedPortal(NOW).deals;
    const ofFunnel = (id: number) => deals.filter((deal) => deal['CATEGORY_ID'] === id).length;
    const filtered = async (filter: object) => (await list('crm.deal.list', { filter })).total;
    expect(await filtered({ CATEGORY_ID: 'Проекты' })).toBe(ofFunnel(0));
    expect(await filtered({ CATEGORY_ID: '1 funnel' })).toBe(ofFunnel(1));
    expect(await filtered({ '>OPPORTUNITY': 'a lot' })).toBe(deals.length);
  });

  test('of people has its order as two texts, and booleans', async () => {
    const { result, total } = await list('user.get', { sort: 'ID', order: 'DESC', FILTER: { ACTIVE: true } });
    expect(total).toBe(6);
    expect(result[0]).toMatchObject({ ID: '6', ACTIVE: true, UF_DEPARTMENT: [3], TIMESTAMP_X: {} });
    expect((await list('user.get', { FILTER: { '@ID': [1, 3] } })).total).toBe(2);
  });

  test('of tasks asks in capitals and answers in camelCase', async () => {
    const { result, total } = await list('tasks.task.list', {
      filter: { REAL_STATUS: [2, 3], '<DEADLINE': '2026-11-28T00:00:00' },
      select: ['TITLE', 'REAL_STATUS', 'STATUS'],
    });
    expect(total).toBeGreaterThan(3);
    expect(result.tasks[0]).toMatchObject({
      id: expect.any(String),
      title: expect.any(String),
      subStatus: '-1',
      group: [],
    });
    expect(await post(`${HOOK}/tasks.task.list`, { order: { DESCRIPTION: 'ASC' } })).toMatchObject({
      status: 400,
      json: { error: '0' },
    });
  });

  test('of tasks takes a pattern as the title, and a title that is none exactly', async () => {
    const titles = seedPortal(NOW).tasks.map((task) => String(task['TITLE']));
    const filtered = async (filter: object) => (await list('tasks.task.list', { filter })).total;
    const about = titles.filter((title) => title.includes('смет')).length;
    expect(about).toBeGreaterThan(0);
    expect(await filtered({ TITLE: '%СМЕТ%' })).toBe(about);
    expect(await filtered({ TITLE: '%см_т%' })).toBe(about);
    expect(await filtered({ '!TITLE': '%смет%' })).toBe(titles.length - about);
    expect(await filtered({ TITLE: 'смет' })).toBe(0);
    expect(await filtered({ TITLE: titles[0] })).toBe(titles.filter((title) => title === titles[0]).length);
  });

  test('of tasks is filtered by one value of a list under its own name, and by the list or what it is not filtered by in no way', async () => {
    const { tasks } = seedPortal(NOW);
    const filtered = async (filter: object) => (await list('tasks.task.list', { filter })).total;
    const having = (column: string, value: string | number) =>
      tasks.filter((task) => ([task[column]].flat() as unknown[]).includes(value)).length;
    expect(await filtered({ ACCOMPLICE: 3 })).toBe(having('ACCOMPLICES', 3));
    expect(await filtered({ AUDITOR: [1, 2] })).toBe(having('AUDITORS', 1));
    expect(await filtered({ TAG: 'срочно' })).toBe(having('TAGS', 'срочно'));
    expect(await filtered({ '!TAG': 'срочно' })).toBe(tasks.length - having('TAGS', 'срочно'));
    for (const column of ['ACCOMPLICES', 'AUDITORS', 'TAGS', 'DESCRIPTION', 'CHANGED_BY'])
      expect(await filtered({ [column]: 3 })).toBe(tasks.length);
  });
});
