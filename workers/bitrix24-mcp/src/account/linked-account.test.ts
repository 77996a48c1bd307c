import { runInDurableObject } from 'cloudflare:test';
import { targetOf } from '@aisystant/oauth/testing/browser';
import { type Bitrix24, seedPortal } from '@aisystant/simulators/bitrix24';
import { listOf, refusalOf, send } from '@aisystant/testing';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { server } from '../server.ts';
import { listData } from '../testing/answer.ts';
import {
  type AtAccount,
  atAccount,
  bindings,
  consentAs,
  fetchWorker,
  linkAs,
  people,
  serveWithSignIn,
} from '../testing/linked-person.ts';
import { toolNamed } from '../testing/person.ts';
import { APPLICATION, SEED_MS, testPortal } from '../testing/portal.ts';

const LINK = '/account/link';
const lines: string[] = [];
let portal: Bitrix24;
let tokenRequests = 0;
/** Members of the answers with tokens in the place of those of the portal. */
let changed: object = {};

/** What the next request for tokens meets. */
let fault: 'none' | 'unavailable' | 'answer lost' = 'none';

beforeEach(() => {
  portal = testPortal();
  [tokenRequests, fault, changed] = [0, 'none', {}];
  lines.length = 0;
  vi.spyOn(console, 'log').mockImplementation((line) => void lines.push(String(line)));
  serveWithSignIn(portal, async (request) => {
    if (!request.url.includes('/oauth/token/')) return null;
    tokenRequests += 1;
    const current = fault;
    fault = 'none';
    if (current === 'unavailable') return new Response('<html>', { status: 502 });
    if (current === 'none') {
      const answer = await portal.fetch(request);
      return answer.ok ? Response.json({ ...(await answer.json<object>()), ...changed }) : answer;
    }
    await portal.fetch(request);
    return new Response('{"access_token":"', { headers: { 'content-type': 'application/json' } });
  });
});
afterEach(() => {
  vi.restoreAllMocks();
  vi.unstubAllGlobals();
});

const leads = ({ ask }: AtAccount) => ask(toolNamed('getLeads'), { limit: 500, select: ['ID'] });
const rowsOf = (of: number) =>
  seedPortal(SEED_MS)
    .leads.filter((row) => [row['ASSIGNED_BY_ID'], row['CREATED_BY_ID']].includes(of))
    .map(({ ID }) => String(ID));
const objectOf = ({ userId }: AtAccount) => bindings.ACCOUNT.getByName(userId);
const storedBy = (person: AtAccount) =>
  runInDurableObject(objectOf(person), (_, { storage }) =>
    storage.sql.exec<{ sealed: ArrayBuffer }>('select * from linked_account').toArray(),
  );

