import type { Fault } from '@aisystant/simulators/bitrix24';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { parsePortalRest } from './domain/access/webhook.ts';
import { server } from './server.ts';
import { READ_METHODS } from './store/portal-store.ts';
import { serveInPlaceOfNetwork } from './testing/network.ts';
import { people, toolNamed } from './testing/person.ts';
import { emailOf, testPortal } from './testing/portal.ts';

const SECRET = 'localwebhook';
const lines: string[] = [];
let portal = testPortal();

beforeEach(async () => {
  portal = testPortal();
  serveInPlaceOfNetwork(portal);
  lines.length = 0;
  for (const method of ['log', 'info', 'warn', 'error', 'debug'] as const) {
    vi.spyOn(console, method).mockImplementation(
      (...logged: unknown[]) => void lines.push(logged.map(String).join(' ')),
    );
  }
});
afterEach(() => {
  vi.restoreAllMocks();
  vi.unstubAllGlobals();
});

/** Calls a tool over HTTP as a seller, with everything that was written in the course of it. */
async function call(name: string, input: object = { limit: 3 }) {
  const person = await people.signIn(undefined, undefined, emailOf('demo_weak'));
  const reply = await person.call(name, input);
  const error = (
    reply.result?.['_meta'] as Record<string, { code: string; retry_after_seconds?: number }> | undefined
  )?.['aisystant/error'];
  return { reply, error, written: [reply.text, ...lines].join('\n') };
}

const of = (code: Extract<Fault, { kind: 'error' }>['code'], times = 1): Fault[] =>
  Array.from({ length: times }, () => ({ kind: 'error', code }));

describe('a fault that passes loses nothing:', () => {
  test.each<[string, Fault[]]>([
    ['503 too many requests', of('QUERY_LIMIT_EXCEEDED', 2)],
    ['500', of('INTERNAL_SERVER_ERROR')],
    ['HTML of a web server', [{ kind: 'html' }]],
    ['JSON that breaks off', [{ kind: 'truncated' }]],
    ['a portal that was renamed', [{ kind: 'moved', origin: 'http://localhost:9782' }]],
  ])('%s', async (_, faults) => {
    const { reply: expected } = await call('getLeads');
    portal.setFaults(...faults);
    const { reply, written } = await call('getLeads');
    expect(rowsOf(reply.result)).toEqual(rowsOf(expected.result));
    expect(written).not.toContain(SECRET);
  });

  test('a stall', async () => {
    const { reply: expected } = await call('getLeads');
    portal.setFaults({ kind: 'stall', ms: 30_000 });
    const { reply } = await call('getLeads');
    expect(rowsOf(reply.result)).toEqual(rowsOf(expected.result));
  }, 30_000);
});

describe('a fault that stays has its code, and is not asked for again:', () => {
  test.each<[Fault, string]>([
    [{ kind: 'error', code: 'OVERLOAD_LIMIT' }, 'UNAVAILABLE'],
    [{ kind: 'error', code: 'PORTAL_DELETED' }, 'UNAVAILABLE'],
    [{ kind: 'error', code: 'INVALID_CREDENTIALS' }, 'INTERNAL'],
    [{ kind: 'error', code: 'NO_AUTH_FOUND' }, 'INTERNAL'],
    [{ kind: 'error', code: 'insufficient_scope' }, 'FORBIDDEN'],
    [{ kind: 'error', code: 'ACCESS_DENIED' }, 'FORBIDDEN'],
    [{ kind: 'moved', origin: 'http://localhost.example.test:80' }, 'UNAVAILABLE'],
  ])('%o is %s', async (fault, code) => {
    await call('getLeads');
    portal.clear();
    portal.setFaults(fault, ...of('OVERLOAD_LIMIT', 3));
    const { error, written } = await call('getLeads');
    expect(error?.code).toBe(code);
    if (fault.kind === 'error') expect(portal.requests).toBe(1);
    expect(written).not.toContain(SECRET);
  });

  test('429 says until when, and a method that has worked too long leaves the others alone', async () => {
    await call('getCompanies');
    portal.setFaults({ kind: 'error', code: 'OPERATION_TIME_LIMIT' });
    const { error: whole } = await call('getCompanies');
    expect(whole).toMatchObject({ code: 'RATE_LIMITED', retry_after_seconds: expect.any(Number) });
    await call('getLeads');
    portal = testPortal({ operatingSeconds: 1, costOf: (method) => (method === 'crm.lead.list' ? 2 : 0) });
    serveInPlaceOfNetwork(portal);
    await call('getLeads');
    const { error } = await call('getLeads');
    expect(error).toMatchObject({ code: 'RATE_LIMITED', retryable: true });
    // The others are answered.
    expect((await call('getDeals')).error).toBeUndefined();
  });
});

