import { beforeEach, describe, expect, test } from 'vitest';
import { serve } from '../serve.ts';
import { type Bitrix24, createBitrix24, seedPortal } from './index.ts';
import { callerOf, HOOK, jsonOf, NOW, newPortal, ORIGIN } from './testing/caller.ts';

let now = NOW;
let portal: Bitrix24;
beforeEach(() => {
  now = NOW;
  portal = newPortal(() => now);
});
const { post, list } = callerOf(() => portal);

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
    expect(await post('/rest/crm.lead.list', { auth: first.access_token })).toMatchObject({ status: 401 });
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
