import { beforeEach, describe, expect, test } from 'vitest';
import { serve } from '../serve.ts';
import { type Bitrix24, createBitrix24, seedPortal } from './index.ts';

const NOW = Date.parse('2026-11-28T09:00:00Z');
const ORIGIN = 'http://localhost:8782';
const HOOK = '/rest/1/secret';
let now = NOW;
let portal: Bitrix24;

beforeEach(() => {
  now = NOW;
  const webhooks = [
    { userId: 1, secret: 'secret', scopes: ['crm', 'task', 'user', 'department'] },
    { userId: 3, secret: 'narrow', scopes: ['crm'] },
  ];
  const application = { clientId: 'app', clientSecret: 'hush', redirectUri: 'http://localhost:8793/linked' };
  portal = createBitrix24({ origin: ORIGIN, portal: seedPortal(NOW), webhooks, application, now: () => now });
});

async function post(path: string, body: object = {}, headers: Readonly<Record<string, string>> = {}) {
  const request = new Request(`${ORIGIN}${path}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body: JSON.stringify(body),
  });
  const response = await portal.fetch(request);
  return { status: response.status, headers: response.headers, json: await jsonOf(response) };
}

/** What an answer says; null where it is no JSON. */
async function jsonOf(response: Response) {
  const text = await response.text();
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
const list = async (method: string, body: object = {}) => (await post(`${HOOK}/${method}`, body)).json;

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
});

describe('a batch', () => {
  test('answers each command, refers to earlier ones, and writes empty maps as lists', async () => {
    const cmd = {
      first: `crm.lead.list?${encodeURI('filter[STATUS_ID]=NEW&select[]=ASSIGNED_BY_ID')}`,
      person: `user.get?${encodeURIComponent('FILTER[ID]')}=$result[first][0][ASSIGNED_BY_ID]`,
      none: `user.get?${encodeURIComponent('FILTER[ID]')}=$result[first][99][ID]`,
    };
    const { result } = await list('batch', { halt: 0, cmd });
    expect(result.result.person[0].ID).toBe(result.result.first[0].ASSIGNED_BY_ID);
    expect(result.result.none).toEqual([]);
    expect([result.result_error, Object.keys(result.result_total)]).toEqual([[], ['first', 'person', 'none']]);
    expect((await list('batch', { cmd: {} })).result).toEqual({
      result: [],
      result_error: [],
      result_total: [],
      result_next: [],
      result_time: [],
    });
  });

  test('stops at an error only with halt, and refuses a batch within and a 51st command', async () => {
    const cmd = { bad: 'crm.lead.fly', inner: 'batch?cmd=x', good: 'server.time' };
    const { result } = await list('batch', { cmd });
    expect(result.result_error).toMatchObject({
      bad: { error: 'ERROR_METHOD_NOT_FOUND' },
      inner: { error: 'ERROR_BATCH_METHOD_NOT_ALLOWED' },
    });
    expect(result.result).toHaveProperty('good');
    expect((await list('batch', { halt: 1, cmd })).result.result).toEqual([]);
    const many = Object.fromEntries(Array.from({ length: 51 }, (_, index) => [`c${index}`, 'server.time']));
    expect((await list('batch', { cmd: many })).result.result_error).toEqual({
      c50: expect.objectContaining({ error: 'ERROR_BATCH_LENGTH_EXCEEDED' }),
    });
  });
});

describe('the limits', () => {
  test('let fifty requests of one address through at once, and two more a second', async () => {
    const statuses = async (count: number) => {
      const answers = await Promise.all(Array.from({ length: count }, () => post(`${HOOK}/server.time`)));
      return answers.filter(({ status }) => status === 200).length;
    };
    expect(await statuses(60)).toBe(50);
    now += 3000;
    expect(await statuses(60)).toBe(6);
    expect((await post(`${HOOK}/server.time`, {}, { 'cf-connecting-ip': '203.0.113.9' })).status).toBe(200);
  });

  test('stop a method that has worked too long, and say until when', async () => {
    portal = createBitrix24({
      origin: ORIGIN,
      portal: seedPortal(NOW),
      webhooks: [{ userId: 1, secret: 'secret', scopes: ['crm'] }],
      operatingSeconds: 2,
      costOf: () => 1,
      now: () => now,
    });
    await list('crm.lead.list');
    expect((await list('crm.lead.list')).time).toMatchObject({ operating: 2 });
    const refused = await post(`${HOOK}/crm.lead.list`);
    expect(refused).toMatchObject({
      status: 429,
      json: { error: 'OPERATION_TIME_LIMIT', operating_reset_at: expect.any(Number) },
    });
    expect((await post(`${HOOK}/crm.deal.list`)).status).toBe(200);
    now = refused.json.operating_reset_at * 1000;
    expect((await post(`${HOOK}/crm.lead.list`)).status).toBe(200);
  });
});

describe('OAuth', () => {
  const code = async (as: number) => {
    const response = await portal.fetch(new Request(`${ORIGIN}/oauth/authorize/?client_id=app&state=s&as=${as}`));
    return new URL(response.headers.get('location') ?? '').searchParams;
  };
  const token = async (query: Record<string, string>) => {
    const all = new URLSearchParams({ client_id: 'app', client_secret: 'hush', ...query });
    return jsonOf(await portal.fetch(new Request(`${ORIGIN}/oauth/token/?${all}`)));
  };

  test('gives a code, then tokens with the rights of the person, which rotate', async () => {
    const answer = await code(3);
    expect(answer.get('state')).toBe('s');
    const first = await token({ grant_type: 'authorization_code', code: answer.get('code') ?? '' });
    const { json } = await post('/rest/crm.lead.list', { auth: first.access_token });
    const own = seedPortal(NOW).leads.filter((lead) => lead['ASSIGNED_BY_ID'] === 3 || lead['CREATED_BY_ID'] === 3);
    expect(json.total).toBe(own.length);
    const second = await token({ grant_type: 'refresh_token', refresh_token: first.refresh_token });
    expect(second.access_token).not.toBe(first.access_token);
    expect(await token({ grant_type: 'refresh_token', refresh_token: first.refresh_token })).toMatchObject({
      error: 'invalid_grant',
    });
    now += 3_600_001;
    expect(await post('/rest/crm.lead.list', { auth: second.access_token })).toMatchObject({
      status: 401,
      json: { error: 'expired_token' },
    });
  });

  test('a code is good for thirty seconds', async () => {
    const answer = await code(3);
    now += 30_001;
    expect(await token({ grant_type: 'authorization_code', code: answer.get('code') ?? '' })).toMatchObject({
      error: 'invalid_grant',
    });
  });
});

test('answers on a port as it answers in memory', async () => {
  const server = await serve(portal, 8699);
  const body = JSON.stringify({ filter: { ID: 1001 }, select: ['TITLE'] });
  const headers = { 'content-type': 'application/json' };
  const response = await fetch(`http://localhost:8699${HOOK}/crm.lead.list`, { method: 'POST', headers, body });
  expect((await jsonOf(response)).result).toEqual([{ ID: '1001', TITLE: expect.any(String) }]);
  await server.close();
});