describe('a fault of one command within an answer of 200 has its code too:', () => {
  test.each([
    ['', 'Access denied.', 'FORBIDDEN'],
    ['insufficient_scope', '', 'FORBIDDEN'],
    ['INTERNAL_SERVER_ERROR', 'Internal server error', 'UNAVAILABLE'],
    ['ERROR_UNEXPECTED_ANSWER', 'Server returned an unexpected response.', 'UNAVAILABLE'],
    ['QUERY_LIMIT_EXCEEDED', 'Too many requests', 'RATE_LIMITED'],
    ['', "Parameter 'filter' must be array.", 'INVALID_ARGUMENT'],
  ])('%j %j is %s', async (error, description, code) => {
    await call('getLeads');
    serveInPlaceOfNetwork({
      async fetch(request) {
        const { result, ...rest } = await (await portal.fetch(request)).json<{ result: Record<string, object> }>();
        const refused = { crm_lead_list__0: { error, error_description: description } };
        return Response.json({ ...rest, result: { ...result, result_error: refused } });
      },
    });
    const { error: told, written } = await call('getLeads');
    expect(told?.code).toBe(code);
    expect(written).not.toContain(SECRET);
    const logged = lines.map((line) => JSON.parse(line)).filter((line) => line.event === 'upstream');
    expect(logged).toMatchObject([{ name: 'crm.lead.list', upstreamCode: error, status: 200 }]);
  });

  test('and its words are told without the secret and shortened, and not logged', async () => {
    await call('getLeads');
    const words = `Mysql query error at /rest/1/${SECRET}/batch: SELECT ${'x, '.repeat(2_000)} LIKE '%Иванов%'`;
    serveInPlaceOfNetwork({
      async fetch(request) {
        const { result, ...rest } = await (await portal.fetch(request)).json<{ result: Record<string, object> }>();
        const refused = { crm_lead_list__0: { error: `Invalid ${SECRET}`, error_description: words } };
        return Response.json({ ...rest, result: { ...result, result_error: refused } });
      },
    });
    const { reply, written } = await call('getLeads');
    expect(reply.text).toContain('Mysql query error at /rest/1/…/batch');
    expect(reply.text.length).toBeLessThan(1_500);
    expect(written).not.toContain(SECRET);
    expect(lines.join('\n')).not.toMatch(/Mysql|Иванов/);
  });
});

test('no method that writes is reached, whatever the input', async () => {
  const attempts = [
    'crm.lead.add',
    'x&cmd[a]=crm.lead.delete?id=1',
    '$result[a]',
    'crm.deal.update?id=1&fields[TITLE]=x',
    '../crm.lead.add',
    "'; drop",
  ];
  const person = await people.signIn(undefined, undefined, emailOf('demo_weak'));
  for (const tool of server.tools) {
    for (const text of attempts) {
      const inputs = [
        { filter: { [text]: text } },
        { filter: { TITLE: text } },
        { select: [text] },
        { order: { [text]: 'ASC' } },
        { cursor: text },
        { kind: text },
        { id: text },
        { id: 7, select: [text] },
      ];
      for (const input of inputs) await person.call(tool.name, input);
    }
  }
  expect(portal.calls.length).toBeGreaterThan(10);
  expect(portal.calls.filter(({ writes, method }) => writes || !READ_METHODS.includes(method as never))).toEqual([]);
}, 60_000);