describe('an account that is linked', () => {
  test('reads what Bitrix24 shows it, says so, and is removed with one click', async () => {
    const person = await atAccount();
    expect(await person.page()).toContain('Связать аккаунт');
    const linked = await linkAs(person, portal, 3);
    expect([linked.status, linked.headers.get('location')]).toEqual([303, '/account?done=account_linked']);
    expect(await person.page()).toContain('Аккаунт связан');
    const answer = await leads(person);
    expect(listData(answer).ids.toSorted()).toEqual(rowsOf(3).toSorted());
    expect(answer.data['metadata']).toMatchObject({ scope: 'bitrix24' });
    expect(new Set(portal.calls.map(({ userId }) => userId))).toEqual(new Set([3]));
    expect((await person.submit('/account/link/remove')).headers.get('location')).toBe(
      '/account?done=account_unlinked',
    );
    expect(await storedBy(person)).toEqual([]);
    expect(await person.page()).not.toContain('Аккаунт связан');
    expect(await refusalOf(leads(person))).toMatchObject({ code: 'FORBIDDEN' });
  });

  test('S35 is kept encrypted, for its person alone, and is in no answer, page or log line', async () => {
    const [person, other] = [await atAccount(), await atAccount('demo_good')];
    const seen: string[] = [];
    const answered = portal.fetch.bind(portal);
    vi.spyOn(portal, 'fetch').mockImplementation(async (request) => {
      const response = await answered(request);
      if (request.url.includes('/oauth/token/')) {
        const { access_token, refresh_token } = await response.clone().json<Record<string, string>>();
        seen.push(access_token ?? '', refresh_token ?? '');
      }
      return response;
    });
    expect((await linkAs(person, portal, 3)).status).toBe(303);
    const { token: bearer } = await people.signIn(undefined, person.userId);
    const reply = await people.fetch(
      new Request(people.endpoint, {
        method: 'POST',
        headers: { authorization: `Bearer ${bearer}`, 'content-type': 'application/json', accept: 'application/json' },
        body: JSON.stringify({
          jsonrpc: '2.0',
          id: 1,
          method: 'tools/call',
          params: { name: 'getLeads', arguments: {} },
        }),
      }),
    );
    const [row] = await storedBy(person);
    const bytes = new Uint8Array(row?.sealed ?? new ArrayBuffer(0));
    const told = [...lines, await reply.text(), await person.page(), new TextDecoder('latin1').decode(bytes)].join(
      '\n',
    );
    expect(seen).toHaveLength(2);
    for (const secret of [...seen, APPLICATION.clientSecret]) expect(told).not.toContain(secret);
    await runInDurableObject(objectOf(other), (_, { storage }) => {
      storage.sql.exec('insert into linked_account values (?, ?)', bytes, 1);
    });
    expect(await refusalOf(leads(other))).toMatchObject({ code: 'FORBIDDEN' });
  });

  test('is refreshed once by calls at once, and none of them notices', async () => {
    const person = await atAccount();
    await linkAs(person, portal, 3);
    portal.expireAccess();
    tokenRequests = 0;
    const answers = await Promise.all(Array.from({ length: 5 }, () => leads(person)));
    for (const answer of answers) expect(listData(answer).ids).toHaveLength(rowsOf(3).length);
    expect(tokenRequests).toBe(1);
  });

  test.each<object>([
    { refresh_token: undefined },
    { client_endpoint: undefined },
    { user_id: undefined },
    { user_id: '3' },
    ...[undefined, null, -5, 0, 1e300, 'soon'].map((expires_in) => ({ expires_in })),
  ])('works after a refresh that answers with %o, without further ones', async (members) => {
    const person = await atAccount();
    await linkAs(person, portal, 3);
    portal.expireAccess();
    [tokenRequests, changed] = [0, members];
    for (let call = 0; call < 3; call += 1) expect(listData(await leads(person)).ids).toHaveLength(rowsOf(3).length);
    expect(tokenRequests).toBe(1);
  });

  test.each<object>([{ user_id: 4 }, { member_id: 'another portal' }])(
    'is to be linked again when a refresh answers with the account of somebody else: %o',
    async (members) => {
      const person = await atAccount();
      await linkAs(person, portal, 3);
      portal.expireAccess();
      changed = members;
      expect(await refusalOf(leads(person))).toMatchObject({ code: 'FORBIDDEN' });
      expect(await storedBy(person)).toEqual([]);
    },
  );

  test('waits for a server of tokens that does not answer, and works when it answers again', async () => {
    const person = await atAccount();
    await linkAs(person, portal, 3);
    portal.expireAccess();
    fault = 'unavailable';
    expect(await refusalOf(leads(person))).toMatchObject({ code: 'UNAVAILABLE', retryable: true });
    expect(listData(await leads(person)).ids).toHaveLength(rowsOf(3).length);
  });

  test('is to be linked again after an answer with new tokens was lost, and is not asked for until then', async () => {
    const person = await atAccount();
    await linkAs(person, portal, 3);
    portal.expireAccess();
    fault = 'answer lost';
    expect(await refusalOf(leads(person))).toMatchObject({ code: 'UNAVAILABLE' });
    const again = await refusalOf(leads(person));
    expect(again).toMatchObject({ code: 'FORBIDDEN', hint: expect.stringContaining(`${bindings.BASE_URL}/account`) });
    tokenRequests = 0;
    expect(await refusalOf(leads(person))).toMatchObject({ code: 'FORBIDDEN' });
    expect(tokenRequests).toBe(0);
    expect(await person.page()).toContain('Связать аккаунт');
    await linkAs(person, portal, 3);
    expect(listData(await leads(person)).ids).toHaveLength(rowsOf(3).length);
  });

  test('in the place of another one shows what the new one may see', async () => {
    const person = await atAccount();
    for (const id of [3, 4]) {
      await linkAs(person, portal, id);
      expect(listData(await leads(person)).ids.toSorted()).toEqual(rowsOf(id).toSorted());
    }
  });
});