describe('faults and the log', () => {
  test('a fault answers one request', async () => {
    portal.setFaults(
      { kind: 'error', code: 'OVERLOAD_LIMIT' },
      { kind: 'html' },
      { kind: 'truncated' },
      { kind: 'moved', origin: 'https://new.bitrix24.test' },
    );
    expect(await post(`${HOOK}/server.time`)).toMatchObject({ status: 503, json: { error: 'OVERLOAD_LIMIT' } });
    expect(await post(`${HOOK}/server.time`)).toMatchObject({ status: 502, json: null });
    expect(await post(`${HOOK}/server.time`)).toMatchObject({ status: 200, json: null });
    const moved = await post(`${HOOK}/server.time`);
    expect([moved.status, moved.headers.get('location')]).toEqual([
      302,
      `https://new.bitrix24.test${HOOK}/server.time`,
    ]);
    expect((await post(`${HOOK}/server.time`)).status).toBe(200);
  });

  test('names every method of a request, and those that write', async () => {
    await list('batch', { cmd: { a: 'crm.lead.list', b: 'crm.lead.update?id=1' } });
    expect(portal.calls).toMatchObject([
      { method: 'crm.lead.list', request: 0, userId: 1, writes: false },
      { method: 'crm.lead.update', request: 0, writes: true },
    ]);
    expect(portal.requests).toBe(1);
    portal.clear();
    expect([portal.calls, portal.requests]).toEqual([[], 0]);
  });
});