test('a wrong configuration answers nothing, and the log says why without a secret', async () => {
  const { checkEnv } = server;
  const wrong = {
    BITRIX_ACCESS: 'webhook',
    BITRIX_BASE_URL: 'https://portal.bitrix24.ru/rest',
    BITRIX_TOKEN: 'abcdef',
    BITRIX_FULL_ACCESS: '',
    BITRIX_PACE: '2/40',
    BITRIX_INSTANCE_NAME: '',
    BITRIX_LOCALE: 'ru',
  };
  const check = (change: object) => () => checkEnv?.({ ...wrong, ...change } as never);
  expect(check({})).toThrow(/BITRIX_TOKEN must be "user\/secret"/);
  expect(check({ BITRIX_BASE_URL: 'https://portal.bitrix24.ru' })).toThrow(/end with \/rest/);
  expect(check({ BITRIX_BASE_URL: 'http://portal.bitrix24.ru/rest' })).toThrow(/https/);
  expect(check({ BITRIX_ACCESS: 'open' })).toThrow(/BITRIX_ACCESS/);
  for (const pace of ['fast', '0/40', '2/0', '2', '2/40/1', '-1/40', '']) {
    expect(check({ BITRIX_PACE: pace })).toThrow(/BITRIX_PACE/);
  }
  expect(check({ BITRIX_LOCALE: 'xx' })).toThrow(/BITRIX_LOCALE must be one of ru, en|en, ru/);
  for (const right of [
    { BITRIX_TOKEN: '1/abcdef' },
    { BITRIX_TOKEN: '', BITRIX_BASE_URL: 'https://portal.bitrix24.ru/rest/1/abcdef/' },
  ]) {
    expect(check(right)).not.toThrow();
  }
  const oauth = {
    BITRIX_ACCESS: 'oauth',
    BITRIX_OAUTH_URL: 'https://oauth.bitrix.info',
    BITRIX_CLIENT_ID: 'local.1',
    BITRIX_CLIENT_SECRET: 'abcdef',
    PERSONAL_KEY_SECRET: 'abcdef'.repeat(6),
  };
  expect(check(oauth)).not.toThrow();
  for (const address of ['https://portal.bitrix24.ru/rest?', 'https://portal.bitrix24.ru/rest/#']) {
    expect(parsePortalRest(address)).toMatchObject({ value: { href: 'https://portal.bitrix24.ru/rest' } });
  }
  for (const [change, said] of [
    [{ BITRIX_BASE_URL: 'https://portal.bitrix24.ru/rest/1/abcdef' }, /BITRIX_BASE_URL must end with \/rest/],
    [{ BITRIX_BASE_URL: 'https://portal.bitrix24.ru/rest#abcdef' }, /BITRIX_BASE_URL has no query, no fragment/],
    [{ BITRIX_BASE_URL: 'https://:abcdef@portal.bitrix24.ru/rest' }, /no user name and no password/],
    [{ BITRIX_OAUTH_URL: 'https://oauth.bitrix.info/oauth' }, /BITRIX_OAUTH_URL must be an origin/],
    [{ BITRIX_OAUTH_URL: 'http://oauth.bitrix.info' }, /BITRIX_OAUTH_URL must begin with https/],
    [{ BITRIX_CLIENT_ID: '' }, /BITRIX_CLIENT_ID/],
    [{ BITRIX_CLIENT_SECRET: undefined }, /BITRIX_CLIENT_SECRET/],
    [{ PERSONAL_KEY_SECRET: 'abcdef' }, /PERSONAL_KEY_SECRET must have at least 32/],
  ] as const) {
    expect(check({ ...oauth, ...change })).toThrow(said);
    expect(check({ ...oauth, ...change })).not.toThrow(/abcdef/);
  }
  for (const each of [{}, { BITRIX_BASE_URL: 'https://portal.bitrix24.ru/rest/1/se-cret' }]) {
    expect(check(each)).not.toThrow(/abcdef|se-cret/);
  }
});

function rowsOf(result: unknown): unknown {
  const { structuredContent } = result as { structuredContent: { result: { result: unknown } } };
  return structuredContent.result.result;
}

test('a tool that does not exist is not made up', () => expect(() => toolNamed('callBitrixMethod')).toThrow());