test('a person without a linked account is told where to link one, by every tool', async () => {
  const person = await atAccount();
  for (const { name } of server.tools) {
    const input = name === 'getDictionary' ? { kind: 'currencies' } : /s$/.test(name) ? {} : { id: 1 };
    const refusal = await refusalOf(person.ask(toolNamed(name), input));
    expect(refusal, name).toMatchObject({
      code: 'FORBIDDEN',
      hint: expect.stringContaining(`${bindings.BASE_URL}/account`),
    });
  }
  expect(portal.requests).toBe(0);
});

test('resources and plain HTTP read with the account too, and without one say where to link it', async () => {
  const [linked, other, unlinked] = [await atAccount(), await atAccount('demo_relapse'), await atAccount('demo_good')];
  await linkAs(linked, portal, 3);
  await linkAs(other, portal, 4);
  const tokenOf = async ({ userId }: AtAccount) => (await people.signIn(undefined, userId)).token;
  const read = async (person: AtAccount) =>
    send(people.fetch, people.endpoint, {
      method: 'resources/read',
      params: { uri: 'bitrix24://crm/leads' },
      token: await tokenOf(person),
    });
  for (const [person, id] of [
    [linked, 3],
    [other, 4],
  ] as const) {
    const [content] = listOf(await read(person), 'contents');
    const { data, metadata, total } = JSON.parse(String(content?.['text']));
    expect(metadata.scope).toBe('bitrix24');
    expect(total).toBe(rowsOf(id).length);
    expect(rowsOf(id)).toEqual(expect.arrayContaining(data.map(({ ID }: { ID: string }) => ID)));
    const answer = await people.fetch(
      new Request(`${people.endpoint}/tool/call`, {
        method: 'POST',
        headers: { authorization: `Bearer ${await tokenOf(person)}`, 'content-type': 'application/json' },
        body: JSON.stringify({ tool: 'getLeads', params: { limit: 1 } }),
      }),
    );
    const { structuredContent } = await answer.json<{ structuredContent: { pagination: { total: number } } }>();
    expect(structuredContent.pagination.total).toBe(rowsOf(id).length);
  }
  expect((await read(unlinked)).text).toContain(`${bindings.BASE_URL}/account`);
});

describe('a link is not made', () => {
  const notLinked = async (person: AtAccount) => {
    expect(await storedBy(person)).toEqual([]);
    expect(tokenRequests).toBe(0);
  };

  test('by a form of another site, or without the token of the session', async () => {
    const person = await atAccount();
    expect((await person.submit(LINK, [], { origin: 'https://evil.example.test' })).status).toBe(403);
    const forged = await person.browser.post(`${bindings.BASE_URL}${LINK}`, [['csrf', 'x']], {
      origin: bindings.BASE_URL,
    });
    expect(forged.status).toBe(403);
    expect((await person.browser.get(`${bindings.BASE_URL}${LINK}`)).status).toBe(404);
    await notLinked(person);
  });

  test('S36 by an answer in the browser of another person, in none, or of a session that ended', async () => {
    const [attacker, victim] = [await atAccount('demo_good'), await atAccount()];
    const answer = await consentAs(attacker, portal, 1);
    expect((await victim.browser.get(answer)).status).toBe(400);
    expect((await fetchWorker(new Request(answer))).status).toBe(400);
    await attacker.submit('/account/sign-out');
    expect((await attacker.browser.get(answer)).status).toBe(400);
    await notLinked(victim);
    await notLinked(attacker);
  });

  test('S36 by an answer with a wrong state, without a code, or the same answer again', async () => {
    const person = await atAccount();
    const answer = new URL(await consentAs(person, portal, 3));
    const without = (name: string) => {
      const url = new URL(answer);
      url.searchParams.delete(name);
      return person.browser.get(url.href);
    };
    expect((await without('state')).status).toBe(400);
    expect((await without('code')).status).toBe(400);
    await notLinked(person);
    // The answer without a code has used the state up.
    expect((await person.browser.get(answer.href)).status).toBe(400);
    await notLinked(person);
    const next = await consentAs(person, portal, 3);
    expect((await person.browser.get(next)).status).toBe(303);
    expect((await person.browser.get(next)).status).toBe(400);
  });

  test('by a code that is used, and what was linked before stays', async () => {
    const person = await atAccount();
    await linkAs(person, portal, 3);
    const [used, state] = [new URL(await consentAs(person, portal, 4)), new URL(await consentAs(person, portal, 4))];
    await person.browser.get(used.href);
    state.searchParams.set('code', used.searchParams.get('code') ?? '');
    const refused = await person.browser.get(state.href);
    expect([refused.status, await refused.text()]).toEqual([400, expect.stringContaining('Аккаунт не связан')]);
    expect(listData(await leads(person)).ids.toSorted()).toEqual(rowsOf(4).toSorted());
  });

  test('with an account of another portal, or while the server of tokens does not answer', async () => {
    const person = await atAccount();
    const other = testPortal({ origin: 'https://other.bitrix24.ru' });
    serveWithSignIn(other);
    expect((await linkAs(person, other, 3)).status).toBe(400);
    expect(await storedBy(person)).toEqual([]);
    serveWithSignIn(portal, async ({ url }) =>
      url.includes('/oauth/token/') ? new Response('', { status: 503 }) : null,
    );
    expect((await linkAs(person, portal, 3)).status).toBe(503);
    expect(await storedBy(person)).toEqual([]);
  });

  test.each<[object, number]>([
    [{ refresh_token: undefined }, 400],
    [{ client_endpoint: undefined }, 400],
    [{ client_endpoint: 'localhost:8782' }, 400],
    [{ access_token: '' }, 503],
    [{ padding: 'x'.repeat(200_000) }, 503],
  ])('by an answer with %o', async (members, status) => {
    const person = await atAccount();
    changed = members;
    expect((await linkAs(person, portal, 3)).status).toBe(status);
    expect(await storedBy(person)).toEqual([]);
  });

  test('elsewhere than at the portal, which gets nothing but the application and a state', async () => {
    const person = await atAccount();
    const asked = new URL(targetOf(await person.submit(LINK)));
    expect(asked.origin + asked.pathname).toBe('http://localhost:8782/oauth/authorize/');
    expect([...asked.searchParams.keys()].toSorted()).toEqual(['client_id', 'state']);
    expect(asked.searchParams.get('state')).toMatch(/^[\w-]{43}$/);
  });
});

test('the copy says of the link only that there is one, and the erasure removes it and all access', async () => {
  const person = await atAccount();
  await linkAs(person, portal, 3);
  const { token } = await people.signIn(undefined, person.userId);
  const copy = await person.submit('/account/copy');
  expect(copy.headers.get('content-disposition')).toContain('attachment');
  expect(await copy.json()).toEqual({
    server: 'bitrix24-mcp',
    user_id: person.userId,
    email: expect.stringContaining('@'),
    linked: { to: 'Your Bitrix24 account', since: expect.stringMatching(/Z$/) },
    call: [],
  });
  const question = await (await person.submit('/account/erase')).text();
  const [, confirm = ''] = /name="confirm" value="([^"]+)"/.exec(question) ?? [];
  expect((await person.submit('/account/erase', [['confirm', 'link-1']])).status).toBe(409);
  expect(await storedBy(person)).toHaveLength(1);
  expect((await person.submit('/account/erase', [['confirm', confirm]])).status).toBe(200);
  expect(await storedBy(person)).toEqual([]);
  const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/json' };
  const later = await fetchWorker(new Request(people.endpoint, { method: 'POST', headers, body: '{}' }));
  expect(later.status).toBe(401);
});
